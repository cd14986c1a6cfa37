/** A stretch of an article's text: UTF-16 offsets, end exclusive. */
export interface TextRange {
  from: number;
  to: number;
}

export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Characters covered by all of `ranges`, which don't overlap one another. */
export function totalLength(ranges: readonly TextRange[]): number {
  return ranges.reduce((sum, range) => sum + range.to - range.from, 0);
}

/** Sorted, touching and overlapping ranges joined, empty ones left out. */
export function joinRanges(ranges: readonly TextRange[]): TextRange[] {
  const joined: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (range.to <= range.from) continue;
    const last = joined.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  return joined;
}
