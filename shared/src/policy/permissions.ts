import type { LayerKind, Role } from "../schema/role.ts";
import { ROLES } from "../schema/role.ts";

/** What somebody may do in a workspace. */
export type Action =
  | "read"
  | "export"
  | "comment"
  | "annotate"
  | "moderate"
  | "edit-articles"
  | "edit-text"
  | "edit-codebook"
  | "invite"
  | "see-emails"
  | "rename-workspace"
  | "see-audit"
  | "delete-workspace";

const ALLOWED: Record<Action, readonly Role[]> = {
  read: ROLES,
  export: ROLES,
  comment: ["owner", "instructor", "annotator", "commenter"],
  annotate: ["owner", "instructor", "annotator"],
  moderate: ["owner", "instructor"],
  "edit-articles": ["owner", "instructor"],
  "edit-text": ["owner", "instructor"],
  "edit-codebook": ["owner", "instructor"],
  invite: ["owner", "instructor"],
  "see-emails": ["owner", "instructor"],
  "rename-workspace": ["owner"],
  "see-audit": ["owner"],
  "delete-workspace": ["owner"],
};

/** The one table of permissions in a workspace. */
export function can(role: Role, action: Action): boolean {
  return ALLOWED[action].includes(role);
}

/** 0 for owner, rising as rights fall. */
function rank(role: Role): number {
  return ROLES.indexOf(role);
}

/**
 * Whether `role` may give `granted` to somebody (by invitation or by changing a role): owners anything, instructors
 * what is below their own.
 */
export function canGrant(role: Role, granted: Role): boolean {
  if (!can(role, "invite")) return false;
  return role === "owner" || rank(granted) > rank(role);
}

/** Whether `role` may change or remove a member who has `target` now. */
export function canManage(role: Role, target: Role): boolean {
  return canGrant(role, target);
}

export interface LayerRights {
  canRead: boolean;
  canAnnotate: boolean;
  canComment: boolean;
  /** May change and delete what others made there. */
  canModerate: boolean;
}

const NOTHING: LayerRights = { canRead: false, canAnnotate: false, canComment: false, canModerate: false };

/**
 * What a member may do in a layer. `owns`: the layer is this member's own (private, or blind as its coder).
 * Blind and consensus layers open with assignments; until those exist nobody but a blind layer's coder reads them.
 */
export function layerRights(layer: { kind: LayerKind; owns: boolean }, role: Role): LayerRights {
  switch (layer.kind) {
    case "team":
      return {
        canRead: can(role, "read"),
        canAnnotate: can(role, "annotate"),
        canComment: can(role, "comment"),
        canModerate: can(role, "moderate"),
      };
    case "private":
      return layer.owns ? { canRead: true, canAnnotate: true, canComment: true, canModerate: false } : NOTHING;
    case "blind":
      return layer.owns ? { canRead: true, canAnnotate: true, canComment: true, canModerate: false } : NOTHING;
    case "consensus":
      return NOTHING;
  }
}
