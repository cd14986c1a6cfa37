import { overlaps, type TextRange } from "../text-range.ts";

/** Most underlines that are drawn under one another; deeper overlaps share the last. */
export const LEVELS = 4;

/** An annotation's passages as the plan holds them. `level`: which underline is its own among those it overlaps. */
interface PlannedPassage {
  id: string;
  ranges: readonly TextRange[];
  level: number;
}

/** A stretch of text with the same owners throughout. UTF-16 offsets in the whole text. */
interface PlanSegment extends TextRange {
  /** Ids, in order of where their passage begins, longer ones first. */
  owners: string[];
}

/** UTF-16 units a bucket spans: few enough passages in each, few enough buckets for the longest passage. */
const BUCKET = 1024;

/**
 * Which annotations lie where. Setting or removing one costs its own length, asking costs what is there: the size of
 * the whole set matters to neither.
 */
export class HighlightPlan {
  private readonly passages = new Map<string, PlannedPassage>();
  private readonly buckets = new Map<number, Set<string>>();

  get size(): number {
    return this.passages.size;
  }

  get(id: string): PlannedPassage | undefined {
    return this.passages.get(id);
  }

  ids(): IterableIterator<string> {
    return this.passages.keys();
  }

  /** Puts an annotation's passages in place of those it had. Empty ranges are left out. */
  set(id: string, ranges: readonly TextRange[]): void {
    const before = this.passages.get(id);
    if (before && sameRanges(before.ranges, ranges)) return;
    this.delete(id);
    const kept = ranges.filter((range) => range.from < range.to);
    if (kept.length === 0) return;
    const taken = new Set<number>();
    for (const range of kept) {
      for (const other of this.overlapping(range.from, range.to)) taken.add(other.level);
    }
    let level = 0;
    while (level < LEVELS - 1 && taken.has(level)) level++;
    this.passages.set(id, { id, ranges: kept, level });
    this.eachBucket(kept, (bucket) => {
      const here = this.buckets.get(bucket);
      if (here) here.add(id);
      else this.buckets.set(bucket, new Set([id]));
    });
  }

  delete(id: string): void {
    const passage = this.passages.get(id);
    if (!passage) return;
    this.passages.delete(id);
    this.eachBucket(passage.ranges, (bucket) => {
      const here = this.buckets.get(bucket);
      here?.delete(id);
      if (here?.size === 0) this.buckets.delete(bucket);
    });
  }

  /** Passages that share a character with `from`..`to`, in order of their beginning, longer ones first. */
  overlapping(from: number, to: number): PlannedPassage[] {
    if (to <= from) return [];
    const wanted = { from, to };
    const found = new Set<string>();
    for (let bucket = Math.floor(from / BUCKET); bucket <= Math.floor((to - 1) / BUCKET); bucket++) {
      for (const id of this.buckets.get(bucket) ?? []) found.add(id);
    }
    const passages: PlannedPassage[] = [];
    for (const id of found) {
      const passage = this.passages.get(id);
      if (passage?.ranges.some((range) => overlaps(range, wanted))) passages.push(passage);
    }
    return passages.sort(byPlace);
  }

  /** Ids of the annotations over one character, the shortest first: what a click there may mean. */
  at(offset: number): string[] {
    return this.overlapping(offset, offset + 1)
      .sort((a, b) => length(a) - length(b) || byPlace(a, b))
      .map((passage) => passage.id);
  }

  /**
   * Cuts `from`..`to` into stretches with the same owners; text that nobody owns is left out. Together the segments
   * cover exactly what the passages cover there.
   */
  segments(from: number, to: number): PlanSegment[] {
    const passages = this.overlapping(from, to);
    const edges = new Set<number>();
    const clipped: (TextRange & { id: string })[] = [];
    for (const { id, ranges } of passages) {
      for (const range of ranges) {
        if (!overlaps(range, { from, to })) continue;
        const clip = { id, from: Math.max(from, range.from), to: Math.min(to, range.to) };
        clipped.push(clip);
        edges.add(clip.from).add(clip.to);
      }
    }
    const points = [...edges].sort((a, b) => a - b);
    const segments: PlanSegment[] = [];
    for (let index = 0; index < points.length - 1; index++) {
      const start = points[index] as number;
      const end = points[index + 1] as number;
      const owners = [
        ...new Set(clipped.filter((clip) => clip.from <= start && clip.to >= end).map((clip) => clip.id)),
      ];
      if (owners.length > 0) segments.push({ from: start, to: end, owners });
    }
    return segments;
  }

  private eachBucket(ranges: readonly TextRange[], visit: (bucket: number) => void): void {
    for (const { from, to } of ranges) {
      for (let bucket = Math.floor(from / BUCKET); bucket <= Math.floor((to - 1) / BUCKET); bucket++) visit(bucket);
    }
  }
}

function length(passage: PlannedPassage): number {
  return passage.ranges.reduce((sum, range) => sum + range.to - range.from, 0);
}

function byPlace(a: PlannedPassage, b: PlannedPassage): number {
  const first = a.ranges[0] as TextRange;
  const second = b.ranges[0] as TextRange;
  return first.from - second.from || length(b) - length(a) || (a.id < b.id ? -1 : 1);
}

function sameRanges(a: readonly TextRange[], b: readonly TextRange[]): boolean {
  return a.length === b.length && a.every((range, index) => range.from === b[index]?.from && range.to === b[index]?.to);
}

/** A stretch of one annotation within a block: what a painter draws. */
interface OwnedRange extends TextRange {
  id: string;
}

/** Each owner's stretches in the segments, neighbouring ones joined. */
export function rangesByOwner(segments: readonly PlanSegment[]): OwnedRange[] {
  const open = new Map<string, OwnedRange>();
  const ranges: OwnedRange[] = [];
  for (const segment of segments) {
    for (const id of segment.owners) {
      const last = open.get(id);
      if (last && last.to === segment.from) {
        last.to = segment.to;
        continue;
      }
      const range = { id, from: segment.from, to: segment.to };
      open.set(id, range);
      ranges.push(range);
    }
  }
  return ranges;
}
