import type { TextRange } from "../text-range.ts";

/** What a stretch of text looks like. `colour`: index into the palette, `null` for an annotation without one. */
export interface PaintMark extends TextRange {
  colour: number | null;
  /** Which underline is its own among those that overlap it. */
  level: number;
  /** One of several passages of the same annotation: its underline is broken, as the passage is. */
  part?: boolean;
}

/**
 * Marks over the others, of which there is one set each, in the order in which they cover one another. `presence`: what
 * others have selected; `preview`: what would be annotated; `found` and `foundCurrent`: what a search has found, and
 * where it stands; `selection`: what is about to be annotated.
 */
export const EMPHASES = ["presence", "preview", "found", "hovered", "focused", "foundCurrent", "selection"] as const;
export type Emphasis = (typeof EMPHASES)[number];

/**
 * Draws marks on the article's text, whose elements stay as they are. Offsets are those of the whole text; blocks are the
 * elements with `data-from`, and every mark lies in one of them. Of marks that look the same none overlap. Painters only
 * draw: which passage is where, and which blocks are near enough to be drawn, is decided outside.
 */
export interface HighlightPainter {
  /** Draws these marks in a block, in place of those drawn there before. */
  paint(block: HTMLElement, marks: readonly PaintMark[]): void;
  /** Takes away what was drawn in a block. */
  erase(block: HTMLElement): void;
  /** Draws these marks over all others, in place of the last ones of that kind. */
  emphasise(kind: Emphasis, marks: readonly PaintMark[]): void;
  destroy(): void;
}
