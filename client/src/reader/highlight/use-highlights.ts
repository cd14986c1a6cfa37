import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { Block } from "../blocks.ts";
import { forgetBlocks } from "../dom-offsets.ts";
import { CssHighlightPainter, canPaintHighlights } from "./css-highlight-painter.ts";
import { HighlightController, type Highlighted } from "./highlight-controller.ts";
import type { PaintMark } from "./painter.ts";

interface HighlightInput {
  blocks: readonly Block[];
  annotations: readonly Highlighted[];
  focused: string | null;
  hovered: readonly string[];
  presence: readonly PaintMark[];
  /** What is about to be annotated, once the page's own selection is gone (a text field has the focus). */
  selection: readonly PaintMark[];
}

/** Draws on the text's element; `null` until it is there, and where the browser can't. */
export function useHighlights(root: RefObject<HTMLElement | null>, input: HighlightInput): HighlightController | null {
  const [controller, setController] = useState<HighlightController | null>(null);
  const latest = useRef<HighlightController | null>(null);
  const { blocks, annotations, focused, hovered, presence, selection } = input;

  useLayoutEffect(() => {
    const element = root.current;
    if (!element || !canPaintHighlights()) return;
    const made = new HighlightController(element, new CssHighlightPainter(element));
    latest.current = made;
    setController(made);
    return () => {
      latest.current = null;
      made.destroy();
    };
  }, [root]);

  useLayoutEffect(() => {
    if (root.current) forgetBlocks(root.current);
    controller?.blocksChanged();
  }, [controller, root, blocks]);
  useLayoutEffect(() => controller?.show(annotations), [controller, annotations]);
  useLayoutEffect(() => {
    controller?.emphasise("focused", focused === null ? [] : [focused]);
  }, [controller, focused, annotations]);
  useLayoutEffect(() => controller?.emphasise("hovered", hovered), [controller, hovered, annotations]);
  useLayoutEffect(() => controller?.mark("presence", presence), [controller, presence]);
  useLayoutEffect(() => controller?.mark("selection", selection), [controller, selection]);
  return controller;
}
