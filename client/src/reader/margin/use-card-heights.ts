import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";

/**
 * Watches the heights of what is in the margin, in px. Answers the ref for an element by its key; `changed` is called
 * when one of them turns out to be of another height than was known, `first` of those that have just come, and which
 * nobody has seen yet. To be called before the layout effects that need the heights.
 */
export function useCardHeights(heights: RefObject<Map<string, number>>, changed: (first: boolean) => void) {
  const observer = useRef<ResizeObserver | null>(null);
  const refs = useRef(new Map<string, (element: HTMLElement | null) => (() => void) | undefined>());
  /** Just come into the page, of unknown height. */
  const fresh = useRef(new Map<string, HTMLElement>());
  // Known before the first paint, so that the first layout holds. All at once, with nothing written in between: each
  // question after a change makes the browser lay out the page.
  useLayoutEffect(() => {
    if (fresh.current.size === 0) return;
    for (const [key, element] of fresh.current) heights.current.set(key, element.offsetHeight);
    fresh.current.clear();
    changed(true);
  });
  const watch = useCallback((): ResizeObserver => {
    observer.current ??= new ResizeObserver((entries) => {
      let differs = false;
      for (const { target } of entries) {
        const element = target as HTMLElement;
        const key = element.dataset.card;
        const height = element.offsetHeight;
        if (key === undefined || height === 0 || heights.current.get(key) === height) continue;
        heights.current.set(key, height);
        differs = true;
      }
      if (differs) changed(false);
    });
    return observer.current;
  }, [heights, changed]);
  useEffect(
    () => () => {
      observer.current?.disconnect();
      observer.current = null;
    },
    [],
  );
  return useCallback(
    (key: string) => {
      const known = refs.current.get(key);
      if (known) return known;
      const ref = (element: HTMLElement | null) => {
        if (!element) return;
        element.dataset.card = key;
        // What is known already is only watched.
        if (!heights.current.has(key)) fresh.current.set(key, element);
        watch().observe(element);
        return () => {
          observer.current?.unobserve(element);
          fresh.current.delete(key);
          refs.current.delete(key);
        };
      };
      refs.current.set(key, ref);
      return ref;
    },
    [heights, watch],
  );
}
