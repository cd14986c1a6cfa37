import type { AnnotationView, CommentView } from "@postil/shared/document/readers";
import type { Writer } from "@postil/shared/policy/entry-rules";
import { layerRights } from "@postil/shared/policy/permissions";
import { ROLES, type Role } from "@postil/shared/schema/role";
import { describe, expect, it } from "vitest";
import { rightsOn, rightsOnComment } from "./rights.ts";

const ADA = "ada0000000000000";
const BEN = "ben0000000000000";

const comment: CommentView = {
  id: "comment000000000",
  annotation: "annotation000000",
  parent: null,
  author: BEN,
  createdAt: 1_700_000_000_000,
  text: "Why?",
  editedAt: null,
  deleted: null,
  reactions: [],
};
const annotation: AnnotationView = {
  id: "annotation000000",
  author: ADA,
  createdAt: 1_700_000_000_000,
  on: "passage",
  anchor: { segments: [{ start: "AAA", end: "AAA", exact: "x", from: 0, to: 1 }], prefix: "", suffix: "" },
  note: "",
  noteEditedAt: null,
  sources: [],
  tags: [],
  comments: [comment],
  resolved: null,
  assignee: null,
  reactions: [],
  deleted: null,
  updatedAt: 1_700_000_000_000,
};

function as(actor: string, role: Role): Writer {
  return { actor, ...layerRights({ kind: "team", owns: false }, role) };
}

describe("rightsOn", () => {
  it("lets an author who annotates do everything with their own", () => {
    expect(Object.values(rightsOn(annotation, as(ADA, "annotator")))).toEqual(new Array(8).fill(true));
  });

  it("lets other annotators and commenters reply and react, annotators assign, and nothing else", () => {
    for (const role of ["annotator", "commenter"] as const) {
      expect(rightsOn(annotation, as(BEN, role))).toEqual({
        editNote: false,
        tag: false,
        move: false,
        comment: true,
        resolve: false,
        assign: role === "annotator",
        react: true,
        remove: false,
      });
    }
  });

  it("lets instructors change everything but the words of others", () => {
    expect(rightsOn(annotation, as(BEN, "instructor"))).toEqual({
      editNote: false,
      tag: true,
      move: true,
      comment: true,
      resolve: true,
      assign: true,
      react: true,
      remove: true,
    });
  });

  it("lets viewers do nothing", () => {
    expect(Object.values(rightsOn(annotation, as(ADA, "viewer")))).not.toContain(true);
  });

  it("lets an assignee settle the thread", () => {
    const assigned = { ...annotation, assignee: { user: BEN, by: ADA, at: 1_700_000_000_000 } };
    expect(rightsOn(assigned, as(BEN, "commenter")).resolve).toBe(true);
  });
});

describe("rightsOnComment", () => {
  it("lets only the author edit, and the author or an instructor delete", () => {
    for (const role of ROLES) {
      const speaks = role !== "viewer";
      const mine = { edit: speaks, remove: speaks, restore: false };
      expect(rightsOnComment(annotation, comment, as(BEN, role))).toEqual(mine);
      const moderates = role === "owner" || role === "instructor";
      const others = { edit: false, remove: moderates, restore: false };
      expect(rightsOnComment(annotation, comment, as(ADA, role))).toEqual(others);
    }
  });

  it("lets whoever deleted it bring it back, and instructors", () => {
    const restores = (by: string, actor: string, role: Role) =>
      rightsOnComment(annotation, { ...comment, deleted: { by, at: 1_700_000_000_000 } }, as(actor, role)).restore;
    expect(restores(BEN, BEN, "commenter")).toBe(true);
    expect(restores(ADA, BEN, "commenter")).toBe(false);
    expect(restores(BEN, ADA, "annotator")).toBe(false);
    expect(restores(BEN, ADA, "instructor")).toBe(true);
  });
});
