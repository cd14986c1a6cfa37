import type { Inline } from "../blocks.ts";
import type { TextRange } from "../text-range.ts";

/** A note's number, and the passages that carry it. */
export interface NumberedNote<T> {
  number: number;
  note: T;
}

/** Numbers annotations by where they begin in the text, shorter passages first; those without a passage have none. */
export function numberNotes<T extends { ranges: readonly TextRange[] }>(notes: readonly T[]): NumberedNote<T>[] {
  return notes
    .flatMap((note, index) => {
      const [first] = note.ranges;
      return first ? [{ note, index, first }] : [];
    })
    .sort((a, b) => a.first.from - b.first.from || a.first.to - b.first.to || a.index - b.index)
    .map(({ note }, index) => ({ number: index + 1, note }));
}

/** A stretch of one block that looks the same throughout. Offsets are of the whole text. */
export interface Piece extends TextRange {
  inline: Pick<Inline, "bold" | "italic" | "href">;
  /** It belongs to a passage. */
  marked: boolean;
  /** Passages that end here: their number is written behind it. `part` counts a note's passages, from 0. */
  ends: readonly { number: number; part: number }[];
}

interface Passage extends TextRange {
  number: number;
  part: number;
}

/** All passages of the notes, in the order in which they begin. */
export function passagesOf(numbered: readonly NumberedNote<{ ranges: readonly TextRange[] }>[]): Passage[] {
  return numbered
    .flatMap(({ number, note }) => note.ranges.map(({ from, to }, part) => ({ from, to, number, part })))
    .sort((a, b) => a.from - b.from);
}

/**
 * Cuts a block where a passage begins or ends, or its style changes. A passage that ends with the line break after the
 * block ends in it.
 */
export function piecesOf(block: TextRange & { inlines: readonly Inline[] }, passages: readonly Passage[]): Piece[] {
  const here = passages.filter(({ from, to }) => from < block.to && to > block.from);
  const cuts = new Set<number>();
  for (const { from, to } of here) {
    if (from > block.from) cuts.add(from);
    if (to < block.to) cuts.add(to);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return block.inlines.flatMap(({ from, to, bold, italic, href }) => {
    const start = block.from + from;
    const end = block.from + to;
    const inside = edges.filter((cut) => cut > start && cut < end);
    return [start, ...inside].map((at, index): Piece => {
      const until = inside[index] ?? end;
      return {
        from: at,
        to: until,
        inline: { bold, italic, href },
        marked: here.some((passage) => passage.from < until && passage.to > at),
        ends: here
          .filter(({ to: last }) => last === until || (until === block.to && last === block.to + 1))
          .map(({ number, part }) => ({ number, part }))
          .sort((a, b) => a.number - b.number),
      };
    });
  });
}
