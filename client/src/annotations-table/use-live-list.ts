import { useCallback, useEffect, useRef, useState } from "react";
import { useChanged } from "../live/live.ts";

/** Lists of up to so many pages follow along by themselves; longer ones ask first, for fetching them anew is dear. */
const MOST_PAGES = 3;
/** Shortest time between two fetches because others work, in ms. */
const PACE = 2_000;

/** Keeps the list up to date while others annotate. `behind`: it isn't, and the person may ask for it. */
export function useLiveList(workspaceId: string, pages: number, refetch: () => Promise<unknown>) {
  const [behind, setBehind] = useState(false);
  const current = useRef({ pages, refetch });
  useEffect(() => {
    current.current = { pages, refetch };
  });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const changed = useCallback(() => {
    if (current.current.pages > MOST_PAGES) {
      setBehind(true);
      return;
    }
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void current.current.refetch();
    }, PACE);
  }, []);
  useChanged(workspaceId, "annotations", changed);

  return {
    behind,
    catchUp: () => {
      setBehind(false);
      void refetch();
    },
  };
}
