import { useSyncExternalStore } from "react";

/** Height of the bar over all pages, in px. */
export function barHeight(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--shell-height")) || 0;
}

export function prefersStill(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** wide: rail, text and margin; middle: text and margin; narrow: the text alone. The widths of reading-room.module.css. */
export type RoomWidth = "wide" | "middle" | "narrow";

const wide = "(min-width: 1240px)";
const middle = "(min-width: 900px)";

function current(): RoomWidth {
  if (window.matchMedia(wide).matches) return "wide";
  return window.matchMedia(middle).matches ? "middle" : "narrow";
}

/** Whether the text stands alone, with cards rising from below. */
export function isNarrow(): boolean {
  return current() === "narrow";
}

function subscribe(listener: () => void): () => void {
  const queries = [window.matchMedia(wide), window.matchMedia(middle)];
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}

export function useRoomWidth(): RoomWidth {
  return useSyncExternalStore(subscribe, current);
}
