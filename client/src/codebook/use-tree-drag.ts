import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { DropSide, Place } from "./tree-rows.ts";

export interface Drop {
  target: string;
  side: DropSide;
}

interface Dragged {
  id: string;
  drop: Drop | null;
}

/** px from the window's edges in which it scrolls while something is dragged, and how far each time. */
const EDGE = 60;
const SCROLL = 12;

/**
 * Drags a line of the tree by its handle, with mouse, pen or finger. `placeFor` says where letting go would put it, null
 * for nowhere. Escape lets it be.
 */
export function useTreeDrag(
  placeFor: (id: string, drop: Drop) => Place | null,
  onMove: (id: string, place: Place) => void,
) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const current = useRef<Dragged | null>(null);
  const set = (next: Dragged | null) => {
    current.current = next;
    setDragged(next);
  };
  const dragging = dragged !== null;
  useEffect(() => {
    if (!dragging) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      current.current = null;
      setDragged(null);
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [dragging]);

  const handle = (id: string) => ({
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      set({ id, drop: null });
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (current.current?.id !== id) return;
      if (event.clientY < EDGE) window.scrollBy(0, -SCROLL);
      else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, SCROLL);
      const drop = dropUnder(event.clientX, event.clientY);
      set({ id, drop: drop && placeFor(id, drop) ? drop : null });
    },
    onPointerUp() {
      const last = current.current;
      set(null);
      const place = last?.id === id && last.drop ? placeFor(id, last.drop) : null;
      if (place) onMove(id, place);
    },
    onPointerCancel() {
      set(null);
    },
  });
  return { dragged, handle };
}

/** The upper and lower quarter of a line stand for before and after it, the middle for under it. */
function dropUnder(x: number, y: number): Drop | null {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-tag]");
  const target = row?.dataset.tag;
  if (!row || !target) return null;
  const { top, height } = row.getBoundingClientRect();
  const share = (y - top) / height;
  return { target, side: share < 0.25 ? "before" : share > 0.75 ? "after" : "inside" };
}
