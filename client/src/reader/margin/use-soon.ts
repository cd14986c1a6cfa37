import { useEffect, useMemo, useRef } from "react";

/** At the latest after so long, ms: somebody may scroll on to what waits for it. */
const LATEST = 120;

/**
 * Runs something once, when the browser next has nothing better to do, however often it was asked for since; `done`
 * tells that it has been run otherwise.
 */
export function useSoon(run: () => void): { ask(): void; done(): void } {
  const waiting = useRef<(() => void) | null>(null);
  const soon = useMemo(() => {
    const done = () => {
      waiting.current?.();
      waiting.current = null;
    };
    const now = () => {
      waiting.current = null;
      run();
    };
    const ask = () => {
      if (waiting.current) return;
      // Safari has no idle callbacks.
      if (typeof requestIdleCallback === "function") {
        const asked = requestIdleCallback(now, { timeout: LATEST });
        waiting.current = () => cancelIdleCallback(asked);
      } else {
        const asked = setTimeout(now, LATEST);
        waiting.current = () => clearTimeout(asked);
      }
    };
    return { ask, done };
  }, [run]);
  useEffect(() => soon.done, [soon]);
  return soon;
}
