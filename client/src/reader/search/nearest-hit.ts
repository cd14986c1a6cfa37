import type { TextRange } from "../text-range.ts";

/** Index of the first hit that begins at `offset` or after it, else of the first one; -1 without hits. By halving. */
export function hitFrom(hits: readonly TextRange[], offset: number): number {
  if (hits.length === 0) return -1;
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hits[middle] as TextRange).from < offset) low = middle + 1;
    else high = middle;
  }
  return low === hits.length ? 0 : low;
}

/** The hit before or after one, around the ends; -1 without hits. */
export function hitBeside(hits: readonly TextRange[], index: number, towards: 1 | -1): number {
  return hits.length === 0 ? -1 : (index + towards + hits.length) % hits.length;
}
