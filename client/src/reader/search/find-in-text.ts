import { isGraphemeEdge, lineAround, segmenter } from "../graphemes.ts";
import type { TextRange } from "../text-range.ts";
import { type FoldedText, type FoldOptions, foldText } from "./fold-text.ts";

export interface FindOptions extends FoldOptions {
  /** A match begins and ends where words do. */
  wholeWords?: boolean;
  /** The article's language, where known: which words there are in Chinese, Japanese or Thai. */
  locale?: string;
  /** Most matches that are looked for. */
  limit?: number;
}

/**
 * Where `query` stands in `text`: UTF-16 ranges in order, none overlapping another. A match never cuts a grapheme in
 * two: "s" is not found in "ß" though "ss" is, nor "e" in "é" unless diacritics are ignored. Nothing for a query
 * without anything to see.
 */
export function findInText(text: string, query: string, options: FindOptions = {}): TextRange[] {
  const wanted = foldText(query, options).folded;
  if (wanted.trim() === "") return [];
  const { folded, origins } = foldedOf(text, options);
  const { limit = Number.POSITIVE_INFINITY } = options;
  const found: TextRange[] = [];
  let at = folded.indexOf(wanted);
  while (at !== -1 && found.length < limit) {
    const end = at + wanted.length;
    const range = { from: origins[at] as number, to: origins[end] as number };
    const whole = (at === 0 || origins[at - 1] !== range.from) && origins[end - 1] !== range.to;
    const fits = whole && isGraphemeEdge(text, range.from) && isGraphemeEdge(text, range.to);
    const taken = fits && (!options.wholeWords || isWhole(text, range, options.locale));
    if (taken) found.push(range);
    at = folded.indexOf(wanted, taken ? end : at + 1);
  }
  return found;
}

/** The last text that was searched: queries are typed letter by letter. */
let latest: { key: string; folded: FoldedText } | null = null;

function foldedOf(text: string, { matchCase = false, ignoreDiacritics = false }: FindOptions): FoldedText {
  const key = `${matchCase} ${ignoreDiacritics}`;
  if (latest?.key === key && latest.folded.source === text) return latest.folded;
  latest = { key, folded: foldText(text, { matchCase, ignoreDiacritics }) };
  return latest.folded;
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Marks that stand inside words: apostrophes, full stops between letters or digits. */
const WITHIN = /['’.:·,_\u00ad\u200c\u200d]/;
/** Scripts that write no spaces between words: only a dictionary tells where one ends. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function isWhole(text: string, { from, to }: TextRange, locale: string | undefined): boolean {
  return isWordEdge(text, from, locale) && isWordEdge(text, to, locale);
}

function isWordEdge(text: string, offset: number, locale: string | undefined): boolean {
  if (offset <= 0 || offset >= text.length) return true;
  const before = characterBefore(text, offset);
  const after = characterAt(text, offset);
  const letters = WORD.test(before) && WORD.test(after);
  if (letters) {
    if (!UNSPACED.test(before) && !UNSPACED.test(after)) return false;
  } else if (WITHIN.test(after)) {
    if (!WORD.test(before) || !WORD.test(characterAt(text, offset + 1))) return true;
  } else if (WITHIN.test(before)) {
    if (!WORD.test(after) || !WORD.test(characterBefore(text, offset - 1))) return true;
  } else return true;
  return wordEdges(text, offset, locale).has(offset);
}

/** How much of a line is taken apart into words at once, in UTF-16 units. */
const STRETCH = 2_048;
/** What is cut at a stretch's ends is not believed this far into it. */
const MARGIN = 64;

/** Where words begin or end around `offset`: of the stretch that was asked for last, matches being near one another. */
let edges: { text: string; locale: string | undefined; from: number; to: number; places: Set<number> } | null = null;

function wordEdges(text: string, offset: number, locale: string | undefined): Set<number> {
  if (edges?.text === text && edges.locale === locale && edges.from <= offset && offset < edges.to) return edges.places;
  const line = lineAround(text, offset);
  const start = Math.max(line.from, offset - MARGIN);
  const end = Math.min(line.to, start + STRETCH);
  const places = new Set([line.from, line.to]);
  for (const { index } of segmenter("word", locale).segment(text.slice(start, end))) places.add(start + index);
  edges = { text, locale, from: offset, to: end === line.to ? end + 1 : end - MARGIN, places };
  return places;
}

function characterAt(text: string, offset: number): string {
  const point = text.codePointAt(offset);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function characterBefore(text: string, offset: number): string {
  const isPair = (text.charCodeAt(offset - 1) & 0xfc00) === 0xdc00 && (text.charCodeAt(offset - 2) & 0xfc00) === 0xd800;
  return text.slice(Math.max(0, offset - (isPair ? 2 : 1)), offset);
}
