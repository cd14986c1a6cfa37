import { describe, expect, it } from "vitest";
import { ROLES } from "../schema/role.ts";
import { type Action, can, canGrant, canManage, layerRights } from "./permissions.ts";

/** The table of roles, as the design has it: o i a c v. */
const TABLE: Record<Action, string> = {
  read: "oiacv",
  export: "oiacv",
  comment: "oiac",
  annotate: "oia",
  moderate: "oi",
  "edit-articles": "oi",
  "edit-text": "oi",
  "edit-codebook": "oi",
  invite: "oi",
  "see-emails": "oi",
  "rename-workspace": "o",
  "see-audit": "o",
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
      expect(layerRights({ kind: "private", owns: true }, role)).toEqual({
        canRead: true,
        canAnnotate: true,
        canComment: true,
        canModerate: false,
      });
      for (const kind of ["private", "blind"] as const) {
        expect(layerRights({ kind, owns: false }, role)).toEqual({
          canRead: false,
          canAnnotate: false,
          canComment: false,
          canModerate: false,
        });
      }
    }
  });
});
