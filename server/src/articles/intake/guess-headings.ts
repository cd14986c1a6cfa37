import type { MarkRange } from "@postil/shared/document/text-document";
import { guessListItems } from "./guess-list-items.ts";
import { type Line, writtenLines } from "./lines.ts";

/** UTF-16 units, white space around it not counted. */
const MAX_HEADING_LENGTH = 100;
const MAX_HEADING_WORDS = 16;
/** What a heading stands over is a paragraph: at least so long, and half as long again as the heading. */
const MIN_PARAGRAPH_LENGTH = 100;
/** In a file whose paragraphs are one line each, lines longer than this hold most of the text. */
const LONG_LINE = 120;
/** The same short line so often is somebody's name in a transcript, not a heading. */
const MAX_REPEATS = 2;
/** Between a title and its first paragraph: byline, date, lead. */
const MAX_LINES_UNDER_TITLE = 4;
const MAX_CLOSING_WORDS = 8;
/** What comes after stays unmarked: a file of millions of lines is no article, and must not hold up the others. */
const MAX_LINES = 20_000;
/** Keeps the document small whatever a file holds. */
const MAX_MARKS = 2_000;

const CLOSING_PUNCTUATION = /[.!?,;:…。！？，；：–—-]["'”’»)\]]*$/u;
const BYLINE = /^(by|von|par|por|di|updated|published|posted)\b/i;
const DATE_OR_TIME = /\b\d{1,2}:\d{2}\b|\b(19|20)\d{2}$/;
const BEGINS_LIKE_A_HEADING = /^["'“‘«¿¡(]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u;

/**
 * Guesses headings and list items of a normalised text. It only ever marks whole lines, never alters the text, and
 * rather misses a heading than takes a sentence for one. Ranges are UTF-16, without the line's `\n`, in order.
 */
export function guessHeadings(text: string): MarkRange[] {
  const lines = writtenLines(text, MAX_LINES);
  const items = guessListItems(lines);
  const isItem = new Set(items.map((item) => item.from));
  const repeats = new Map<string, number>();
  for (const line of lines) repeats.set(line.trimmed, (repeats.get(line.trimmed) ?? 0) + 1);
  const wrapped = isHardWrapped(lines);

  const headings: MarkRange[] = [];
  lines.forEach((line, index) => {
    if (isItem.has(line.from) || !readsLikeAHeading(line)) return;
    if ((repeats.get(line.trimmed) ?? 0) > MAX_REPEATS) return;
    const first = index === 0;
    if (!first && (BYLINE.test(line.trimmed) || DATE_OR_TIME.test(line.trimmed))) return;
    if (wrapped && !standsAlone(line, lines[index - 1], lines[index + 1])) return;
    const needed = Math.max(MIN_PARAGRAPH_LENGTH, line.trimmed.length * 1.5);
    const reach = first ? MAX_LINES_UNDER_TITLE : 1;
    const stands = Array.from({ length: reach }, (_, step) => index + 1 + step).some(
      (under) => !isItem.has(lines[under]?.from ?? -1) && paragraphLength(lines, under, wrapped) >= needed,
    );
    if (stands) headings.push({ kind: first ? "h1" : "h2", from: line.from, to: line.to });
  });
  const last = lines.at(-1);
  if (last && !isItem.has(last.from) && !wrapped && closes(last, lines.at(-2), headings)) {
    headings.push({ kind: "h2", from: last.from, to: last.to });
  }
  return [...headings, ...items].sort((a, b) => a.from - b.from).slice(0, MAX_MARKS);
}

function readsLikeAHeading({ trimmed }: Line): boolean {
  return (
    trimmed.length <= MAX_HEADING_LENGTH &&
    (trimmed.match(/\p{L}/gu)?.length ?? 0) >= 3 &&
    trimmed.split(/\s+/).length <= MAX_HEADING_WORDS &&
    BEGINS_LIKE_A_HEADING.test(trimmed) &&
    !CLOSING_PUNCTUATION.test(trimmed)
  );
}

/**
 * A last line with nothing under it ("Leave a Reply"): after two headings and a paragraph, written like a title. The
 * small word in it tells it from the author's name.
 */
function closes(last: Line, before: Line | undefined, headings: readonly MarkRange[]): boolean {
  if (headings.filter(({ kind }) => kind === "h2").length < 2) return false;
  if ((before?.trimmed.length ?? 0) < MIN_PARAGRAPH_LENGTH) return false;
  if (!readsLikeAHeading(last) || BYLINE.test(last.trimmed)) return false;
  const words = last.trimmed.split(/\s+/);
  return (
    words.length <= MAX_CLOSING_WORDS &&
    words.every((word) => word.length <= 3 || /^\P{Ll}/u.test(word)) &&
    words.some((word) => /^\p{Ll}/u.test(word))
  );
}

/** Lines broken at a width, paragraphs set apart by blank lines: there a short line is often a paragraph's last. */
function isHardWrapped(lines: readonly Line[]): boolean {
  let all = 0;
  let long = 0;
  for (const { trimmed } of lines) {
    all += trimmed.length;
    if (trimmed.length > LONG_LINE) long += trimmed.length;
  }
  return long * 2 < all;
}

function standsAlone(line: Line, before: Line | undefined, after: Line | undefined): boolean {
  return (!before || before.number < line.number - 1) && (!after || after.number > line.number + 1);
}

/** Length of the paragraph that begins at a line: that line, or all up to a blank one where lines are wrapped. */
function paragraphLength(lines: readonly Line[], index: number, wrapped: boolean): number {
  const line = lines[index];
  if (!line) return 0;
  let length = line.trimmed.length;
  for (let next = index + 1; wrapped && length < MIN_PARAGRAPH_LENGTH * 2; next++) {
    const following = lines[next];
    if (!following || following.number !== (lines[next - 1] as Line).number + 1) break;
    length += following.trimmed.length;
  }
  return length;
}
