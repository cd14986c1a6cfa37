import type { TextRange } from "../text-range.ts";
import { IntervalList } from "./interval-list.ts";
import { LazyIndex } from "./lazy-index.ts";

/** Most underlines that are drawn under one another; deeper overlaps share the last. */
export const LEVELS = 4;

/** What the plan holds: an annotation, kept as it was given. */
export interface Planned {
  readonly id: string;
  readonly ranges: readonly TextRange[];
}

/** A stretch of text with the same owners throughout. UTF-16 offsets in the whole text. */
interface PlanSegment<T> extends TextRange {
  /** In order of where their passage begins, longer ones first. */
  owners: T[];
}

/** From here on, many are put in together. */
const MANY = 200;

/**
 * Which annotations lie where. Setting or removing one costs its own length, asking costs what is there: the size of
 * the whole set hardly matters to either.
 */
export class HighlightPlan<T extends Planned = Planned> {
  private readonly passages = new LazyIndex<T>();
  private readonly places = new IntervalList<T>();
  /** Of those that somebody has asked about. */
  private readonly levels = new Map<string, number>();

  get size(): number {
    return this.passages.size;
  }

  get(id: string): T | undefined {
    return this.passages.get(id);
  }

  /**
   * Which underline is an annotation's own: the first that none of those it overlaps has already. Found when it is first
   * asked for, since most passages are never near the view, and kept, so that no line jumps while one reads.
   */
  levelOf(passage: T): number {
    const known = this.levels.get(passage.id);
    if (known !== undefined) return known;
    const taken = this.levelsAround(passage);
    let level = 0;
    while (level < LEVELS - 1 && taken.has(level)) level++;
    this.levels.set(passage.id, level);
    return level;
  }

  /** Puts an annotation in place of the one with its id. One without any text is left out. */
  set(annotation: T): void {
    const { id } = annotation;
    const level = this.levels.get(id);
    this.delete(id);
    const passage = withText(annotation);
    if (!passage) return;
    if (level !== undefined && !this.levelsAround(passage).has(level)) this.levels.set(id, level);
    this.passages.set(passage);
    for (const range of passage.ranges) this.places.add(range, passage);
  }

  /** Puts in annotations of which none is there, without looking for any of them. */
  addNew(annotations: readonly T[]): void {
    const passages: T[] = [];
    for (const annotation of annotations) {
      const passage = withText(annotation);
      if (passage) passages.push(passage);
    }
    this.passages.addNew(passages);
    if (passages.length < MANY) {
      for (const passage of passages) for (const range of passage.ranges) this.places.add(range, passage);
      return;
    }
    const ranges: TextRange[] = [];
    const owners: T[] = [];
    for (const passage of passages) {
      for (const range of passage.ranges) {
        ranges.push(range);
        owners.push(passage);
      }
    }
    this.places.addAll(ranges, owners);
  }

  /** The same for many, none of them twice. */
  setAll(annotations: readonly T[]): void {
    if (annotations.length < MANY) {
      for (const annotation of annotations) this.set(annotation);
      return;
    }
    for (const { id } of annotations) this.delete(id);
    this.addNew(annotations);
  }

  /** Gets ready to be asked for ids, for up to so many; answers whether there is more to do. For when nothing else is. */
  prepare(most: number): boolean {
    return this.passages.enter(most);
  }

  delete(id: string): void {
    const passage = this.passages.get(id);
    if (!passage) return;
    this.passages.delete(id);
    this.levels.delete(id);
    for (const range of passage.ranges) this.places.remove(range, passage);
  }

  /** Ids of those that share a character with `from`..`to`, in order of their beginning, longer ones first. */
  overlapping(from: number, to: number): string[] {
    return this.within(from, to).map(({ id }) => id);
  }

  /** Ids of the annotations over one character, the shortest first: what a click there may mean. */
  at(offset: number): string[] {
    return this.within(offset, offset + 1)
      .sort((a, b) => length(a) - length(b) || byPlace(a, b))
      .map(({ id }) => id);
  }

  /**
   * Cuts `from`..`to` into stretches with the same owners; text that nobody owns is left out. Together the segments
   * cover exactly what the passages cover there.
   */
  segments(from: number, to: number): PlanSegment<T>[] {
    const begins: (TextRange & { rank: number; owner: T })[] = [];
    const edges = new Set<number>();
    this.within(from, to).forEach((owner, rank) => {
      for (const range of owner.ranges) {
        if (range.from >= to || range.to <= from) continue;
        const clip = { owner, rank, from: Math.max(from, range.from), to: Math.min(to, range.to) };
        begins.push(clip);
        edges.add(clip.from).add(clip.to);
      }
    });
    begins.sort((a, b) => a.from - b.from);
    const points = [...edges].sort((a, b) => a - b);
    const segments: PlanSegment<T>[] = [];
    let open: typeof begins = [];
    let next = 0;
    for (let index = 0; index < points.length - 1; index++) {
      const start = points[index] as number;
      open = open.filter((clip) => clip.to > start);
      for (let clip = begins[next]; clip && clip.from === start; clip = begins[++next]) open.push(clip);
      if (open.length === 0) continue;
      open.sort((a, b) => a.rank - b.rank);
      const owners = [...new Set(open.map(({ owner }) => owner))];
      segments.push({ from: start, to: points[index + 1] as number, owners });
    }
    return segments;
  }

  private within(from: number, to: number): T[] {
    if (to <= from) return [];
    return [...new Set(this.places.overlapping(from, to))].sort(byPlace);
  }

  private levelsAround({ id, ranges }: T): Set<number> {
    const taken = new Set<number>();
    if (this.levels.size === 0) return taken;
    for (const { from, to } of ranges) {
      for (const other of this.places.overlapping(from, to)) {
        const level = this.levels.get(other.id);
        if (level !== undefined && other.id !== id) taken.add(level);
      }
    }
    return taken;
  }
}

/** The annotation without its empty ranges; null when all are. */
function withText<T extends Planned>(annotation: T): T | null {
  const { ranges } = annotation;
  const [only] = ranges;
  if (only && ranges.length === 1 && only.from < only.to) return annotation;
  const kept = ranges.filter(({ from, to }) => from < to);
  if (kept.length === 0) return null;
  return kept.length === ranges.length ? annotation : { ...annotation, ranges: kept };
}

function length({ ranges }: Planned): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

function byPlace(a: Planned, b: Planned): number {
  const first = a.ranges[0] as TextRange;
  const second = b.ranges[0] as TextRange;
  return first.from - second.from || length(b) - length(a) || (a.id < b.id ? -1 : 1);
}

/** A stretch of one annotation within a block: what a painter draws. */
interface OwnedRange<T> extends TextRange {
  owner: T;
}

/** Each owner's stretches in the segments, neighbouring ones joined. */
export function rangesByOwner<T>(segments: readonly PlanSegment<T>[]): OwnedRange<T>[] {
  const open = new Map<T, OwnedRange<T>>();
  const ranges: OwnedRange<T>[] = [];
  for (const segment of segments) {
    for (const owner of segment.owners) {
      const last = open.get(owner);
      if (last && last.to === segment.from) {
        last.to = segment.to;
        continue;
      }
      const range = { owner, from: segment.from, to: segment.to };
      open.set(owner, range);
      ranges.push(range);
    }
  }
  return ranges;
}
