import { useEffect, useState } from "react";

/** What is sent after the first state of a document (its latest edits) needs a moment to arrive, in ms. */
const MOMENT = 1_500;

/**
 * Whether a document has been in step with the server for a moment: only then does "there is nothing" mean that, and
 * only what comes later is news.
 */
export function useSettled(synced: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!synced) return;
    const timer = setTimeout(() => setSettled(true), MOMENT);
    return () => {
      clearTimeout(timer);
      setSettled(false);
    };
  }, [synced]);
  return settled;
}
