import { blockElementAt, offsetsToRange, pointAt, selectionOffsets } from "./dom-offsets.ts";
import { stepFrom } from "./snap.ts";

/** A caret step: visual ones are the browser's (it knows lines and writing directions), the others follow the text. */
type CaretStep =
  | { by: "character" | "word"; towards: "left" | "right" }
  | { by: "line" | "lineboundary" | "documentboundary"; towards: "backward" | "forward" }
  | { by: "sentence" | "paragraph"; towards: "backward" | "forward" };

interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The step that a key asks for; `null` when it asks for none. Shift selects and changes nothing else. */
export function caretStep({ key, ctrlKey, metaKey, altKey }: KeyPress): CaretStep | null {
  const control = ctrlKey || metaKey;
  switch (key) {
    case "ArrowLeft":
    case "ArrowRight": {
      // Alt with an arrow leads through the browser's history.
      if (altKey && !control) return null;
      return { by: control ? "word" : "character", towards: key === "ArrowLeft" ? "left" : "right" };
    }
    case "ArrowUp":
    case "ArrowDown": {
      const towards = key === "ArrowUp" ? "backward" : "forward";
      if (control) return { by: "paragraph", towards };
      return { by: altKey ? "sentence" : "line", towards };
    }
    case "Home":
    case "End": {
      if (altKey) return null;
      return { by: control ? "documentboundary" : "lineboundary", towards: key === "Home" ? "backward" : "forward" };
    }
    default:
      return null;
  }
}

interface MoveOptions {
  extend: boolean;
  /** The text's language, where it is known: BCP 47. */
  locale?: string;
}

/** Moves the caret, or with `extend` the moving end of the selection. It never leaves the text. */
export function moveCaret(root: HTMLElement, text: string, step: CaretStep, { extend, locale }: MoveOptions): void {
  const selection = root.ownerDocument.getSelection();
  if (!selection) return;
  const before = selectionOffsets(root, selection);
  if (!before) return;
  if (step.by === "sentence" || step.by === "paragraph") {
    const offset = stepFrom(text, before.focus, step.by, step.towards === "forward" ? 1 : -1, locale);
    placeCaret(root, extend ? before.anchor : offset, offset);
    return;
  }
  if (step.by === "documentboundary") {
    const offset = step.towards === "forward" ? text.replace(/\n$/, "").length : 0;
    placeCaret(root, extend ? before.anchor : offset, offset);
    return;
  }
  selection.modify(extend ? "extend" : "move", step.towards, step.by);
  if (!selectionOffsets(root, selection)) placeCaret(root, before.anchor, before.focus);
}

/** Selects from `anchor` to `focus`; the same offset twice is a caret. */
export function placeCaret(root: HTMLElement, anchor: number, focus = anchor): void {
  const from = pointAt(root, anchor, anchor < focus ? "after" : "before");
  const to = pointAt(root, focus, focus > anchor ? "before" : "after");
  if (!from || !to) return;
  root.ownerDocument.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

export interface CaretRect {
  left: number;
  top: number;
  height: number;
}

/** Where the caret stands at an offset, in px of the viewport. */
export function caretRect(root: HTMLElement, offset: number): CaretRect | null {
  const point = pointAt(root, offset, "after");
  if (!point) return null;
  const range = root.ownerDocument.createRange();
  range.setStart(point.node, point.offset);
  const own = [...range.getClientRects()].at(-1);
  if (own && own.height > 0) return { left: own.left, top: own.top, height: own.height };
  // A collapsed range may have no box of its own: take the edge of the character beside it.
  const after = offsetsToRange(root, { from: offset, to: offset + 1 })?.getClientRects()[0];
  if (after && after.height > 0) return { left: after.left, top: after.top, height: after.height };
  const before =
    offset > 0 ? [...(offsetsToRange(root, { from: offset - 1, to: offset })?.getClientRects() ?? [])] : [];
  const last = before.at(-1);
  if (last && last.height > 0) return { left: last.right, top: last.top, height: last.height };
  const block = blockElementAt(root, offset)?.getBoundingClientRect();
  return block ? { left: block.left, top: block.top, height: Math.max(block.height, 16) } : null;
}
