import { caretRect } from "./caret.ts";
import { barHeight, prefersStill } from "./viewport.ts";

/** Brings a place of the text into the upper half of the view, unless it is comfortably in view already. */
export function scrollToOffset(root: HTMLElement, offset: number): void {
  const rect = caretRect(root, offset);
  if (!rect) return;
  const top = barHeight();
  const room = window.innerHeight - top;
  if (rect.top > top + 32 && rect.top < top + room * 0.6) return;
  const distance = rect.top - (top + room * 0.28);
  // A long way is jumped: to watch the whole text fly by helps nobody.
  const still = prefersStill() || Math.abs(distance) > 2 * window.innerHeight;
  window.scrollBy({ top: distance, behavior: still ? "instant" : "smooth" });
}
