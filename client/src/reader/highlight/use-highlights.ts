import { useLayoutEffect, useState } from "react";
import type { Block } from "../blocks.ts";
import { forgetBlocks } from "../dom-offsets.ts";
import type { ReaderStore } from "../reader-store.ts";
import { CssHighlightPainter, canPaintHighlights } from "./css-highlight-painter.ts";
import { HighlightController, type Highlighted } from "./highlight-controller.ts";
import type { PaintMark } from "./painter.ts";
import { RectanglePainter } from "./rectangle-painter.ts";

interface HighlightInput {
  blocks: readonly Block[];
  annotations: readonly Highlighted[];
  /** What is focused and hovered in it is followed without anything being rendered. */
  store: Pick<ReaderStore, "get" | "subscribe">;
  presence: readonly PaintMark[];
  /** What is about to be annotated, once the page's own selection is gone (a text field has the focus). */
  selection: readonly PaintMark[];
}

/** Draws on the text's element; `null` until it is there. */
export function useHighlights(element: HTMLElement | null, input: HighlightInput): HighlightController | null {
  const [controller, setController] = useState<HighlightController | null>(null);
  const { blocks, annotations, store, presence, selection } = input;

  useLayoutEffect(() => {
    if (!element) return;
    const canPaint = canPaintHighlights(element.ownerDocument);
    const made = new HighlightController(
      element,
      canPaint ? new CssHighlightPainter(element) : new RectanglePainter(element),
    );
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: annotations may have moved what is focused and hovered
  useLayoutEffect(() => {
    if (!controller) return;
    let { focused, hovered } = store.get();
    const draw = () => {
      controller.emphasise("focused", focused === null ? [] : [focused]);
      controller.emphasise("hovered", hovered);
    };
    draw();
    return store.subscribe(() => {
      const now = store.get();
      if (now.focused === focused && now.hovered === hovered) return;
      ({ focused, hovered } = now);
      draw();
    });
  }, [controller, store, annotations]);
  useLayoutEffect(() => controller?.mark("presence", presence), [controller, presence]);
  useLayoutEffect(() => controller?.mark("selection", selection), [controller, selection]);
  return controller;
}
