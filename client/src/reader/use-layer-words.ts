import { useEffect, useRef, useState } from "react";
import type { LayerOption } from "./layer-options.ts";
import { words } from "./words.ts";

/**
 * What is said to screen readers when another layer is written into: by its key nothing is heard of it otherwise, and
 * who will read what one adds must never be a surprise. "" until the first switch.
 */
export function useLayerWords(written: LayerOption | null): string {
  const [said, setSaid] = useState("");
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (written === null) return;
    const { key, label, closed, help } = written;
    if (before.current !== null && before.current !== key) {
      setSaid(`${closed ? words.layers.reading : words.layers.writing} ${label}. ${closed ?? help}`);
    }
    before.current = key;
  }, [written]);
  return said;
}
