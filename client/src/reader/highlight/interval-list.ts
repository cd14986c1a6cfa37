import type { TextRange } from "../text-range.ts";

/** Two lists side by side: to make an object for each of 50,000 pairs would cost more than all the rest. */
interface Chunk<T> {
  /** In order of `from`. */
  ranges: TextRange[];
  owners: T[];
  /** The furthest end of any of them. */
  end: number;
}

/** Entries in a chunk: few enough to move along when one is put in, many enough that there are few chunks. */
const CHUNK = 256;

/**
 * Intervals and whose they are, in order of where they begin, in chunks that know how far they reach. One is put in or
 * taken out at the cost of its chunk; what lies somewhere is found by passing over the chunks that end before it.
 */
export class IntervalList<T> {
  private chunks: Chunk<T>[] = [];

  add(range: TextRange, owner: T): void {
    const index = Math.max(0, this.chunkAfter(range.from) - 1);
    const chunk = this.chunks[index];
    if (!chunk) {
      this.chunks.push({ ranges: [range], owners: [owner], end: range.to });
      return;
    }
    let place = chunk.ranges.length;
    while (place > 0 && (chunk.ranges[place - 1] as TextRange).from > range.from) place--;
    chunk.ranges.splice(place, 0, range);
    chunk.owners.splice(place, 0, owner);
    chunk.end = Math.max(chunk.end, range.to);
    if (chunk.ranges.length > 2 * CHUNK) this.chunks.splice(index, 1, ...cut(chunk.ranges, chunk.owners));
  }

  /** Takes out one that was added just so: the same range, and whose it was. */
  remove(range: TextRange, owner: T): void {
    for (let index = this.chunkAfter(range.from) - 1; index >= 0; index--) {
      const chunk = this.chunks[index] as Chunk<T>;
      const place = chunk.ranges.findIndex((one, at) => one === range && chunk.owners[at] === owner);
      if (place >= 0) {
        chunk.ranges.splice(place, 1);
        chunk.owners.splice(place, 1);
        if (chunk.ranges.length === 0) this.chunks.splice(index, 1);
        else chunk.end = furthest(chunk.ranges);
        return;
      }
      // Equal beginnings may have been parted by a cut.
      if ((chunk.ranges[0] as TextRange).from < range.from) return;
    }
  }

  /** Puts in many at once, at the cost of ordering all. */
  addAll(ranges: readonly TextRange[], owners: readonly T[]): void {
    const isEmpty = this.chunks.length === 0;
    const allRanges = isEmpty ? ranges : [...this.chunks.flatMap((chunk) => chunk.ranges), ...ranges];
    const allOwners = isEmpty ? owners : [...this.chunks.flatMap((chunk) => chunk.owners), ...owners];
    const order = orderOf(allRanges);
    if (!order) {
      this.chunks = cut(allRanges, allOwners);
      return;
    }
    this.chunks = cut(
      order.map((index) => allRanges[index] as TextRange),
      order.map((index) => allOwners[index] as T),
    );
  }

  /** Whose intervals share a place with `from`..`to`; who has several there comes several times. */
  overlapping(from: number, to: number): T[] {
    const found: T[] = [];
    for (const { ranges, owners, end } of this.chunks) {
      if ((ranges[0] as TextRange).from >= to) break;
      if (end <= from) continue;
      for (let index = 0; index < ranges.length; index++) {
        const range = ranges[index] as TextRange;
        if (range.from >= to) break;
        if (range.to > from) found.push(owners[index] as T);
      }
    }
    return found;
  }

  /** Index of the first chunk that begins after `from`. */
  private chunkAfter(from: number): number {
    let low = 0;
    let high = this.chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.chunks[middle]?.ranges[0]?.from ?? 0) <= from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Indexes of the ranges in order of where they begin; null when they are in order. */
function orderOf(ranges: readonly TextRange[]): number[] | null {
  const count = ranges.length;
  // Place and index in one number: a typed array of them is ordered many times quicker than by a function of ours.
  const keys = new Float64Array(count);
  let isOrdered = true;
  let last = 0;
  for (let index = 0; index < count; index++) {
    const { from } = ranges[index] as TextRange;
    if (from < last) isOrdered = false;
    last = from;
    keys[index] = from * count + index;
  }
  return isOrdered ? null : Array.from(keys.sort(), (key) => key % count);
}

function cut<T>(ranges: readonly TextRange[], owners: readonly T[]): Chunk<T>[] {
  const chunks: Chunk<T>[] = [];
  for (let at = 0; at < ranges.length; at += CHUNK) {
    const part = ranges.slice(at, at + CHUNK);
    chunks.push({ ranges: part, owners: owners.slice(at, at + CHUNK), end: furthest(part) });
  }
  return chunks;
}

function furthest(ranges: readonly TextRange[]): number {
  let end = 0;
  for (const { to } of ranges) end = Math.max(end, to);
  return end;
}
