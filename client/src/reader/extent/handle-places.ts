import { caretRect } from "../caret.ts";
import { offsetsToRange } from "../dom-offsets.ts";
import { graphemeFloor } from "../graphemes.ts";
import type { TextRange } from "../text-range.ts";
import type { PassageEnd } from "./extent.ts";

/** Where a passage's end stands, px below and right of `origin`. */
export interface HandlePlace extends PassageEnd {
  left: number;
  top: number;
  height: number;
}

/** The ends of all passages as they are drawn; those that can't be seen are left out. */
export function handlePlaces(
  root: HTMLElement,
  text: string,
  ranges: readonly TextRange[],
  origin: { left: number; top: number },
): HandlePlace[] {
  return ranges.flatMap(({ from, to }, part) =>
    (["from", "to"] as const).flatMap((side) => {
      const rect = side === "from" ? caretRect(root, from) : afterCharacter(root, text, to);
      if (!rect) return [];
      return [{ part, side, left: rect.left - origin.left, top: rect.top - origin.top, height: rect.height }];
    }),
  );
}

/** The far edge of the character before `offset`: at a line's end the place itself may be drawn on the next line. */
function afterCharacter(root: HTMLElement, text: string, offset: number) {
  const from = graphemeFloor(text, offset - 1);
  const rect = [...(offsetsToRange(root, { from, to: offset })?.getClientRects() ?? [])].at(-1);
  const before = caretRect(root, from);
  if (!rect || rect.height === 0) return before;
  // Written from right to left, it begins at its right.
  const rightToLeft = before !== null && Math.abs(before.left - rect.right) < Math.abs(before.left - rect.left);
  return { left: rightToLeft ? rect.left : rect.right, top: rect.top, height: rect.height };
}
