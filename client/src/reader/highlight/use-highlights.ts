import { useLayoutEffect, useState } from "react";
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
export function useHighlights(element: HTMLElement | null, input: HighlightInput): HighlightController | null {
  const [controller, setController] = useState<HighlightController | null>(null);
  const { blocks, annotations, focused, hovered, presence, selection } = input;

  useLayoutEffect(() => {
    if (!element || !canPaintHighlights()) return;
    const made = new HighlightController(element, new CssHighlightPainter(element));
    setController(made);
    return () => {
      setController(null);
      made.destroy();
    };
  }, [element]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: blocks stand for the elements that were just rendered
  useLayoutEffect(() => {
    if (element) forgetBlocks(element);
    controller?.blocksChanged();
  }, [controller, element, blocks]);
  useLayoutEffect(() => controller?.show(annotations), [controller, annotations]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: annotations may have moved what is focused
  useLayoutEffect(() => {
    controller?.emphasise("focused", focused === null ? [] : [focused]);
  }, [controller, focused, annotations]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: annotations may have moved what is hovered
  useLayoutEffect(() => controller?.emphasise("hovered", hovered), [controller, hovered, annotations]);
  useLayoutEffect(() => controller?.mark("presence", presence), [controller, presence]);
  useLayoutEffect(() => controller?.mark("selection", selection), [controller, selection]);
  return controller;
}
