import type { TextRange } from "./text-range.ts";

/**
 * Between places in the page and offsets in the article (UTF-16). The text's element holds one element a block, in
 * order, each with `data-from`; inside a block only text nodes count. The `\n` after a block is one unit of the text
 * and nothing in the page.
 */
const BLOCK = "[data-from]";

/** Block elements in order, and where each begins: read once, since asking an element for its data is slow. */
interface KnownBlocks {
  elements: HTMLElement[];
  froms: number[];
}

const known = new WeakMap<Element, KnownBlocks>();

function blocksOf(root: Element): KnownBlocks {
  const before = known.get(root);
  if (before) return before;
  const elements = [...root.querySelectorAll<HTMLElement>(BLOCK)];
  const found = { elements, froms: elements.map(blockFrom) };
  known.set(root, found);
  return found;
}

/** The block elements in order. Remembered until `forgetBlocks`. */
export function blockElements(root: Element): HTMLElement[] {
  return blocksOf(root).elements;
}

/** To be called when blocks came, went or moved. */
export function forgetBlocks(root: Element): void {
  known.delete(root);
}

export function blockFrom(block: HTMLElement): number {
  return Number(block.dataset.from);
}

function blockLength(block: HTMLElement): number {
  return block.textContent?.length ?? 0;
}

/** The block element that holds `offset`: the last one that begins at or before it. */
export function blockElementAt(root: Element, offset: number): HTMLElement | null {
  const { elements, froms } = blocksOf(root);
  let low = 0;
  let high = froms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((froms[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return elements[Math.max(0, low - 1)] ?? null;
}

/** The offset of a place in the page; places outside the text count as its nearest end. `null` without any block. */
export function offsetOfPoint(root: Element, node: Node, nodeOffset: number): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const block = element?.closest<HTMLElement>(BLOCK);
  if (block && root.contains(block)) return blockFrom(block) + lengthBefore(block, node, nodeOffset);
  const blocks = blockElements(root);
  const place = node.ownerDocument?.createRange();
  if (!place) return null;
  place.setStart(node, nodeOffset);
  // Between blocks, or outside them all: the start of the next block, else the end of the last.
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (place.comparePoint(blocks[middle] as HTMLElement, 0) < 0) low = middle + 1;
    else high = middle;
  }
  const next = blocks[low];
  if (next) return blockFrom(next);
  const last = blocks.at(-1);
  return last ? blockFrom(last) + blockLength(last) : null;
}

function lengthBefore(block: HTMLElement, node: Node, nodeOffset: number): number {
  const range = block.ownerDocument.createRange();
  range.selectNodeContents(block);
  range.setEnd(node, nodeOffset);
  return range.toString().length;
}

/** Where a selection began and where its moving end stands. */
interface SelectionOffsets {
  anchor: number;
  focus: number;
}

export function selectionOffsets(root: Element, selection: Selection): SelectionOffsets | null {
  const { anchorNode, focusNode } = selection;
  if (!anchorNode || !focusNode || !root.contains(focusNode) || !root.contains(anchorNode)) return null;
  const anchor = offsetOfPoint(root, anchorNode, selection.anchorOffset);
  const focus = offsetOfPoint(root, focusNode, selection.focusOffset);
  return anchor === null || focus === null ? null : { anchor, focus };
}

interface DomPoint {
  node: Node;
  offset: number;
}

/** A block's text nodes that aren't empty, and where in the block each begins (UTF-16). */
export interface BlockText {
  nodes: Text[];
  starts: number[];
  length: number;
}

/** Read once where many places of one block are asked for. */
export function blockText(block: HTMLElement): BlockText {
  const found: BlockText = { nodes: [], starts: [], length: 0 };
  const add = (node: Text) => {
    if (node.length === 0) return;
    found.nodes.push(node);
    found.starts.push(found.length);
    found.length += node.length;
  };
  // Most blocks are one text node, and a walker costs more than the rest.
  const only = block.firstChild;
  if (only?.nodeType === Node.TEXT_NODE && only === block.lastChild) add(only as Text);
  else {
    const walker = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) add(node);
  }
  return found;
}

/**
 * The place of an offset of the block (not of the article). Where two text nodes meet, `lean` says which: the end of the
 * one `before` or the start of the one `after`. Offsets beyond the end count as the end; `null` in an empty block.
 */
export function pointIn({ nodes, starts }: BlockText, offset: number, lean: "before" | "after"): DomPoint | null {
  let index = nodes.length - 1;
  while (index > 0 && ((starts[index] as number) > offset || (lean === "before" && starts[index] === offset))) index--;
  const node = nodes[index];
  return node ? { node, offset: Math.min(node.length, Math.max(0, offset - (starts[index] as number))) } : null;
}

/** The place of an offset of the article. An empty block answers itself. `null` without any block. */
export function pointAt(root: Element, offset: number, lean: "before" | "after" = "after"): DomPoint | null {
  const block = blockElementAt(root, offset);
  if (!block) return null;
  return pointIn(blockText(block), offset - blockFrom(block), lean) ?? { node: block, offset: 0 };
}

/** The page range over `from`..`to`; `null` without any block. */
export function offsetsToRange(root: Element, range: TextRange): Range | null {
  const start = pointAt(root, range.from, "after");
  const end = pointAt(root, range.to, "before");
  if (!start || !end) return null;
  const made = root.ownerDocument.createRange();
  made.setStart(start.node, start.offset);
  made.setEnd(end.node, end.offset);
  return made;
}

/** The offset under a point of the viewport; `null` where there is no text of the article. */
export function offsetAtPoint(root: Element, x: number, y: number): number | null {
  const caret = root.ownerDocument.caretPositionFromPoint?.(x, y);
  if (!caret || !root.contains(caret.offsetNode)) return null;
  return offsetOfPoint(root, caret.offsetNode, caret.offset);
}
