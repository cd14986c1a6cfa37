import { blockElements, blockFrom, offsetAtPoint } from "../dom-offsets.ts";
import { barHeight } from "../viewport.ts";

/** What of the text is in view, in UTF-16 offsets. */
export interface InView {
  first: number;
  last: number;
}

/** The first and last character in view; null while the text is out of it altogether. */
export function placesInView(root: HTMLElement, length: number): InView | null {
  const top = barHeight() + 8;
  const bottom = window.innerHeight - 8;
  const box = root.getBoundingClientRect();
  if (box.height === 0 || box.bottom < top || box.top > bottom) return null;
  const first = box.top >= top ? 0 : (offsetNear(root, box, top, 1) ?? 0);
  const last = box.bottom <= bottom ? length : (offsetNear(root, box, bottom, -1) ?? first);
  return { first: Math.min(first, last), last: Math.max(first, last) };
}

/** Between paragraphs, or under what lies over the text, there is no character: then a little further on. */
function offsetNear(root: HTMLElement, box: DOMRect, y: number, towards: 1 | -1): number | null {
  const x = getComputedStyle(root).direction === "rtl" ? box.right - 4 : box.left + 4;
  for (let step = 0; step < 4; step++) {
    const offset = offsetAtPoint(root, x, y + towards * step * 12);
    if (offset !== null) return offset;
  }
  return blockAt(root, y);
}

/** Where the block begins that a line of the viewport runs through, or the next one. Blocks stand in order, so by halving. */
export function blockAt(root: HTMLElement, y: number): number | null {
  const blocks = blockElements(root);
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle] as HTMLElement).getBoundingClientRect().bottom < y) low = middle + 1;
    else high = middle;
  }
  const block = blocks[Math.min(low, blocks.length - 1)];
  return block ? blockFrom(block) : null;
}
