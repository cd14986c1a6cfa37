import type { MarkRange } from "@postil/shared/document/text-document";
import type { Line } from "./lines.ts";

/** Nobody begins a sentence with these. */
const BULLET = /^[•‣◦⁃▪▫●○■□►]\s*\S/u;
/** These may begin a line of dialogue, a year or an aside: only two in a row are a list. */
const AMBIGUOUS = [/^[-*–—·]\s+\S/, /^\d{1,2}[.)]\s+\S/, /^[a-z]\)\s+\S/];

/** Marks the items of lists among a text's lines that aren't blank: whole lines, bullet and all. */
export function guessListItems(lines: readonly Line[]): MarkRange[] {
  return lines
    .filter((line, index) => {
      if (BULLET.test(line.trimmed)) return true;
      const shape = AMBIGUOUS.find((pattern) => pattern.test(line.trimmed));
      if (!shape) return false;
      return [lines[index - 1], lines[index + 1]].some((neighbour) => neighbour && shape.test(neighbour.trimmed));
    })
    .map((line) => ({ kind: "li", from: line.from, to: line.to }));
}
