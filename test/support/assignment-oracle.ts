import type { Role } from "@postil/shared/schema/role";
import type { Part } from "../../server/src/sync/testing/policy-oracle.ts";

/**
 * Who may do what with an assignment, and when, once more: from the words of DESIGN.md ("Roles", "HTTP") and of
 * docs/architecture.md, knowing nothing of the services.
 */
export interface AssignmentSituation {
  kind: "blind" | "together";
  state: "draft" | "published";
  /** Its opening lies behind. */
  opened: boolean;
  due: "none" | "to come" | "over";
  /** Their own date, past the one that is over. */
  extended: boolean;
  reveal: "manual" | "each";
  revealed: boolean;
  deleted: boolean;
  part: Part;
  adjudicates: boolean;
  submitted: boolean;
  /** They have a blind layer in it; somebody has opened the agreed one. */
  begun: boolean;
  agreed: boolean;
}

export const ASSIGNMENT_OPERATIONS = [
  "look",
  "list",
  "list the deleted",
  "change",
  "publish",
  "submit",
  "take back",
  "reveal",
  "remind",
  "extend",
  "grid",
  "export the grid",
  "begin",
  "agree",
  "delete",
  "restore",
] as const;
export type AssignmentOperation = (typeof ASSIGNMENT_OPERATIONS)[number];

/** 200 stands for any good answer. A list that hasn't got it in it counts as 404. */
export type Verdict = 200 | 403 | 404 | 409;

export function verdictOn(
  operation: AssignmentOperation,
  role: Role | "stranger",
  situation: AssignmentSituation,
): Verdict {
  if (role === "stranger") return 404;
  const { state, deleted, part } = situation;
  const instructs = role === "owner" || role === "instructor";
  // "all for instructors; for members the published ones that they take part in"
  if (!instructs && (state === "draft" || deleted || part !== "takes part")) return 404;
  switch (operation) {
    case "look":
      return 200;
    case "list":
      return deleted ? 404 : 200;
    case "list the deleted":
      // To members the question is the same as without it.
      return instructs ? (deleted ? 200 : 404) : 200;
    case "submit":
    case "take back":
    case "begin":
      return part === "takes part" ? ofOnesOwn(operation, situation) : 404;
    case "agree":
      return agreeing(instructs, situation);
    default:
      return instructs ? instructing(operation, situation) : 403;
  }
}

function instructing(operation: AssignmentOperation, situation: AssignmentSituation): Verdict {
  const { kind, state, deleted } = situation;
  const runs = state === "published" && !deleted;
  switch (operation) {
    case "change":
    case "publish":
    case "extend":
      // What was put away is restored first.
      return deleted ? 409 : 200;
    case "reveal":
      return runs && kind === "blind" ? 200 : 409;
    case "remind":
      return runs ? 200 : 409;
    default:
      return 200;
  }
}

function ofOnesOwn(operation: "submit" | "take back" | "begin", situation: AssignmentSituation): Verdict {
  const { kind, state, opened, deleted, revealed, submitted, begun } = situation;
  if (operation === "begin") {
    if (kind === "together") return 409;
    if (begun) return 200;
  }
  if (deleted) return 409;
  if (operation === "take back") {
    if (!submitted) return 200;
    // "not after others' layers have opened to them"; "before the due date"
    const over = situation.due === "over" && !situation.extended;
    return revealed || (kind === "blind" && situation.reveal === "each") || over ? 409 : 200;
  }
  if (state === "draft" || !opened) return 409;
  if (operation === "submit") return submitted || !revealed ? 200 : 409;
  return revealed || submitted ? 409 : 200;
}

/** "A consensus layer can be opened on an assignment after its reveal", by "instructors, named adjudicators". */
function agreeing(instructs: boolean, situation: AssignmentSituation): Verdict {
  const { revealed, agreed, part, adjudicates, deleted } = situation;
  if (!revealed) return 409;
  if (agreed) return 200;
  if (!instructs && !(part === "takes part" && adjudicates)) return 403;
  return deleted ? 409 : 200;
}
