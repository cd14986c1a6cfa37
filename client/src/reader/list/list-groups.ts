import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { dayKey, dayTitle } from "../../ui/day.ts";
import type { Block } from "../blocks.ts";
import { type ListOrder, lastActivity, whereabouts } from "./list-order.ts";
import { words } from "./words.ts";

/** A heading over a part of the list; the same `key` for all that stands under it. */
export interface ListGroup {
  key: string;
  title: string;
}

/** Answers what an annotation stands under; null where nothing need be said. */
export function groupsOf(
  order: ListOrder,
  blocks: readonly Block[],
  nameOf: (actor: string) => string,
  now: Date,
): (annotation: ResolvedAnnotation) => ListGroup | null {
  if (order === "person") return ({ author }) => ({ key: author, title: nameOf(author) });
  if (order !== "place") {
    return (annotation) => {
      const key = dayKey(new Date(order === "time" ? annotation.createdAt : lastActivity(annotation)));
      return { key, title: dayTitle(key, now) };
    };
  }
  const headings = blocks.filter(({ content: { kind } }) => kind === "h1" || kind === "h2" || kind === "h3");
  return (annotation) => {
    const where = whereabouts(annotation);
    if (where !== "text") return { key: where, title: ELSEWHERE[where] };
    if (headings.length === 0) return null;
    const from = annotation.ranges[0]?.from ?? 0;
    const heading = headings.findLast((block) => block.from <= from);
    return heading
      ? { key: `heading ${heading.key}`, title: heading.content.text }
      : { key: "beginning", title: words.list.beginning };
  };
}

const ELSEWHERE = {
  whole: words.list.whole,
  memo: words.list.memos,
  leftOut: words.list.leftOut,
  orphaned: words.list.orphaned,
};
