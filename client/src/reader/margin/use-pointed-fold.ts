import { useEffect, useState } from "react";
import { type ReaderStore, useReader } from "../reader-store.ts";

/** How long a folded annotation's passage is pointed at before its card unfolds, in ms: not on the way past it. */
const POINTED = 200;

/** The annotation that is pointed at in the text and has no card in the margin: it gets one for as long. */
export function usePointedFold(store: ReaderStore, isShown: (id: string) => boolean): string | null {
  const hovered = useReader(store, (state) => state.hovered);
  const [pointed, setPointed] = useState<string | null>(null);
  const [first] = hovered;
  useEffect(() => {
    if (first === pointed || (first !== undefined && isShown(first) && pointed === null)) return;
    const timer = setTimeout(() => setPointed(first !== undefined && !isShown(first) ? first : null), POINTED);
    return () => clearTimeout(timer);
  }, [first, pointed, isShown]);
  return pointed;
}
