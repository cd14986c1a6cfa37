/** Whether the UTF-16 unit at `offset` is the second half of a surrogate pair. */
function splitsPair(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const before = text.charCodeAt(offset - 1);
  const at = text.charCodeAt(offset);
  return before >= 0xd800 && before <= 0xdbff && at >= 0xdc00 && at <= 0xdfff;
}

/** The offset itself, or one unit earlier where it would cut a character in two. */
export function floorToCharacter(text: string, offset: number): number {
  return splitsPair(text, offset) ? offset - 1 : offset;
}

/** The offset itself, or one unit later where it would cut a character in two. */
export function ceilToCharacter(text: string, offset: number): number {
  return splitsPair(text, offset) ? offset + 1 : offset;
}

/**
 * Translates offsets between UTF-16 units (JavaScript) and Unicode code points (Python, R, the W3C's selectors)
 * in one text. Built in one pass; each look-up is a binary search among the text's surrogate pairs.
 */
export class CodePointIndex {
  /** UTF-16 offsets of the first halves of surrogate pairs, ascending. */
  private readonly pairs: number[] = [];

  constructor(text: string) {
    for (let offset = 0; offset < text.length - 1; offset++) {
      const unit = text.charCodeAt(offset);
      if (unit < 0xd800 || unit > 0xdbff) continue;
      const next = text.charCodeAt(offset + 1);
      if (next < 0xdc00 || next > 0xdfff) continue;
      this.pairs.push(offset);
      offset++;
    }
  }

  /** UTF-16 offset -> code points before it; an offset inside a pair counts as before the pair. */
  toCodePoints(utf16: number): number {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.pairs[middle] as number) + 1 < utf16) low = middle + 1;
      else high = middle;
    }
    const inside = low < this.pairs.length && (this.pairs[low] as number) + 1 === utf16 ? 1 : 0;
    return utf16 - low - inside;
  }

  /** Code points -> UTF-16 offset. */
  toUtf16(codePoints: number): number {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      // The pair at `middle` is the code point number `pairs[middle] - middle`.
      if ((this.pairs[middle] as number) - middle < codePoints) low = middle + 1;
      else high = middle;
    }
    return codePoints + low;
  }
}
