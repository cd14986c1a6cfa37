import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "../schema/role.ts";
import {
  type Action,
  type AssignmentFacts,
  can,
  canGrant,
  canManage,
  type LayerRights,
  layerRights,
} from "./permissions.ts";

/** The table of roles, as the design has it: o i a c v. */
const TABLE: Record<Action, string> = {
  read: "oiacv",
  export: "oiacv",
  comment: "oiac",
  annotate: "oia",
  moderate: "oi",
  erase: "o",
  "edit-articles": "oi",
  "edit-text": "oi",
  "edit-codebook": "oi",
  "edit-assignments": "oi",
  "edit-groups": "oi",
  invite: "oi",
  "see-emails": "oi",
  "rename-workspace": "o",
  "see-audit": "o",
  "hand-over": "o",
  "delete-workspace": "o",
};

describe("permissions", () => {
  it("are those of the table, for every role and action", () => {
    for (const [action, allowed] of Object.entries(TABLE)) {
      for (const role of ROLES)
        expect(can(role, action as Action), `${role} ${action}`).toBe(allowed.includes(role[0] as string));
    }
  });

  it("let owners give any role, instructors those below their own, others none", () => {
    const given = (role: (typeof ROLES)[number]) => ROLES.filter((granted) => canGrant(role, granted));
    expect(given("owner")).toEqual([...ROLES]);
    expect(given("instructor")).toEqual(["annotator", "commenter", "viewer"]);
    expect(given("annotator")).toEqual([]);
    expect(canManage("instructor", "instructor")).toBe(false);
    expect(canManage("instructor", "owner")).toBe(false);
    expect(canManage("owner", "owner")).toBe(true);
  });

  it("open a private layer to its person only, viewers too, and to no instructor", () => {
    for (const role of ROLES) {
      expect(show(layerRights({ kind: "private", owns: true }, role))).toBe("read annotate comment");
      for (const kind of ["private", "blind", "consensus"] as const) {
        expect(show(layerRights({ kind, owns: false }, role))).toBe("nothing");
      }
    }
  });
});

/** In words, so that a table of them can be read. */
function show({ canRead, canAnnotate, canComment, canModerate }: LayerRights): string {
  if (!canRead) return canAnnotate || canComment || canModerate ? "writes unread" : "nothing";
  return `read${canAnnotate ? " annotate" : ""}${canComment ? " comment" : ""}${canModerate ? " moderate" : ""}`;
}

const RUNNING: AssignmentFacts = {
  caller: "takes-part",
  adjudicates: false,
  coderTakesPart: true,
  coderSubmitted: false,
  revealed: false,
  opensToEach: false,
  openedToCaller: false,
  closed: false,
};

describe("a blind layer", () => {
  const own = (facts: Partial<AssignmentFacts>, role: Role = "annotator") =>
    show(layerRights({ kind: "blind", owns: true, assignment: { ...RUNNING, ...facts } }, role));
  const anothers = (facts: Partial<AssignmentFacts>, role: Role = "annotator") =>
    show(layerRights({ kind: "blind", owns: false, assignment: { ...RUNNING, ...facts } }, role));

  it("is written by its coder alone, whatever their role, until they submit", () => {
    for (const role of ROLES) {
      expect(own({}, role)).toBe("read annotate comment");
      expect(own({ coderSubmitted: true }, role)).toBe("read");
      expect(own({ caller: "removed", coderTakesPart: false }, role)).toBe("read");
      expect(own({ closed: true }, role)).toBe("read");
      expect(anothers({}, role)).toBe("nothing");
    }
  });

  it("is read, once submitted, by instructors who never coded in its assignment, and by nobody else", () => {
    for (const role of ROLES) {
      const instructs = role === "owner" || role === "instructor";
      expect(anothers({ caller: "none" }, role), role).toBe("nothing");
      expect(anothers({ caller: "none", coderSubmitted: true }, role), role).toBe(instructs ? "read" : "nothing");
      expect(anothers({ coderSubmitted: true }, role), role).toBe("nothing");
      expect(anothers({ caller: "removed", coderSubmitted: true }, role), role).toBe("nothing");
    }
  });

  it("opens at the reveal to the assignment's people and instructors, frozen, to be commented on", () => {
    const after = { revealed: true };
    expect(ROLES.map((role) => anothers(after, role))).toEqual([
      "read comment moderate",
      "read comment moderate",
      "read comment",
      "read comment",
      "read",
    ]);
    expect(ROLES.map((role) => anothers({ ...after, caller: "none" }, role))).toEqual([
      "read comment moderate",
      "read comment moderate",
      "nothing",
      "nothing",
      "nothing",
    ]);
    expect(own(after)).toBe("read comment");
    expect(own({ ...after, coderSubmitted: true })).toBe("read comment");
    expect(anothers({ ...after, caller: "removed" })).toBe("nothing");
    expect(anothers({ ...after, caller: "removed" }, "instructor")).toBe("read comment moderate");
    expect(anothers({ ...after, closed: true }, "owner")).toBe("read");
  });

  it("stays its coder's alone when they were taken out before they submitted", () => {
    const facts = { revealed: true, coderTakesPart: false };
    for (const role of ROLES) expect(anothers(facts, role)).toBe("nothing");
    expect(own({ ...facts, caller: "removed" })).toBe("read");
    expect(anothers({ ...facts, coderSubmitted: true })).toBe("read comment");
  });

  it("opens to each as they submit, of those who have submitted", () => {
    const each = { opensToEach: true };
    expect(anothers({ ...each, openedToCaller: true })).toBe("nothing");
    expect(anothers({ ...each, coderSubmitted: true })).toBe("nothing");
    expect(anothers({ ...each, coderSubmitted: true, openedToCaller: true })).toBe("read comment");
    expect(anothers({ ...each, coderSubmitted: true }, "instructor")).toBe("nothing");
    expect(anothers({ ...each, coderSubmitted: true, caller: "none" }, "instructor")).toBe("read comment moderate");
    expect(own({ ...each, coderSubmitted: true, openedToCaller: true })).toBe("read comment");
    expect(anothers({ ...each, coderSubmitted: true, openedToCaller: true, caller: "removed" })).toBe("nothing");
  });
});

describe("a consensus layer", () => {
  const rights = (facts: Partial<AssignmentFacts>, role: Role) =>
    show(layerRights({ kind: "consensus", owns: false, assignment: { ...RUNNING, ...facts } }, role));

  it("is nobody's before the reveal", () => {
    for (const role of ROLES) expect(rights({}, role)).toBe("nothing");
  });

  it("is read by the assignment's people and instructors, and annotated by instructors and adjudicators", () => {
    const after = { revealed: true };
    expect(ROLES.map((role) => rights(after, role))).toEqual([
      "read annotate comment moderate",
      "read annotate comment moderate",
      "read comment",
      "read comment",
      "read",
    ]);
    expect(rights({ ...after, adjudicates: true }, "annotator")).toBe("read annotate comment");
    expect(rights({ ...after, caller: "none" }, "annotator")).toBe("nothing");
    expect(rights({ ...after, caller: "removed", adjudicates: true }, "annotator")).toBe("nothing");
    expect(rights({ ...after, caller: "none" }, "instructor")).toBe("read annotate comment moderate");
    expect(rights({ ...after, closed: true, adjudicates: true }, "owner")).toBe("read");
  });
});
