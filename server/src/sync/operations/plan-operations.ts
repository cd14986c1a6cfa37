import type { Anchor } from "@postil/shared/schema/anchor";
import { newId } from "@postil/shared/schema/ids";
import type { LayerOperation } from "@postil/shared/schema/layer-operation";
import { type FieldError, invalid } from "../../platform/errors.ts";
import type { TextSnapshot } from "../derived-writer.ts";
import { PassageFinder } from "./passages.ts";

/** An operation with its ids chosen and its passages found. */
export interface PlannedOperation {
  operation: LayerOperation;
  /** Of the annotation or comment that it makes or changes. */
  id: string;
  anchor: Anchor | null;
}

export interface OperationPlan {
  operations: PlannedOperation[];
  items: { op: string; id: string }[];
}

/** Answers 422, with the path of each, when passages are not in the text. */
export function planOperations(operations: readonly LayerOperation[], text: TextSnapshot): OperationPlan {
  const problems: FieldError[] = [];
  const finder = new PassageFinder(text);
  const planned = operations.map((operation, position) => plan(operation, `operations.${position}`, finder, problems));
  if (problems.length > 0) throw invalid(problems);
  return { operations: planned, items: planned.map(({ operation, id }) => ({ op: operation.op, id })) };
}

function plan(
  operation: LayerOperation,
  path: string,
  finder: PassageFinder,
  problems: FieldError[],
): PlannedOperation {
  switch (operation.op) {
    case "annotate": {
      const { on, passages } = operation;
      let anchor = operation.anchor ?? null;
      if (passages && anchor)
        problems.push({ path: `${path}.anchor`, message: "give passages or an anchor, not both" });
      else if (passages) anchor = finder.anchor(passages, `${path}.passages`, problems);
      else if (on === "passage" && !anchor) problems.push({ path: `${path}.passages`, message: "must name a passage" });
      if (on !== "passage" && (anchor || passages)) {
        problems.push({ path: `${path}.on`, message: "only an annotation on a passage has passages" });
      }
      return { operation, id: operation.id ?? newId(), anchor };
    }
    case "reanchor": {
      const anchor = finder.anchor(operation.passages, `${path}.passages`, problems);
      return { operation, id: operation.annotation, anchor };
    }
    case "comment":
      return { operation, id: operation.id ?? newId(), anchor: null };
    case "edit-comment":
      return { operation, id: operation.comment, anchor: null };
    case "react":
    case "delete":
    case "restore":
      return { operation, id: operation.target, anchor: null };
    default:
      return { operation, id: operation.annotation, anchor: null };
  }
}

/** Every tag that the operations put on something. */
export function tagsIn(operations: readonly LayerOperation[]): string[] {
  const tags = new Set<string>();
  for (const operation of operations) {
    if (operation.op === "annotate") for (const tag of operation.tags ?? []) tags.add(tag);
    else if (operation.op === "tag") tags.add(operation.tag);
  }
  return [...tags];
}

/** Answers 422 when one of them is not in the codebook. */
export function requireTags(operations: readonly LayerOperation[], known: ReadonlySet<string>): void {
  const problems: FieldError[] = [];
  operations.forEach((operation, position) => {
    const path = `operations.${position}`;
    if (operation.op === "tag" && !known.has(operation.tag)) problems.push(unknownTag(`${path}.tag`));
    if (operation.op !== "annotate") return;
    operation.tags?.forEach((tag, place) => {
      if (!known.has(tag)) problems.push(unknownTag(`${path}.tags.${place}`));
    });
  });
  if (problems.length > 0) throw invalid(problems);
}

/** Everybody to whom the operations assign something. */
export function assigneesIn(operations: readonly LayerOperation[]): string[] {
  return operations.flatMap((operation) =>
    operation.op === "assign" && operation.user !== null ? operation.user : [],
  );
}

/** Answers 422 when one of them is no member: nobody could be told, and nobody else settle the thread. */
export function requireAssignees(operations: readonly LayerOperation[], members: ReadonlySet<string>): void {
  const problems = operations.flatMap((operation, position) => {
    if (operation.op !== "assign" || operation.user === null || members.has(operation.user)) return [];
    return { path: `operations.${position}.user`, message: "is not a member of this workspace" };
  });
  if (problems.length > 0) throw invalid(problems);
}

function unknownTag(path: string): FieldError {
  return { path, message: "is not a tag of this workspace's codebook" };
}
