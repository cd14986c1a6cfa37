import { blockFrom, blockText, pointIn } from "../dom-offsets.ts";
import type { PaintMark } from "./painter.ts";

/** One line of a mark, in px from its block's top left corner. */
export interface Box {
  mark: PaintMark;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where marks stand in their block, whose own place in the viewport is `left`, `top`. */
export function measureMarks(
  block: HTMLElement,
  marks: readonly PaintMark[],
  { left, top }: { left: number; top: number },
): Box[] {
  const text = blockText(block);
  const from = blockFrom(block);
  const range = block.ownerDocument.createRange();
  const boxes: Box[] = [];
  for (const mark of marks) {
    if (mark.from - from >= text.length || mark.to <= from) continue;
    const start = pointIn(text, mark.from - from, "after");
    const end = pointIn(text, mark.to - from, "before");
    if (!start || !end) continue;
    // Text node by text node: of a range over whole elements, those would answer as well as their text.
    const last = text.nodes.indexOf(end.node as Text);
    for (let index = text.nodes.indexOf(start.node as Text); index <= last; index++) {
      const node = text.nodes[index] as Text;
      range.setStart(node, node === start.node ? start.offset : 0);
      range.setEnd(node, node === end.node ? end.offset : node.length);
      for (const rect of range.getClientRects()) {
        if (rect.width === 0) continue;
        boxes.push({ mark, left: rect.left - left, top: rect.top - top, width: rect.width, height: rect.height });
      }
    }
  }
  return boxes;
}

const baselines = new Map<string, number>();
let canvas: CanvasRenderingContext2D | null | undefined;

/** How far below the top of a line's box its letters stand, in px. */
export function baselineOf(block: HTMLElement): number {
  // The shorthand is empty where it can't say everything that is set.
  const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(block);
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const known = baselines.get(font);
  if (known !== undefined) return known;
  canvas ??= block.ownerDocument.createElement("canvas").getContext("2d");
  if (!canvas) return 0;
  canvas.font = font;
  const baseline = canvas.measureText("x").fontBoundingBoxAscent;
  baselines.set(font, baseline);
  return baseline;
}
