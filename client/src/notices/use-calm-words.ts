import { useEffect, useRef, useState } from "react";
import { words } from "./words.ts";

/** Shortest time between two announcements, in ms. */
export const CALM = 30_000;

/**
 * What to say politely as notices come: how many are unread, at once for the first and then at most every `CALM`. What
 * one has read meanwhile isn't said, nor what was unread when the page was opened.
 */
export function useCalmWords(unread: number): string {
  const [said, setSaid] = useState("");
  const before = useRef<number | null>(null);
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const rises = before.current !== null && unread > before.current;
    before.current = unread;
    if (!rises) {
      if (unread === 0) setSaid("");
      return;
    }
    const timer = setTimeout(
      () => {
        lastAt.current = Date.now();
        setSaid(words.announced(unread));
      },
      Math.max(0, lastAt.current + CALM - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [unread]);
  return said;
}
