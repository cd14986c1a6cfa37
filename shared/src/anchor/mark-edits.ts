import type { MarkRange } from "../document/text-document.ts";
import { newId } from "../schema/ids.ts";
import type { MarkEdit, PlacedMark } from "./text-edits.ts";

/** What a whole line is. */
export type LineKind = "h1" | "h2" | "h3" | "li" | "quote";
/** How words within a line look. */
export type InlineKind = "bold" | "italic" | "link";

const LINE_KINDS: readonly MarkRange["kind"][] = ["h1", "h2", "h3", "li", "quote"];

interface Range {
  from: number;
  to: number;
}

const overlaps = (mark: Range, { from, to }: Range): boolean => mark.from < to && mark.to > from;

/** Whether the whole of `range` is of this kind. */
export function isMarked(marks: readonly PlacedMark[], kind: InlineKind, range: Range): boolean {
  let reached = range.from;
  const over = marks.filter((mark) => mark.kind === kind && overlaps(mark, range)).sort((a, b) => a.from - b.from);
  for (const mark of over) {
    if (mark.from > reached) return false;
    reached = Math.max(reached, mark.to);
  }
  return range.from < range.to && reached >= range.to;
}

/** The kind of a line, by the marks that reach into it; null for a plain paragraph. */
export function lineKind(marks: readonly PlacedMark[], line: Range): LineKind | null {
  const over = marks.filter((mark) => LINE_KINDS.includes(mark.kind) && overlaps(mark, line));
  return (LINE_KINDS.find((kind) => over.some((mark) => mark.kind === kind)) ?? null) as LineKind | null;
}

/** Makes `range` bold or italic: one mark takes the place of those that it meets. */
export function addInline(marks: readonly PlacedMark[], kind: "bold" | "italic", range: Range): MarkEdit[] {
  const met = marks.filter((mark) => mark.kind === kind && mark.from <= range.to && mark.to >= range.from);
  const [kept, ...others] = met;
  const mark = {
    kind,
    from: Math.min(range.from, ...met.map(({ from }) => from)),
    to: Math.max(range.to, ...met.map(({ to }) => to)),
  };
  return [{ id: kept?.id ?? newId(), mark }, ...others.map(({ id }) => ({ id, mark: null }))];
}

/** Makes `range` a link, in place of whatever links were in it. */
export function addLink(marks: readonly PlacedMark[], range: Range, href: string): MarkEdit[] {
  return [...takeOut(marks, ["link"], range), { id: newId(), mark: { kind: "link", ...range, href } }];
}

/** Takes bold, italic or links off `range`; what of them lies outside stays. */
export function removeInline(marks: readonly PlacedMark[], kind: InlineKind, range: Range): MarkEdit[] {
  return takeOut(marks, [kind], range);
}

/** Makes lines into headings, list items, quotations or, with null, plain paragraphs. Empty lines are nothing. */
export function setLines(marks: readonly PlacedMark[], lines: readonly Range[], kind: LineKind | null): MarkEdit[] {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return [];
  const edits = takeOut(marks, LINE_KINDS, { from: first.from, to: last.to + 1 });
  if (kind === null) return edits;
  for (const { from, to } of lines) if (from < to) edits.push({ id: newId(), mark: { kind, from, to } });
  return edits;
}

/** Cuts `range` out of the marks of these kinds. */
function takeOut(marks: readonly PlacedMark[], kinds: readonly MarkRange["kind"][], range: Range): MarkEdit[] {
  const edits: MarkEdit[] = [];
  for (const { id, ...mark } of marks) {
    if (!kinds.includes(mark.kind) || !overlaps(mark, range)) continue;
    const before = mark.from < range.from ? { ...mark, to: range.from } : null;
    const after = mark.to > range.to ? { ...mark, from: range.to } : null;
    edits.push({ id, mark: before ?? after });
    if (before && after) edits.push({ id: newId(), mark: after });
  }
  return edits;
}
