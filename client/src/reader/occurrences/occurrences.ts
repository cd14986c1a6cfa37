import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { graphemeCeil, graphemeFloor, lineAround } from "../graphemes.ts";
import type { TextRange } from "../text-range.ts";

/** Most occurrences that are annotated at once. */
export const MOST_OCCURRENCES = 1_000;
/** Longest quote that is looked for, in UTF-16 units. */
export const MAX_QUOTE = 300;
/** Most bytes that are written at once: made offline they go to the server in one piece, which takes 2 MiB. */
const MOST_BYTES = 1.5 * 1024 * 1024;
/** Of an annotation with what stands around its passage, and of a tag on it. */
const ONE_BYTES = 600;
const TAG_BYTES = 140;
/** How much is shown before and after an occurrence, in UTF-16 units. */
const CONTEXT = 48;

/** An occurrence with the words around it, of its own line. */
export interface Context {
  before: string;
  match: string;
  after: string;
}

/** What stands around an occurrence, cut where words end, never within a character. */
export function contextOf(text: string, { from, to }: TextRange): Context {
  const line = { from: lineAround(text, from).from, to: lineAround(text, to).to };
  const start = graphemeFloor(text, Math.max(line.from, from - CONTEXT));
  const end = graphemeCeil(text, Math.min(line.to, to + CONTEXT));
  let before = text.slice(start, from);
  let after = text.slice(to, end);
  if (start > line.from) before = `… ${before.replace(/^\S{0,16}\s+/, "")}`;
  if (end < line.to) after = `${after.replace(/\s+\S{0,16}$/, "")} …`;
  return { before, match: text.slice(from, to).replace(/\n+/g, " "), after };
}

/**
 * Which occurrences are annotated already as they would be: the same passage with all of these tags; without tags, the
 * same passage by the same person. Answers where those begin.
 */
export function annotatedAlready(
  ranges: readonly TextRange[],
  annotations: readonly ResolvedAnnotation[],
  { tags, actor, sameTag }: { tags: readonly string[]; actor: string; sameTag: (id: string) => string },
): ReadonlySet<number> {
  const wanted = new Map(ranges.map(({ from, to }) => [from, to]));
  const found = new Set<number>();
  for (const annotation of annotations) {
    const [range] = annotation.ranges;
    if (!range || annotation.ranges.length > 1 || wanted.get(range.from) !== range.to) continue;
    const has = new Set(annotation.tags.map(({ tag }) => sameTag(tag)));
    if (tags.length === 0 ? annotation.author === actor : tags.every((tag) => has.has(tag))) found.add(range.from);
  }
  return found;
}

/** What is looked for when a passage was selected or annotated: its words on one line, shortened to what one would type. */
export function quoteToFind(text: string, { from, to }: TextRange): string {
  const words = text.slice(from, to).trim();
  return words.length <= MAX_QUOTE ? words : words.slice(0, graphemeFloor(words, MAX_QUOTE));
}

const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text).length;

/** How many annotations with such passages, notes and tags can be made at once. */
export function mostAtOnce({ quote, note, tags }: { quote: string; note: string; tags: number }): number {
  const one = ONE_BYTES + bytesOf(quote) + bytesOf(note) + tags * TAG_BYTES;
  return Math.min(MOST_OCCURRENCES, Math.floor(MOST_BYTES / one));
}
