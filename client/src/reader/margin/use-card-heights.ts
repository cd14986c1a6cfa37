import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";

interface Heights {
  /** Known heights by key, px. */
  heights: RefObject<Map<string, number>>;
  /** Whether somebody sees what has this key. */
  inView: (key: string) => boolean;
  /** Some in view are of another height than was known; `first`: of those that have just come, and were never painted. */
  changed: (first: boolean) => void;
  /** Only some out of view are. */
  changedFar: () => void;
}

/**
 * Watches the heights of what is in the margin. Answers the ref for an element by its key. To be called before the
 * layout effects that need the heights.
 */
export function useCardHeights({ heights, inView, changed, changedFar }: Heights) {
  const observer = useRef<ResizeObserver | null>(null);
  const refs = useRef(new Map<string, (element: HTMLElement | null) => (() => void) | undefined>());
  /** Just come into the page, of unknown height. */
  const fresh = useRef(new Map<string, HTMLElement>());
  // Known before the first paint, so that the first layout holds. All at once, with nothing written in between: each
  // question after a change makes the browser lay out the page. What nobody sees yet can wait until it has done so.
  useLayoutEffect(() => {
    if (fresh.current.size === 0) return;
    const seen = [...fresh.current].filter(([key]) => inView(key));
    fresh.current.clear();
    if (seen.length === 0) return;
    for (const [key, element] of seen) heights.current.set(key, element.offsetHeight);
    changed(true);
  });
  const watch = useCallback((): ResizeObserver => {
    observer.current ??= new ResizeObserver((entries) => {
      const other: string[] = [];
      for (const { target } of entries) {
        const element = target as HTMLElement;
        const key = element.dataset.card;
        const height = element.offsetHeight;
        if (key === undefined || height === 0 || heights.current.get(key) === height) continue;
        heights.current.set(key, height);
        other.push(key);
      }
      if (other.some(inView)) changed(false);
      else if (other.length > 0) changedFar();
    });
    return observer.current;
  }, [heights, inView, changed, changedFar]);
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
