import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";

/** How many cards PageUp and PageDown pass. */
const PAGE = 8;

interface RovingOptions {
  items: readonly ResolvedAnnotation[];
  scroller: RefObject<HTMLElement | null>;
  /** The one that is open. */
  focused: string | null;
  /** Brings an item into view. */
  show: (index: number) => void;
}

/** One card of the list is its tab stop; the arrow keys, Home, End and the page keys move from card to card. */
export function useRoving({ items, scroller, focused, show }: RovingOptions) {
  const [at, setAt] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const known = at !== null && items.some(({ id }) => id === at);
  const active = known ? at : (items[0]?.id ?? null);

  // The card may have to come into the page first.
  useEffect(() => {
    if (wanted.current === null) return;
    const card = scroller.current?.querySelector<HTMLElement>(`[data-annotation="${CSS.escape(wanted.current)}"]`);
    if (!card) return;
    wanted.current = null;
    card.focus({ preventScroll: true });
  });

  const latest = useRef(items);
  latest.current = items;
  useEffect(() => {
    if (focused === null) return;
    setAt(focused);
    const index = latest.current.findIndex(({ id }) => id === focused);
    if (index !== -1) show(index);
  }, [focused, show]);

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const card = (event.target as Element).closest<HTMLElement>("[data-annotation]");
      if (!card || card !== event.target || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const here = items.findIndex(({ id }) => id === card.dataset.annotation);
      const next = targetOf(event.key, here, items.length);
      if (next === null || here === -1) return;
      event.preventDefault();
      const id = items[next]?.id;
      if (id === undefined) return;
      wanted.current = id;
      setAt(id);
      show(next);
    },
    [items, show],
  );
  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    const id = (event.target as Element).closest<HTMLElement>("[data-annotation]")?.dataset.annotation;
    if (id !== undefined) setAt(id);
  }, []);
  return { active, onKeyDown, onFocus };
}

function targetOf(key: string, here: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, here + 1);
    case "ArrowUp":
      return Math.max(0, here - 1);
    case "PageDown":
      return Math.min(last, here + PAGE);
    case "PageUp":
      return Math.max(0, here - PAGE);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
