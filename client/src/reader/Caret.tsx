import { useEffect, useState } from "react";
import styles from "./caret.module.css";
import { type CaretRect, caretRect, caretStep, moveCaret, placeCaret } from "./caret.ts";
import { blockElements, blockFrom, offsetOfPoint, selectionOffsets } from "./dom-offsets.ts";
import { barHeight } from "./viewport.ts";

interface CaretProps {
  /** The text's element; null until it is there. */
  element: HTMLElement | null;
  text: () => string;
  /** BCP 47, where it is known. */
  language: string | undefined;
  /** Enter with the caret on an offset. */
  onEnter: (offset: number) => void;
}

/**
 * Caret browsing: with the text focused, arrow keys move a caret that can be seen, and Shift selects. Placed over the
 * text; the text itself is never editable.
 */
export function Caret({ element, text, language, onEnter }: CaretProps) {
  const [rect, setRect] = useState<CaretRect | null>(null);

  useEffect(() => {
    if (!element) return;
    const page = element.ownerDocument;
    let keyboard = false;

    const draw = () => {
      const selection = page.getSelection();
      const offsets =
        keyboard && page.activeElement === element && selection ? selectionOffsets(element, selection) : null;
      if (!offsets) {
        setRect(null);
        return;
      }
      const found = caretRect(element, offsets.focus);
      const box = element.getBoundingClientRect();
      setRect(found && { left: found.left - box.left, top: found.top - box.top, height: found.height });
    };
    const begin = () => {
      const selection = page.getSelection();
      if (selection && selectionOffsets(element, selection)) return;
      placeCaret(element, firstInView(element));
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target !== element) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
        event.preventDefault();
        placeCaret(element, 0, text().length);
        return;
      }
      if (event.key === "Enter") {
        const selection = page.getSelection();
        const offsets = selection && selectionOffsets(element, selection);
        if (offsets) onEnter(offsets.focus);
        return;
      }
      const step = caretStep(event);
      if (!step) return;
      event.preventDefault();
      keyboard = true;
      element.dataset.keyboard = "";
      begin();
      moveCaret(element, text(), step, { extend: event.shiftKey, locale: language });
      keepInView(element);
      draw();
    };
    const onFocus = () => {
      // Reached by Tab: there must be a caret to move. Reached by a click: the click has put it.
      if (!element.matches(":focus-visible")) return;
      keyboard = true;
      element.dataset.keyboard = "";
      begin();
      draw();
    };
    const onBlur = () => setRect(null);
    const onPointerDown = () => {
      keyboard = false;
      delete element.dataset.keyboard;
      setRect(null);
    };

    element.addEventListener("keydown", onKeyDown);
    element.addEventListener("focus", onFocus);
    element.addEventListener("blur", onBlur);
    element.addEventListener("pointerdown", onPointerDown);
    page.addEventListener("selectionchange", draw);
    window.addEventListener("resize", draw);
    return () => {
      element.removeEventListener("keydown", onKeyDown);
      element.removeEventListener("focus", onFocus);
      element.removeEventListener("blur", onBlur);
      element.removeEventListener("pointerdown", onPointerDown);
      page.removeEventListener("selectionchange", draw);
      window.removeEventListener("resize", draw);
    };
  }, [element, text, language, onEnter]);

  if (!rect) return null;
  return (
    <span
      // A new element restarts the blink, so that the caret is seen while it moves.
      key={`${rect.left} ${rect.top}`}
      className={styles.caret}
      aria-hidden
      style={{ left: rect.left, top: rect.top, height: rect.height }}
    />
  );
}

/** Offset of the first line that begins below the top bar. */
function firstInView(root: HTMLElement): number {
  const top = barHeight();
  const block = blockElements(root).find((one) => {
    const { bottom, height } = one.getBoundingClientRect();
    return height > 0 && bottom > top + 8;
  });
  if (!block) return 0;
  const box = block.getBoundingClientRect();
  if (box.top >= top) return blockFrom(block);
  const caret = root.ownerDocument.caretPositionFromPoint?.(box.left + 2, top + 12);
  return (caret && offsetOfPoint(root, caret.offsetNode, caret.offset)) ?? blockFrom(block);
}

/** Scrolls no more than it takes to see the moving end. */
function keepInView(root: HTMLElement): void {
  const selection = root.ownerDocument.getSelection();
  const offsets = selection && selectionOffsets(root, selection);
  const rect = offsets && caretRect(root, offsets.focus);
  if (!rect) return;
  const top = barHeight() + 48;
  const bottom = window.innerHeight - 64;
  if (rect.top < top) window.scrollBy({ top: rect.top - top });
  else if (rect.top + rect.height > bottom) window.scrollBy({ top: rect.top + rect.height - bottom });
}
