import type { TextRange } from "@postil/shared/anchor/text-snapshot";

/** What a change of the text did: `from`..`to` of it as it was is something else now, and what follows moved by `by`. */
export interface TextChange {
  from: number;
  to: number;
  by: number;
}

/** All of a change as one stretch. `delta`: as Yjs tells it. null when nothing changed. */
export function changeOf(delta: readonly { retain?: number; insert?: unknown; delete?: number }[]): TextChange | null {
  let at = 0;
  let change: TextChange | null = null;
  for (const { retain, insert, delete: gone } of delta) {
    if (retain !== undefined) {
      at += retain;
      continue;
    }
    change ??= { from: at, to: at, by: 0 };
    if (gone !== undefined) {
      at += gone;
      change.by -= gone;
    } else change.by += typeof insert === "string" ? insert.length : 1;
    change.to = at;
  }
  return change;
}

/**
 * Where passages stand that a change neither held nor touched: the same array when they lie before it. null when it came
 * near one of them, so that they have to be found again.
 */
export function shiftRanges(ranges: readonly TextRange[], { from, to, by }: TextChange): TextRange[] | null {
  let moves = false;
  for (const range of ranges) {
    if (range.to < from) continue;
    if (range.from <= to) return null;
    moves = true;
  }
  if (!moves || by === 0) return ranges as TextRange[];
  return ranges.map((range) => (range.from > to ? { from: range.from + by, to: range.to + by } : range));
}
