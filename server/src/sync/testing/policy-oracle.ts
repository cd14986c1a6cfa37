import type { LayerMapName } from "@postil/shared/document/layer-document";
import type { Role } from "@postil/shared/schema/role";

/**
 * The rules for a layer's entries once more, written down from DESIGN.md's and SYNC.md's words and knowing nothing of
 * `policy/entry-rules`: two readings of the same sentences that must agree. Slow, and a list rather than a program.
 */

/** A member before a layer, as far as DESIGN.md tells kinds and times of layers apart. */
export type Situation =
  | { kind: "team" }
  | { kind: "private"; mine: boolean }
  | { kind: "blind"; mine: boolean; revealed: boolean; submitted: boolean; iTakePart: boolean }
  | { kind: "consensus"; iTakePart: boolean; iAdjudicate: boolean };

type Right = "read" | "annotate" | "comment" | "change others'";

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
    case "blind": {
      if (!situation.revealed) {
        if (situation.mine) return right !== "change others'";
        return right === "read" && instructor && !situation.iTakePart && situation.submitted;
      }
      if (!instructor && !situation.iTakePart) return false;
      return right === "annotate" ? false : inRole[right];
    }
    case "consensus":
      if (!instructor && !situation.iTakePart) return false;
      return right === "annotate" ? instructor || situation.iAdjudicate : inRole[right];
  }
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
