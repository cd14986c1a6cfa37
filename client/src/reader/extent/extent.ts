import { joinRanges } from "@postil/shared/anchor/describe";
import { graphemeCeil, graphemeFloor, lineAround, segmentAt, segmenter } from "../graphemes.ts";
import type { TextRange } from "../text-range.ts";

/** Which end of which of an annotation's passages. `part`: index into its passages, in the order of the text. */
export interface PassageEnd {
  part: number;
  side: "from" | "to";
}

interface StepOptions {
  /** By character rather than by word. */
  exact?: boolean;
  locale?: string;
}

/** Passages in the order of the text; those that overlap, touch or have only spaces between them are one. */
export function joinParts(text: string, ranges: readonly TextRange[]): TextRange[] {
  const joined: TextRange[] = [];
  for (const range of joinRanges(ranges)) {
    const last = joined.at(-1);
    const between = last ? text.slice(last.to, range.from) : null;
    if (last && between !== null && !between.includes("\n") && between.trim() === "") last.to = range.to;
    else joined.push(range);
  }
  return joined;
}

/** The passages without what lies in `range`; what is left of one loses the white space at its new end. */
export function withoutRange(text: string, ranges: readonly TextRange[], range: TextRange): TextRange[] {
  const left = ranges.flatMap(({ from, to }) => [
    { from, to: Math.min(to, Math.max(from, range.from)) },
    { from: Math.max(from, Math.min(to, range.to)), to },
  ]);
  return left.map((one) => trimmed(text, one)).filter(({ from, to }) => from < to);
}

function trimmed(text: string, { from, to }: TextRange): TextRange {
  const piece = text.slice(from, to);
  return { from: to - piece.trimStart().length, to: from + piece.trimEnd().length };
}

/** The passages with one end at `offset`, joined with what it ran into; a passage keeps one character at least. */
export function withEnd(
  text: string,
  ranges: readonly TextRange[],
  { part, side }: PassageEnd,
  offset: number,
): TextRange[] {
  const range = ranges[part];
  if (!range) return joinParts(text, ranges);
  const moved =
    side === "from"
      ? { from: Math.max(0, Math.min(offset, graphemeFloor(text, range.to - 1))), to: range.to }
      : { from: range.from, to: Math.min(text.length, Math.max(offset, graphemeCeil(text, range.from + 1))) };
  return joinParts(text, ranges.with(part, moved));
}

/** The passages after an end has gone one word (or character) forward or back. The same when it can go no further. */
export function stepEnd(
  text: string,
  ranges: readonly TextRange[],
  end: PassageEnd,
  direction: 1 | -1,
  { exact = false, locale }: StepOptions = {},
): TextRange[] {
  const range = ranges[end.part];
  if (!range) return [...ranges];
  const at = range[end.side];
  const to = exact ? characterStep(text, at, direction) : wordStep(text, at, end.side, direction, locale);
  // Shrinking, a passage ends with its last word.
  const shrinks = (end.side === "from") === (direction === 1);
  const beyond = end.side === "from" ? to >= range.to : to <= range.from;
  if (to === at || (shrinks && beyond)) return [...ranges];
  return withEnd(text, ranges, end, to);
}

function characterStep(text: string, offset: number, direction: 1 | -1): number {
  const last = text.endsWith("\n") ? text.length - 1 : text.length;
  if (direction === 1) return offset >= last ? offset : Math.min(last, graphemeCeil(text, offset + 1));
  return offset <= 0 ? offset : graphemeFloor(text, offset - 1);
}

/** Where the next word begins (`from`) or ends (`to`) in a direction, over line ends; `offset` when there is none. */
function wordStep(text: string, offset: number, side: "from" | "to", direction: 1 | -1, locale?: string): number {
  let line = lineAround(text, offset);
  for (;;) {
    let found: number | null = null;
    for (const { index, segment, isWordLike } of segmenter("word", locale).segment(text.slice(line.from, line.to))) {
      if (!isWordLike && segment.trim() === "") continue;
      // Punctuation is no word of its own where there are words; signs that stand for words are.
      if (!isWordLike && !/[\p{S}\p{Extended_Pictographic}]/u.test(segment)) continue;
      const edge = line.from + index + (side === "to" ? segment.length : 0);
      if (direction === 1 ? edge > offset : edge < offset) {
        found = edge;
        if (direction === 1) break;
      }
    }
    if (found !== null) return found;
    const next = direction === 1 ? line.to + 1 : line.from - 1;
    if (next < 0 || next >= text.length) return offset;
    line = lineAround(text, next);
  }
}

/** The end of a word that is nearest to where a pointer stands; with `exact`, of a character. */
export function nearestEnd(
  text: string,
  offset: number,
  side: "from" | "to",
  { exact, locale }: StepOptions = {},
): number {
  const [floor, ceil] = [graphemeFloor(text, offset), graphemeCeil(text, offset)];
  const character = offset - floor < ceil - offset ? floor : ceil;
  if (exact) return character;
  const word = segmentAt(text, character, "word", locale);
  const within = word?.wordLike ? word : null;
  const here = within && side === "from" ? within.from : within && character > within.from ? within.to : character;
  if (within && (character > within.from || side === "from")) {
    const other =
      side === "from"
        ? wordStep(text, within.from, "from", 1, locale)
        : wordStep(text, within.from + 1, "to", -1, locale);
    const nearer = Math.abs(other - character) < Math.abs(here - character);
    return nearer ? other : here;
  }
  // Between words: an end goes back to the word before, a beginning on to the one after.
  const line = lineAround(text, character);
  const step = wordStep(text, character + (side === "to" ? 1 : -1), side, side === "to" ? -1 : 1, locale);
  return step >= line.from && step <= line.to ? step : character;
}

/**
 * What becomes of a moved end when the passages changed meanwhile (another's change, or the text's): the end on them as
 * they are now. `null` when they are not the same passages any more: theirs stand.
 */
export function onto(
  before: readonly TextRange[],
  now: readonly TextRange[],
  { part, side }: PassageEnd,
): PassageEnd | null {
  if (now.length !== before.length || now[part]?.[side] !== before[part]?.[side]) return null;
  return { part, side };
}
