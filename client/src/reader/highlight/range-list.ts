import type { TextRange } from "../text-range.ts";
import type { PaintMark } from "./painter.ts";

/** Ranges to be asked which of them lie where. */
export class RangeList<T extends TextRange> {
  private readonly inOrder: readonly T[];
  private longest = 0;

  constructor(ranges: readonly T[]) {
    this.inOrder = [...ranges].sort((a, b) => a.from - b.from);
    for (const { from, to } of ranges) this.longest = Math.max(this.longest, to - from);
  }

  get size(): number {
    return this.inOrder.length;
  }

  /** Those that share a character with `from`..`to`, in order. */
  *overlapping(from: number, to: number): Iterable<T> {
    let low = 0;
    let high = this.inOrder.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.inOrder[middle] as T).from + this.longest <= from) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < this.inOrder.length; index++) {
      const range = this.inOrder[index] as T;
      if (range.from >= to) return;
      if (range.to > from) yield range;
    }
  }
}

/** Marks that look the same and overlap made one: none is painted twice. */
export function joinAlike(marks: readonly PaintMark[]): PaintMark[] {
  const open = new Map<string, PaintMark>();
  const joined: PaintMark[] = [];
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    const look = `${mark.colour} ${mark.level} ${mark.part ?? false}`;
    const last = open.get(look);
    if (last && mark.from < last.to) {
      last.to = Math.max(last.to, mark.to);
      continue;
    }
    const made = { ...mark };
    open.set(look, made);
    joined.push(made);
  }
  return joined;
}
