import { type RefObject, useEffect, useRef } from "react";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { placeCaret } from "./caret.ts";
import { selectionOffsets } from "./dom-offsets.ts";

/** How long a menu that closes takes to give the keyboard back, in ms. */
const MENU = 40;

/** Where the keyboard was when the layer was switched. */
export type LeftAt = "text" | "layers";

/** Gives the text the keyboard, with the caret where it was, else at `from`. */
export function focusText(element: HTMLElement, from: number | undefined): void {
  const selection = element.ownerDocument.getSelection();
  // Asked before: the text puts a caret of its own when it is given the keyboard without one.
  const hasCaret = selection !== null && selectionOffsets(element, selection) !== null;
  element.focus({ preventScroll: true });
  if (from !== undefined && !hasCaret) placeCaret(element, from);
}

/** When the open annotation is deleted, by whomever, the keyboard that was in its card goes to the passage it had. */
export function useDeletedCard(
  root: RefObject<HTMLElement | null>,
  focused: string | null,
  annotations: readonly ResolvedAnnotation[],
): void {
  const open = useRef<{ id: string; from: number | undefined } | null>(null);
  useEffect(() => {
    const there = annotations.find(({ id }) => id === focused);
    if (there) open.current = { id: there.id, from: there.ranges[0]?.from };
    if (there || focused === null || open.current?.id !== focused) return;
    const { from } = open.current;
    open.current = null;
    const timer = setTimeout(() => {
      if (root.current && document.activeElement === document.body) focusText(root.current, from);
    }, MENU);
    return () => clearTimeout(timer);
  }, [root, focused, annotations]);
}

/** After a switch of layers the keyboard is where it was before: everything else has been made anew. */
export function useKeyboardAgain(element: HTMLElement | null, leftAt: RefObject<LeftAt | null>): void {
  useEffect(() => {
    const at = leftAt.current;
    if (!element || at === null) return;
    leftAt.current = null;
    if (document.activeElement !== document.body) return;
    const chosen = at === "layers" ? document.querySelector<HTMLElement>("[data-layers] input:checked") : null;
    (chosen ?? element).focus({ preventScroll: true });
  }, [element, leftAt]);
}
