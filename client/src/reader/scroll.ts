import { caretRect } from "./caret.ts";
import { barHeight, isNarrow, prefersStill } from "./viewport.ts";

/**
 * Brings a place of the text into the upper half of the view, unless it is comfortably in view already. Where cards
 * rise from below it is the upper third, which they leave free.
 */
export function scrollToOffset(root: HTMLElement, offset: number): void {
  const rect = caretRect(root, offset);
  if (!rect) return;
  const top = barHeight();
  const room = window.innerHeight - top;
  const narrow = isNarrow();
  if (rect.top > top + 32 && rect.top < top + room * (narrow ? 0.28 : 0.6)) return;
  const distance = rect.top - (top + room * (narrow ? 0.2 : 0.28));
  // A long way is jumped: to watch the whole text fly by helps nobody.
  const still = prefersStill() || Math.abs(distance) > 2 * window.innerHeight;
  window.scrollBy({ top: distance, behavior: still ? "instant" : "smooth" });
}
