import type { TextRange } from "../text-range.ts";
import type { PaintMark } from "./painter.ts";
import { LEVELS } from "./plan.ts";

/** Fewer marks than this are always drawn one by one. */
const FEW = 24;
/** How many lie over a character where a further line begins, from the first line on. */
const STEPS = [1, LEVELS + 1, 2 * LEVELS + 1] as const;

/**
 * Where on average more passages lie over one another than can have lines of their own, one by one they are mud, and dear
 * to paint. There the marks of a block tell instead how many they are: one stretch wherever there is any, a second one
 * over it where there are more than four, a third where there are more than eight, all in the colour that most of them
 * have. Which ones they are is told by pointing and clicking. Null for other blocks, whose marks are drawn as they are.
 */
export function thinOut(marks: readonly PaintMark[], { from, to }: TextRange): PaintMark[] | null {
  if (marks.length < FEW) return null;
  const covered = marks.reduce((sum, mark) => sum + mark.to - mark.from, 0);
  if (covered <= LEVELS * (to - from)) return null;
  const colour = mostCommon(marks);
  const edges = marks
    .flatMap((mark) => [
      { at: mark.from, step: 1 },
      { at: mark.to, step: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const thinned: PaintMark[] = [];
  const begun: (number | null)[] = STEPS.map(() => null);
  let depth = 0;
  for (let index = 0; index < edges.length; ) {
    const { at } = edges[index] as { at: number };
    for (; edges[index]?.at === at; index++) depth += edges[index]?.step ?? 0;
    for (const [level, least] of STEPS.entries()) {
      const start = begun[level] ?? null;
      if (depth >= least) begun[level] = start ?? at;
      else if (start !== null) {
        thinned.push({ from: start, to: at, colour, level });
        begun[level] = null;
      }
    }
  }
  return thinned;
}

function mostCommon(marks: readonly PaintMark[]): number | null {
  const counts = new Map<number | null, number>();
  let found: number | null = null;
  for (const { colour } of marks) {
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    if ((counts.get(colour) ?? 0) > (counts.get(found) ?? 0)) found = colour;
  }
  return found;
}
