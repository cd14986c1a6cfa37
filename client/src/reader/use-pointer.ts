import { useEffect } from "react";
import { offsetAtPoint } from "./dom-offsets.ts";
import type { HighlightPlan } from "./highlight/plan.ts";
import type { Reader } from "./presence.ts";
import type { ReaderStore } from "./reader-store.ts";

export interface PointedReader {
  reader: Reader;
  x: number;
  y: number;
}

interface PointerOptions {
  plan: Pick<HighlightPlan, "at"> | null;
  readers: readonly Reader[];
  onOpen: (id: string) => void;
  /** Somebody's selection under the pointer. */
  onReader: (pointed: PointedReader | null) => void;
}

/** What the pointer meets in the text: a passage lights its card, a click opens it, a selection tells its name. */
export function usePointer(
  element: HTMLElement | null,
  store: ReaderStore,
  { plan, readers, onOpen, onReader }: PointerOptions,
): void {
  useEffect(() => {
    if (!element || !plan) return;
    let frame = 0;
    const idsAt = (x: number, y: number): string[] => {
      const offset = offsetAtPoint(element, x, y);
      if (offset === null) return [];
      // The nearest place between characters may lie after the character that is pointed at.
      const after = plan.at(offset);
      return after.length > 0 || offset === 0 ? after : plan.at(offset - 1);
    };
    const onMove = (event: PointerEvent) => {
      if (event.pointerType !== "mouse" || event.buttons !== 0) return;
      const { clientX, clientY } = event;
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        store.hover(idsAt(clientX, clientY).slice(0, 1));
        const offset = readers.some(({ selection }) => selection) ? offsetAtPoint(element, clientX, clientY) : null;
        const reader = readers.find(
          ({ selection }) => offset !== null && selection && selection.from <= offset && offset < selection.to,
        );
        onReader(reader ? { reader, x: clientX, y: clientY } : null);
      });
    };
    const onLeave = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      store.hover([]);
      onReader(null);
    };
    const onClick = (event: MouseEvent) => {
      const selection = element.ownerDocument.getSelection();
      if (selection && !selection.isCollapsed) return;
      if (event.ctrlKey || event.metaKey || (event.target as Element).closest("a")) return;
      const ids = idsAt(event.clientX, event.clientY);
      const [first] = ids;
      if (first === undefined) {
        store.focus(null);
        return;
      }
      onOpen(first);
      if (ids.length > 1) store.choose({ ids, x: event.clientX, y: event.clientY });
    };
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerleave", onLeave);
    element.addEventListener("click", onClick);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerleave", onLeave);
      element.removeEventListener("click", onClick);
    };
  }, [element, store, plan, readers, onOpen, onReader]);
}
