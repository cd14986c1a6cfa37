import { describe, expect, it } from "vitest";
import type { LayerMapName } from "../document/layer-document.ts";
import { reactionKey, tagKey } from "../document/layer-document.ts";
import type { Role } from "../schema/role.ts";
import { type EntryIndex, judgeEntry, type Writer } from "./entry-rules.ts";
import { layerRights } from "./permissions.ts";

const ME = "actor-me-000000000";
const OTHER = "actor-other-000000";
const MINE = "annotation-mine-00";
const THEIRS = "annotation-theirs-";
const NEW = "annotation-new-000";
const MY_COMMENT = "comment-mine-00000";
const THEIR_COMMENT = "comment-theirs-000";
const TAG = "tag-0000000000000000";
const AT = 1_800_000_000_000;

const index: EntryIndex = {
  annotation: (id) =>
    id === MINE
      ? { author: ME, createdAt: AT, on: "article" }
      : id === THEIRS
        ? { author: OTHER, createdAt: AT, on: "article" }
        : undefined,
  comment: (id) =>
    id === MY_COMMENT
      ? { annotation: THEIRS, parent: null, author: ME, createdAt: AT }
      : id === THEIR_COMMENT
        ? { annotation: MINE, parent: null, author: OTHER, createdAt: AT }
        : undefined,
  assignee: () => undefined,
};

function writer(role: Role): Writer {
  return { actor: ME, ...layerRights({ kind: "team", owns: false }, role) };
}

function judged(role: Role, map: LayerMapName, key: string, value: unknown, previous?: unknown): string {
  return judgeEntry({ map, key, value, previous }, writer(role), index)?.code ?? "allowed";
}

const signed = { by: ME, at: AT };
const anchor = { segments: [{ start: "AAAA", end: "AAAA", exact: "x", from: 0, to: 1 }], prefix: "", suffix: "" };
const text = { text: "words", editedAt: AT };

describe("the rules for entries", () => {
  it("let annotators and up make annotations in their own name only", () => {
    const value = { author: ME, createdAt: AT, on: "passage" };
    expect(judged("annotator", "annotations", NEW, value)).toBe("allowed");
    expect(judged("commenter", "annotations", NEW, value)).toBe("role");
    expect(judged("viewer", "annotations", NEW, value)).toBe("role");
    expect(judged("owner", "annotations", NEW, { ...value, author: OTHER })).toBe("author");
  });

  it("never let an annotation or a comment be set again or taken out, whoever asks", () => {
    const value = { author: ME, createdAt: AT, on: "passage" };
    expect(judged("owner", "annotations", MINE, value, value)).toBe("immutable");
    expect(judged("owner", "annotations", MINE, undefined, value)).toBe("erase");
    expect(judged("owner", "comments", MY_COMMENT, undefined, {})).toBe("erase");
    expect(judged("owner", "anchors", MINE, undefined, anchor)).toBe("erase");
    expect(judged("owner", "commentTexts", MY_COMMENT, undefined, text)).toBe("erase");
  });

  it("keep notes to the annotation's author, instructors included", () => {
    expect(judged("annotator", "notes", MINE, text)).toBe("allowed");
    expect(judged("annotator", "notes", THEIRS, text)).toBe("author");
    expect(judged("owner", "notes", THEIRS, text)).toBe("author");
    expect(judged("annotator", "notes", NEW, text)).toBe("unknown-entry");
  });

  it("let authors and instructors move anchors and set tags", () => {
    for (const [map, key, value] of [
      ["anchors", MINE, anchor],
      ["tags", tagKey(MINE, TAG), signed],
    ] as const) {
      expect(judged("annotator", map, key, value)).toBe("allowed");
      expect(judged("commenter", map, key, value)).toBe("role");
    }
    for (const [map, key, value] of [
      ["anchors", THEIRS, anchor],
      ["tags", tagKey(THEIRS, TAG), signed],
    ] as const) {
      expect(judged("annotator", map, key, value)).toBe("author");
      expect(judged("instructor", map, key, value)).toBe("allowed");
    }
    expect(judged("instructor", "tags", tagKey(THEIRS, TAG), { by: OTHER, at: AT })).toBe("author");
    expect(judged("annotator", "tags", tagKey(THEIRS, TAG), undefined, signed)).toBe("author");
  });

  it("let commenters and up comment, and change only their own words", () => {
    const reply = { annotation: THEIRS, parent: MY_COMMENT, author: ME, createdAt: AT };
    expect(judged("commenter", "comments", "comment-new-000000", reply)).toBe("allowed");
    expect(judged("viewer", "comments", "comment-new-000000", reply)).toBe("role");
    expect(judged("commenter", "comments", "comment-new-000000", { ...reply, parent: THEIR_COMMENT })).toBe(
      "unknown-entry",
    );
    expect(judged("commenter", "comments", "comment-new-000000", { ...reply, author: OTHER })).toBe("author");
    expect(judged("commenter", "commentTexts", MY_COMMENT, text)).toBe("allowed");
    expect(judged("owner", "commentTexts", THEIR_COMMENT, text)).toBe("author");
  });

  it("let a thread be settled by its author, its assignee or an instructor", () => {
    expect(judged("annotator", "resolutions", MINE, signed)).toBe("allowed");
    expect(judged("annotator", "resolutions", THEIRS, signed)).toBe("author");
    expect(judged("instructor", "resolutions", THEIRS, signed)).toBe("allowed");
    const assigned = { ...index, assignee: () => ({ user: ME, by: OTHER, at: AT }) };
    const change = { map: "resolutions", key: THEIRS, value: signed, previous: undefined } as const;
    expect(judgeEntry(change, writer("commenter"), assigned)).toBeNull();
  });

  it("let deletions be made by the author or an instructor, and lifted by who made them or an instructor", () => {
    expect(judged("annotator", "deletions", MINE, signed)).toBe("allowed");
    expect(judged("annotator", "deletions", THEIRS, signed)).toBe("author");
    expect(judged("commenter", "deletions", MY_COMMENT, signed)).toBe("allowed");
    expect(judged("instructor", "deletions", THEIRS, signed)).toBe("allowed");
    const moderated = { by: OTHER, at: AT };
    expect(judged("annotator", "deletions", MINE, undefined, moderated)).toBe("author");
    expect(judged("annotator", "deletions", MINE, signed, moderated)).toBe("author");
    expect(judged("instructor", "deletions", MINE, undefined, moderated)).toBe("allowed");
    expect(judged("viewer", "deletions", MINE, signed)).toBe("role");
    expect(judged("commenter", "deletions", MINE, signed)).toBe("role");
  });

  it("leave a frozen layer its annotations, whoever made them, and its threads to those who comment", () => {
    const frozen: Writer = { actor: ME, canRead: true, canAnnotate: false, canComment: true, canModerate: true };
    const code = (map: LayerMapName, key: string, value: unknown, previous?: unknown) =>
      judgeEntry({ map, key, value, previous }, frozen, index)?.code ?? "allowed";
    for (const annotation of [MINE, THEIRS]) {
      expect(code("deletions", annotation, signed)).toBe("role");
      expect(code("deletions", annotation, undefined, signed)).toBe("role");
      expect(code("tags", tagKey(annotation, TAG), signed)).toBe("role");
      expect(code("notes", annotation, text)).toBe("role");
      expect(code("anchors", annotation, anchor, anchor)).toBe("role");
    }
    expect(code("annotations", NEW, { author: ME, createdAt: AT, on: "article" })).toBe("role");
    expect(
      code("comments", "comment-new-000000", { annotation: THEIRS, parent: null, author: ME, createdAt: AT }),
    ).toBe("allowed");
    expect(code("deletions", MY_COMMENT, signed)).toBe("allowed");
    expect(code("deletions", THEIR_COMMENT, signed)).toBe("allowed");
    expect(code("resolutions", THEIRS, signed)).toBe("allowed");
  });

  it("keep reactions to the actor in their key", () => {
    expect(judged("commenter", "reactions", reactionKey(THEIRS, ME, "agree"), { at: AT })).toBe("allowed");
    expect(judged("commenter", "reactions", reactionKey(THEIRS, OTHER, "agree"), { at: AT })).toBe("author");
    expect(judged("commenter", "reactions", reactionKey(THEIRS, OTHER, "agree"), undefined, { at: AT })).toBe("author");
    expect(judged("commenter", "reactions", reactionKey(THEIRS, ME, "shout"), { at: AT })).toBe("key");
  });

  it("refuse keys and values outside the schema, from the server itself as well", () => {
    const system: Writer = { ...writer("owner"), system: true };
    const refused = (map: LayerMapName, key: string, value: unknown) =>
      judgeEntry({ map, key, value, previous: undefined }, system, index)?.code;
    expect(refused("notes", "__proto__", text)).toBe("key");
    expect(refused("notes", "short", text)).toBe("key");
    expect(refused("tags", MINE, signed)).toBe("key");
    expect(refused("notes", MINE, { ...text, extra: 1 })).toBe("schema");
    expect(refused("notes", MINE, "words")).toBe("schema");
    expect(refused("annotations", NEW, { author: "x", createdAt: AT, on: "passage" })).toBe("schema");
    expect(refused("notes", THEIRS, text)).toBeUndefined();
  });
});
