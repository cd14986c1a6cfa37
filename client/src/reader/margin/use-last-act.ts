import { useCallback, useEffect, useRef } from "react";

/** How long what follows a key, a press or scrolling is taken to come of it, in ms. */
const AFTER = 1_000;

const ACTS = ["keydown", "pointerdown", "scroll", "resize"] as const;

/** Answers whether the person has done something in the page just now: then what moves, moves because of it. */
export function useLastAct(): () => boolean {
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const note = () => {
      last.current = performance.now();
    };
    for (const act of ACTS) window.addEventListener(act, note, { capture: true, passive: true });
    return () => {
      for (const act of ACTS) window.removeEventListener(act, note, { capture: true });
    };
  }, []);
  return useCallback(() => performance.now() - last.current < AFTER, []);
}
