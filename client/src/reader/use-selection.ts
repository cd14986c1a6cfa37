import { type RefObject, useEffect, useEffectEvent } from "react";
import { offsetsToRange, selectionOffsets } from "./dom-offsets.ts";
import type { ReaderStore } from "./reader-store.ts";
import { snapSelection } from "./snap.ts";
import type { TextRange } from "./text-range.ts";

/** How long a selection under a finger must rest before tools are offered for it, in ms. */
const REST = 250;

interface SelectionOptions {
  /** The text as it stands now. */
  text: () => string;
  /** BCP 47, where it is known. */
  language: string | undefined;
  /** A passage was selected with Ctrl held: it may go to the focused annotation. Answers whether it was taken. */
  onExtra: (range: TextRange) => boolean;
}

/**
 * Follows the page's selection into the store. By mouse or pen it counts once that is up, and then grows to whole words
 * (Alt keeps it exact); under a finger once it rests; by keyboard at once.
 */
export function useSelection(
  root: RefObject<HTMLElement | null>,
  store: ReaderStore,
  { text, language, onExtra }: SelectionOptions,
): void {
  const takeExtra = useEffectEvent(onExtra);
  useEffect(() => {
    const page = document;
    let pressed = false;
    let by: "pointer" | "touch" | "keyboard" = "pointer";
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** Of its own: the last change of a selection may be told only after the pointer is up, and must not call this off. */
    let release: ReturnType<typeof setTimeout> | undefined;

    const read = (exact: boolean) => {
      const element = root.current;
      const selection = page.getSelection();
      if (!element || !selection) return;
      const offsets = selectionOffsets(element, selection);
      if (!offsets || offsets.anchor === offsets.focus) {
        store.select(null);
        return;
      }
      const range = { from: Math.min(offsets.anchor, offsets.focus), to: Math.max(offsets.anchor, offsets.focus) };
      const meant = snapSelection(text(), range, { exact, locale: language });
      store.select(meant && { ...(by === "pointer" ? meant : range), by, exact });
      if (meant && by === "pointer" && (meant.from !== range.from || meant.to !== range.to)) {
        show(element, selection, meant, offsets.focus < offsets.anchor);
      }
    };

    const onSelectionChange = () => {
      if (pressed || page.activeElement?.closest("[role=dialog]")) return;
      clearTimeout(timer);
      if (by === "touch") timer = setTimeout(() => read(false), REST);
      else if (by === "keyboard") read(store.get().selected?.exact ?? false);
      else if (page.getSelection()?.isCollapsed) read(false);
    };
    const onPointerDown = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) return;
      // A pen selects by dragging, as a mouse does; where the system gives it a finger's ways, it takes the press away.
      by = event.pointerType === "touch" ? "touch" : "pointer";
      pressed = by === "pointer" && event.button === 0;
    };
    const onPointerUp = (event: PointerEvent) => {
      if (!pressed) return;
      pressed = false;
      // The browser settles a click's selection after the event.
      clearTimeout(release);
      release = setTimeout(() => {
        read(event.altKey);
        const selected = store.get().selected;
        if (selected && (event.ctrlKey || event.metaKey) && takeExtra(selected)) {
          page.getSelection()?.collapseToEnd();
          store.select(null);
        }
      });
    };
    const onPointerCancel = () => {
      if (!pressed) return;
      pressed = false;
      by = "touch";
      onSelectionChange();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (root.current?.contains(event.target as Node)) by = "keyboard";
    };

    page.addEventListener("selectionchange", onSelectionChange);
    page.addEventListener("pointerdown", onPointerDown);
    page.addEventListener("pointerup", onPointerUp);
    page.addEventListener("pointercancel", onPointerCancel);
    page.addEventListener("keydown", onKeyDown, true);
    return () => {
      clearTimeout(timer);
      clearTimeout(release);
      page.removeEventListener("selectionchange", onSelectionChange);
      page.removeEventListener("pointerdown", onPointerDown);
      page.removeEventListener("pointerup", onPointerUp);
      page.removeEventListener("pointercancel", onPointerCancel);
      page.removeEventListener("keydown", onKeyDown, true);
    };
  }, [root, store, text, language]);
}

function show(root: HTMLElement, selection: Selection, range: TextRange, backward: boolean): void {
  const shown = offsetsToRange(root, range);
  if (!shown) return;
  const { startContainer, startOffset, endContainer, endOffset } = shown;
  if (backward) selection.setBaseAndExtent(endContainer, endOffset, startContainer, startOffset);
  else selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
}
