/** How far around an offset a segmenter looks: enough for any word, little enough for a long paragraph. */
const WINDOW = 256;

const segmenters = new Map<string, Intl.Segmenter>();

/** A segmenter of its kind: made once, since making one is slow. */
export function segmenter(granularity: "word" | "grapheme" | "sentence", locale?: string): Intl.Segmenter {
  const key = `${granularity} ${locale ?? ""}`;
  const known = segmenters.get(key);
  if (known) return known;
  const made = new Intl.Segmenter(locale, { granularity });
  segmenters.set(key, made);
  return made;
}

/** The start of the line that holds `offset`, and the place of its `\n`. */
export function lineAround(text: string, offset: number): { from: number; to: number } {
  const from = offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return { from, to: end === -1 ? text.length : end };
}

/** A word or a grapheme: UTF-16 offsets in the whole text. */
export interface TextSegment {
  from: number;
  to: number;
  wordLike: boolean;
}

/** The word or grapheme that begins at `offset` or holds it; `null` at a line's end. */
export function segmentAt(
  text: string,
  offset: number,
  granularity: "word" | "grapheme",
  locale?: string,
): TextSegment | null {
  const line = lineAround(text, offset);
  if (offset < line.from || offset >= line.to) return null;
  const start = windowStart(text, Math.max(line.from, offset - WINDOW), line.from);
  const piece = text.slice(start, Math.min(line.to, offset + WINDOW));
  const segment = segmenter(granularity, locale)
    .segment(piece)
    .containing(offset - start);
  if (!segment) return null;
  return {
    from: start + segment.index,
    to: start + segment.index + segment.segment.length,
    wordLike: segment.isWordLike ?? false,
  };
}

/** The segment that holds the place between two characters, when the place lies inside it; `null` at a segment's edge. */
export function segmentAcross(
  text: string,
  offset: number,
  granularity: "word" | "grapheme",
  locale?: string,
): TextSegment | null {
  const segment = segmentAt(text, offset, granularity, locale);
  return segment && segment.from < offset ? segment : null;
}

/** A window that begins in the middle of a word or a flag would cut all that follow elsewhere: it begins at a space. */
function windowStart(text: string, wanted: number, least: number): number {
  if (wanted === least) return wanted;
  const space = text.lastIndexOf(" ", wanted);
  return space >= Math.max(least, wanted - WINDOW) ? space : wanted;
}

/**
 * Characters between two of which a grapheme always ends (https://unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules):
 * no marks, joiners, conjoining Hangul, surrogates, or prefixed and spacing signs that aren't marks by category.
 */
const PLAIN = /^[^\p{M}\p{Cf}\p{Cs}\p{Cn}\r\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u0d4e\uff9e\uff9f]$/u;
const plain = new Uint8Array(0x10000);

function isPlain(unit: number): boolean {
  if (plain[unit] === 0) plain[unit] = PLAIN.test(String.fromCharCode(unit)) ? 1 : 2;
  return plain[unit] === 1;
}

/** Whether the place before the character at `offset` (UTF-16) cuts no grapheme in two. */
export function isGraphemeEdge(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return true;
  if (isPlain(text.charCodeAt(offset - 1)) && isPlain(text.charCodeAt(offset))) return true;
  return segmentAcross(text, offset, "grapheme") === null;
}

/** The grapheme's start when `offset` lies in one, else `offset`. */
export function graphemeFloor(text: string, offset: number): number {
  return isGraphemeEdge(text, offset) ? offset : (segmentAcross(text, offset, "grapheme")?.from ?? offset);
}

/** The grapheme's end when `offset` lies in one, else `offset`. */
export function graphemeCeil(text: string, offset: number): number {
  return isGraphemeEdge(text, offset) ? offset : (segmentAcross(text, offset, "grapheme")?.to ?? offset);
}
