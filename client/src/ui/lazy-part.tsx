import { type ComponentType, createElement, useEffect, useState } from "react";
import { notify } from "./notify.ts";
import { words } from "./words.ts";

/** Once the page has come to rest, in ms: what may be wanted later must not slow it down. */
const REST = 3_000;

/**
 * A component whose code is fetched when it is first shown. When that fails (offline, or Postil was updated) the page
 * stays as it is and says so: it may hold words that are nowhere else. Trying again is showing it again.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function LazyPart(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    useEffect(() => {
      if (Part) return;
      let here = true;
      load().then(
        (part) => {
          loaded = part;
          if (here) setPart(() => part);
        },
        () => here && notify({ message: words.partMissing, tone: "error" }),
      );
      return () => {
        here = false;
      };
    }, [Part]);
    return Part && createElement(Part, props);
  };
}

/** Resolves once the browser has nothing better to do, or after a second: for code that the first sight doesn't need. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 200);
  });
}

/** Fetches code ahead, so that it opens at once, and when the connection has gone. */
export function usePrefetched(loads: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of loads) load().catch(() => undefined);
    }, REST);
    return () => clearTimeout(timer);
  }, [loads]);
}
