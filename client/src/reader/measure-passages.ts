import { blockElementAt, blockFrom, offsetsToRange } from "./dom-offsets.ts";

/** Beyond this many px outside the view a passage's place is estimated from its block's. */
const EXACT_WITHIN = 1_200;

/**
 * Where passages begin, in px below `origin` (viewport px), by their first offset. Near the view exactly, by the line's
 * own box; far away by the share of the block's text before it, which costs one box a block.
 */
export function measurePassages(root: HTMLElement, offsets: readonly number[], origin: number): number[] {
  const boxes = new Map<HTMLElement, DOMRect>();
  return offsets.map((offset) => {
    const block = blockElementAt(root, offset);
    if (!block) return 0;
    let box = boxes.get(block);
    if (!box) {
      box = block.getBoundingClientRect();
      boxes.set(block, box);
    }
    if (box.bottom < -EXACT_WITHIN || box.top > window.innerHeight + EXACT_WITHIN) {
      const length = block.textContent?.length ?? 0;
      const share = length === 0 ? 0 : Math.min(1, (offset - blockFrom(block)) / length);
      return box.top + share * box.height - origin;
    }
    const line = offsetsToRange(root, { from: offset, to: offset + 1 })?.getClientRects()[0];
    return (line && line.height > 0 ? line.top : box.top) - origin;
  });
}
