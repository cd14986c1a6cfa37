import type { LayerMapName } from "@postil/shared/document/layer-document";
import type { Role } from "@postil/shared/schema/role";

/**
 * The rules for a layer's entries once more, written down from DESIGN.md's and SYNC.md's words and knowing nothing of
 * `policy/entry-rules`: two readings of the same sentences that must agree. Slow, and a list rather than a program.
 */

/** A member before a layer, as far as DESIGN.md and docs/architecture.md tell kinds and times of layers apart. */
export type Situation =
  | { kind: "team" }
  | { kind: "private"; mine: boolean }
  | BlindSituation
  | { kind: "consensus"; revealed: boolean; deleted: boolean; part: Part; iAdjudicate: boolean };

/** Somebody's part in an assignment: none ever, one now, or one that was taken from them. */
export type Part = "none" | "takes part" | "taken out";

export interface BlindSituation {
  kind: "blind";
  mine: boolean;
  /** The member's part; in a layer of their own it is its coder's. */
  part: Part;
  coder: "takes part" | "taken out";
  coderSubmitted: boolean;
  /** "each": to each person as they submit. */
  opening: "not yet" | "each" | "revealed";
  /** The member has submitted, too. */
  iSubmitted: boolean;
  deleted: boolean;
}

/** What a member may ask of a layer as such. */
export type Right = "read" | "annotate" | "comment" | "change others'";

const YES_NO = [true, false] as const;

/** Every situation there can be. */
export function everySituation(): Situation[] {
  const all: Situation[] = [{ kind: "team" }, { kind: "private", mine: true }, { kind: "private", mine: false }];
  for (const opening of ["not yet", "each", "revealed"] as const)
    for (const deleted of YES_NO)
      for (const coder of ["takes part", "taken out"] as const)
        for (const coderSubmitted of YES_NO) {
          const blind = { kind: "blind", opening, deleted, coder, coderSubmitted } as const;
          all.push({ ...blind, mine: true, part: coder, iSubmitted: coderSubmitted });
          for (const part of ["none", "takes part", "taken out"] as const)
            for (const iSubmitted of part === "none" ? [false] : YES_NO)
              all.push({ ...blind, mine: false, part, iSubmitted });
        }
  for (const revealed of YES_NO)
    for (const deleted of YES_NO)
      for (const part of ["none", "takes part", "taken out"] as const)
        for (const iAdjudicate of part === "none" ? [false] : YES_NO)
          all.push({ kind: "consensus", revealed, deleted, part, iAdjudicate });
  return all;
}

const INSTRUCTORS: readonly Role[] = ["owner", "instructor"];
const ANNOTATORS: readonly Role[] = [...INSTRUCTORS, "annotator"];
const COMMENTERS: readonly Role[] = [...ANNOTATORS, "commenter"];

/** DESIGN.md, "Layers" and "Roles". */
export function mayIn(situation: Situation, role: Role, right: Right): boolean {
  const instructor = INSTRUCTORS.includes(role);
  const inRole = {
    read: true,
    annotate: ANNOTATORS.includes(role),
    comment: COMMENTERS.includes(role),
    "change others'": instructor,
  };
  switch (situation.kind) {
    case "team":
      return inRole[right];
    case "private":
      // "its person, viewers too": and there is nobody else whose things could be changed.
      return situation.mine && right !== "change others'";
    case "blind":
      return mayInBlind(situation, instructor, inRole.comment, right);
    case "consensus":
      // "can be opened on an assignment after its reveal"; "the assignment's members, instructors"
      if (!situation.revealed || (!instructor && situation.part !== "takes part")) return false;
      if (right === "read") return true;
      // "nobody writes in its layers any more"
      if (situation.deleted) return false;
      return right === "annotate" ? instructor || situation.iAdjudicate : inRole[right];
  }
}

function mayInBlind(situation: BlindSituation, instructor: boolean, commenter: boolean, right: Right): boolean {
  const { mine, part, coder, coderSubmitted, opening, deleted } = situation;
  if (right === "read") return mine || readsAnothers(situation, instructor);
  if (deleted) return false;
  // "What they had submitted is dealt with like everybody's; what not is theirs alone"
  const open =
    (opening === "revealed" && (coder === "takes part" || coderSubmitted)) || (opening === "each" && coderSubmitted);
  if (!open) {
    // "its coder", until it is handed in or they are taken out
    return right !== "change others'" && mine && part === "takes part" && !coderSubmitted;
  }
  // "nobody: frozen"
  if (right === "annotate") return false;
  const belongs = part === "takes part" || instructor;
  const reads = mine || readsAnothers(situation, instructor);
  return reads && belongs && (right === "comment" ? commenter : instructor);
}

function readsAnothers(situation: BlindSituation, instructor: boolean): boolean {
  const { part, coder, coderSubmitted, opening, iSubmitted } = situation;
  if (opening === "revealed") {
    // "the assignment's members, instructors", but for what somebody never submitted who was taken out
    return (instructor || part === "takes part") && (coder === "takes part" || coderSubmitted);
  }
  // "an instructor who doesn't code in that assignment, once it is submitted"; or did: "knows no more than its coders"
  if (part === "none") return instructor && coderSubmitted;
  // "see others after you post": those of who has submitted
  return opening === "each" && part === "takes part" && iSubmitted && coderSubmitted;
}

/** What stands in the layer: who made what, and who is to settle what. */
export interface OracleWorld {
  annotations: ReadonlyMap<string, { author: string }>;
  comments: ReadonlyMap<string, { author: string; annotation: string }>;
  assignees: ReadonlyMap<string, { user: string }>;
}

/** One entry set, or (`value` undefined) taken out. `target` and `keyActor`: what the key says. */
export interface OracleOperation {
  map: LayerMapName;
  target: string;
  keyActor: string | undefined;
  previous: Record<string, unknown> | undefined;
  value: Record<string, unknown> | undefined;
  /** Key and value have the form that DESIGN.md's table gives them. */
  wellFormed: boolean;
}

export function oracleAllows(
  me: string,
  rights: { annotate: boolean; comment: boolean; changeOthers: boolean },
  operation: OracleOperation,
  world: OracleWorld,
): boolean {
  const { map, target, value, previous } = operation;
  const annotation = world.annotations.get(target);
  const comment = world.comments.get(target);
  const setting = value !== undefined;
  if (!operation.wellFormed) return false;
  switch (map) {
    case "annotations":
      // "immutable once set; author = the connection's actor"
      return rights.annotate && setting && previous === undefined && value.author === me;
    case "anchors":
      // "author or instructor"; clients never delete them
      return (
        rights.annotate && setting && annotation !== undefined && (annotation.author === me || rights.changeOthers)
      );
    case "notes":
      return rights.annotate && annotation?.author === me;
    case "tags":
      // "author or instructor", signed by whoever does it
      if (!rights.annotate || !annotation || (setting && value.by !== me)) return false;
      return annotation.author === me || rights.changeOthers;
    case "comments": {
      // "immutable; who may comment on that layer"; a reply answers in its own thread
      if (!rights.comment || !setting || previous !== undefined || value.author !== me) return false;
      if (!world.annotations.has(value.annotation as string)) return false;
      return value.parent === null || world.comments.get(value.parent as string)?.annotation === value.annotation;
    }
    case "commentTexts":
      return rights.comment && setting && comment?.author === me;
    case "resolutions":
      // "annotation's author, its assignee, or instructor"
      if (!rights.comment || !annotation || (setting && value.by !== me)) return false;
      return annotation.author === me || world.assignees.get(target)?.user === me || rights.changeOthers;
    case "assignees":
      // "annotator and up"
      return rights.annotate && annotation !== undefined && (!setting || value.by === me);
    case "reactions":
      // "that actor"
      return rights.comment && (annotation !== undefined || comment !== undefined) && operation.keyActor === me;
    case "deletions": {
      // "its author or instructor; one set by somebody else is lifted by instructors only"; changing one's own
      // annotations takes the right to annotate, one's own comments that to comment
      const made = annotation ?? comment;
      if (!made || !(rights.annotate || (annotation === undefined && rights.comment))) return false;
      if (setting && value.by !== me) return false;
      return rights.changeOthers || (made.author === me && (previous === undefined || previous.by === me));
    }
  }
}
