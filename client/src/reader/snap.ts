import { graphemeCeil, graphemeFloor, lineAround, segmentAcross, segmenter } from "./graphemes.ts";
import type { TextRange } from "./text-range.ts";

function trim(text: string, range: TextRange): TextRange | null {
  let { from, to } = range;
  while (from < to && /\s/.test(text[from] as string)) from++;
  while (to > from && /\s/.test(text[to - 1] as string)) to--;
  return from < to ? { from, to } : null;
}

/**
 * The selection that a person meant: without the white space at its ends, grown to whole words unless `exact`, and
 * never cutting a surrogate pair or a grapheme. `null` when nothing but white space is selected.
 */
export function snapSelection(
  text: string,
  range: TextRange,
  options: { exact?: boolean; locale?: string } = {},
): TextRange | null {
  const clamped = {
    from: Math.max(0, Math.min(range.from, text.length)),
    to: Math.max(0, Math.min(range.to, text.length)),
  };
  const trimmed = trim(text, clamped);
  if (!trimmed) return null;
  return {
    from: edge(text, trimmed.from, "from", options),
    to: edge(text, trimmed.to, "to", options),
  };
}

function edge(
  text: string,
  offset: number,
  side: "from" | "to",
  { exact, locale }: { exact?: boolean; locale?: string },
): number {
  if (!exact) {
    const word = segmentAcross(text, offset, "word", locale);
    if (word?.wordLike) return word[side];
  }
  return side === "from" ? graphemeFloor(text, offset) : graphemeCeil(text, offset);
}

/**
 * Where the caret goes for a step by sentence or paragraph: the start of the next one, or of this one and then of the
 * one before. Offsets in UTF-16; stays within the text, before its last `\n`.
 */
export function stepFrom(
  text: string,
  offset: number,
  unit: "sentence" | "paragraph",
  direction: 1 | -1,
  locale?: string,
): number {
  const last = text.endsWith("\n") ? text.length - 1 : text.length;
  const starts = unit === "paragraph" ? paragraphStart : sentenceStart;
  return Math.max(0, Math.min(last, starts(text, offset, direction, locale)));
}

function paragraphStart(text: string, offset: number, direction: 1 | -1): number {
  let line = lineAround(text, offset);
  if (direction === -1 && line.from < offset) return line.from;
  for (;;) {
    const next = direction === 1 ? line.to + 1 : line.from - 1;
    if (next < 0) return 0;
    if (next >= text.length) return text.length;
    line = lineAround(text, next);
    if (text.slice(line.from, line.to).trim() !== "") return line.from;
  }
}

function sentenceStart(text: string, offset: number, direction: 1 | -1, locale?: string): number {
  const line = lineAround(text, offset);
  const starts: number[] = [];
  for (const segment of segmenter("sentence", locale).segment(text.slice(line.from, line.to))) {
    starts.push(line.from + segment.index);
  }
  const found =
    direction === 1 ? starts.find((start) => start > offset) : starts.filter((start) => start < offset).at(-1);
  if (found !== undefined) return found;
  const beyond = paragraphStart(text, offset, direction);
  if (direction === 1 || beyond === offset) return beyond;
  const before = lineAround(text, beyond);
  return before.from === line.from ? beyond : sentenceStart(text, before.to, -1, locale);
}
