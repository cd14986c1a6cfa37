import { blockElementAt, blockFrom, offsetsToRange } from "./dom-offsets.ts";

/** Beyond this many px outside the view a passage's place is estimated from its block's. */
const EXACT_WITHIN = 1_200;

/** A block's box, px below the text's own top, and its UTF-16 units. */
interface Box {
  top: number;
  height: number;
  length: number;
}

/**
 * Where passages begin in a text. What was measured is kept until it is told to forget it: asking the browser for all
 * of them anew, whenever somebody has scrolled, costs more than everything that follows from the answers.
 */
export class PassagePlaces {
  private readonly boxes = new Map<HTMLElement, Box>();
  /** Exact places by offset, px below the text's top. */
  private readonly lines = new Map<number, number>();

  /** To be called when the text, or its layout, has changed. */
  forget(): void {
    this.boxes.clear();
    this.lines.clear();
  }

  /**
   * Px below `origin` (viewport px), by first offsets. Near the view exactly, by the line's own box; far away by the
   * share of the block's text before it, which costs one box a block.
   */
  measure(root: HTMLElement, offsets: readonly number[], origin: number): number[] {
    const top = root.getBoundingClientRect().top;
    return offsets.map((offset) => this.place(root, offset, top) + top - origin);
  }

  /** `top`: the text's, in the viewport. */
  private place(root: HTMLElement, offset: number, top: number): number {
    const known = this.lines.get(offset);
    if (known !== undefined) return known;
    const block = blockElementAt(root, offset);
    if (!block) return -top;
    const box = this.box(block, top);
    const from = box.top + top;
    if (from + box.height < -EXACT_WITHIN || from > window.innerHeight + EXACT_WITHIN) {
      const share = box.length === 0 ? 0 : Math.min(1, (offset - blockFrom(block)) / box.length);
      return box.top + share * box.height;
    }
    const line = offsetsToRange(root, { from: offset, to: offset + 1 })?.getClientRects()[0];
    const exact = line && line.height > 0 ? line.top - top : box.top;
    this.lines.set(offset, exact);
    return exact;
  }

  private box(block: HTMLElement, top: number): Box {
    const known = this.boxes.get(block);
    if (known) return known;
    const rect = block.getBoundingClientRect();
    const box = { top: rect.top - top, height: rect.height, length: block.textContent?.length ?? 0 };
    this.boxes.set(block, box);
    return box;
  }
}

/** The same, measured once. */
export function measurePassages(root: HTMLElement, offsets: readonly number[], origin: number): number[] {
  return new PassagePlaces().measure(root, offsets, origin);
}
