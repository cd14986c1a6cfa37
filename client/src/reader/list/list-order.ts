import { isLeavingOut } from "../../annotations/agreement.ts";
import { byPlace } from "../../annotations/annotation-index.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";

export type ListOrder = "place" | "time" | "person" | "activity";

export const LIST_ORDERS: readonly ListOrder[] = ["place", "time", "person", "activity"];

interface Naming {
  /** By actor id. */
  nameOf: (actor: string) => string;
  /** As a person would look names up. */
  compareNames: (a: string, b: string) => number;
}

/** When something was last said or done there, epoch ms. */
export function lastActivity({ updatedAt, comments, reactions, deleted }: ResolvedAnnotation): number {
  let latest = Math.max(updatedAt, deleted?.at ?? 0);
  for (const comment of comments) {
    latest = Math.max(latest, comment.createdAt, comment.editedAt ?? 0);
    for (const { at } of comment.reactions) latest = Math.max(latest, at);
  }
  for (const { at } of reactions) latest = Math.max(latest, at);
  return latest;
}

/**
 * A new array in the wanted order; ties by place. By place: on the whole article, memos, the passages, then those that
 * were left out of an agreed layer, then those whose passage is gone.
 */
export function inOrder(
  annotations: readonly ResolvedAnnotation[],
  order: ListOrder,
  { nameOf, compareNames }: Naming,
): ResolvedAnnotation[] {
  switch (order) {
    case "place":
      return [...annotations].sort(place);
    case "time":
      return [...annotations].sort((a, b) => b.createdAt - a.createdAt || place(a, b));
    case "activity": {
      const at = new Map(annotations.map((annotation) => [annotation, lastActivity(annotation)]));
      return [...annotations].sort((a, b) => (at.get(b) as number) - (at.get(a) as number) || place(a, b));
    }
    case "person": {
      // Names are compared once a person: a collator takes its time.
      const people = [...new Set(annotations.map(({ author }) => author))].sort(
        (a, b) => compareNames(nameOf(a), nameOf(b)) || (a < b ? -1 : 1),
      );
      const rank = new Map(people.map((person, index) => [person, index]));
      return [...annotations].sort(
        (a, b) => (rank.get(a.author) as number) - (rank.get(b.author) as number) || place(a, b),
      );
    }
  }
}

/** Where an annotation stands: on the whole article, as a memo, in the text, or nowhere in it. */
export type Whereabouts = "whole" | "memo" | "text" | "leftOut" | "orphaned";

export function whereabouts(annotation: ResolvedAnnotation): Whereabouts {
  if (annotation.on === "article") return "whole";
  if (isLeavingOut(annotation)) return "leftOut";
  if (annotation.on === "memo") return "memo";
  return annotation.ranges.length > 0 ? "text" : "orphaned";
}

const RANK: Readonly<Record<Whereabouts, number>> = { whole: 0, memo: 1, text: 2, leftOut: 3, orphaned: 4 };

function place(a: ResolvedAnnotation, b: ResolvedAnnotation): number {
  return RANK[whereabouts(a)] - RANK[whereabouts(b)] || byPlace(a, b);
}
