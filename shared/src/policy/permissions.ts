import type { LayerKind, Role } from "../schema/role.ts";
import { ROLES } from "../schema/role.ts";

/** What somebody may do in a workspace. */
export type Action =
  | "read"
  | "export"
  | "comment"
  | "annotate"
  | "moderate"
  | "erase"
  | "edit-articles"
  | "edit-text"
  | "edit-codebook"
  | "edit-assignments"
  | "edit-groups"
  | "invite"
  | "see-emails"
  | "rename-workspace"
  | "see-audit"
  | "hand-over"
  | "delete-workspace";

const ALLOWED: Record<Action, readonly Role[]> = {
  read: ROLES,
  export: ROLES,
  comment: ["owner", "instructor", "annotator", "commenter"],
  annotate: ["owner", "instructor", "annotator"],
  moderate: ["owner", "instructor"],
  erase: ["owner"],
  "edit-articles": ["owner", "instructor"],
  "edit-text": ["owner", "instructor"],
  "edit-codebook": ["owner", "instructor"],
  "edit-assignments": ["owner", "instructor"],
  "edit-groups": ["owner", "instructor"],
  invite: ["owner", "instructor"],
  "see-emails": ["owner", "instructor"],
  "rename-workspace": ["owner"],
  "see-audit": ["owner"],
  "hand-over": ["owner"],
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

/** What counts of an assignment for one caller in one of its layers. "Now" is a matter of its people, never of the clock. */
export interface AssignmentFacts {
  /** Whether the caller is one of its people; somebody taken out counts as a coder still, and as nothing more. */
  caller: "none" | "takes-part" | "removed";
  /** The caller is one of those who settle its consensus. */
  adjudicates: boolean;
  /** Of a blind layer: its coder is one of the assignment's people still. */
  coderTakesPart: boolean;
  /** Of a blind layer: its coder has submitted, and not taken back. */
  coderSubmitted: boolean;
  /** Opened to all, for good. */
  revealed: boolean;
  /** Opens to each of its people as they submit. */
  opensToEach: boolean;
  /** The others' layers have opened to the caller, who has submitted. */
  openedToCaller: boolean;
  /** Deleted: what there is stays as it was, and nobody writes. */
  closed: boolean;
}

export interface LayerFacts {
  kind: LayerKind;
  /** It is this member's own: private, or blind as its coder. */
  owns: boolean;
  /** Of blind and consensus layers. */
  assignment?: AssignmentFacts | null;
}

/**
 * What a member may do in a layer. `readableLayer` on the server is the same in SQL, for `canRead`; a test holds the
 * two together.
 */
export function layerRights({ kind, owns, assignment }: LayerFacts, role: Role): LayerRights {
  switch (kind) {
    case "team":
      return {
        canRead: can(role, "read"),
        canAnnotate: can(role, "annotate"),
        canComment: can(role, "comment"),
        canModerate: can(role, "moderate"),
      };
    case "private":
      return owns ? { canRead: true, canAnnotate: true, canComment: true, canModerate: false } : NOTHING;
    case "blind":
      return assignment ? blindRights(owns, assignment, role) : NOTHING;
    case "consensus":
      return assignment ? consensusRights(assignment, role) : NOTHING;
  }
}

function blindRights(owns: boolean, facts: AssignmentFacts, role: Role): LayerRights {
  const takesPart = facts.caller === "takes-part";
  const isOpen = hasOpened(facts);
  if (!owns && !readsAnothers(facts, isOpen, role)) return NOTHING;
  if (!isOpen) {
    // What is submitted is what was handed in: it doesn't change unless it is taken back.
    const writes = owns && takesPart && !facts.coderSubmitted && !facts.closed;
    return { canRead: true, canAnnotate: writes, canComment: writes, canModerate: false };
  }
  const instructs = can(role, "moderate");
  return {
    canRead: true,
    canAnnotate: false,
    canComment: !facts.closed && can(role, "comment") && (takesPart || instructs),
    canModerate: !facts.closed && instructs,
  };
}

/** Whether a blind layer has opened to others. What somebody never submitted who was taken out stays theirs. */
function hasOpened(facts: AssignmentFacts): boolean {
  if (facts.revealed) return facts.coderTakesPart || facts.coderSubmitted;
  return facts.opensToEach && facts.coderSubmitted;
}

/** An instructor who codes, or did before being taken out, sees no more than the other coders until the reveal. */
function readsAnothers(facts: AssignmentFacts, isOpen: boolean, role: Role): boolean {
  const instructs = can(role, "moderate");
  if (facts.revealed) return isOpen && (instructs || facts.caller === "takes-part");
  if (facts.caller === "none") return instructs && facts.coderSubmitted;
  return isOpen && facts.caller === "takes-part" && facts.openedToCaller;
}

function consensusRights(facts: AssignmentFacts, role: Role): LayerRights {
  const instructs = can(role, "moderate");
  const takesPart = facts.caller === "takes-part";
  if (!facts.revealed || (!instructs && !takesPart)) return NOTHING;
  return {
    canRead: true,
    canAnnotate: !facts.closed && (instructs || facts.adjudicates),
    canComment: !facts.closed && can(role, "comment"),
    canModerate: !facts.closed && instructs,
  };
}
