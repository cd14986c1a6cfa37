import type { TextRange } from "../text-range.ts";

/** What a stretch of text looks like. `colour`: index into the palette, `null` for an annotation without one. */
export interface PaintMark extends TextRange {
  colour: number | null;
  /** Which underline is its own among those that overlap it. */
  level: number;
}

/** Marks over the others, of which there is one set each. */
export type Emphasis = "focused" | "hovered" | "selection" | "presence";

/**
 * Draws marks on the article's text. Offsets are those of the whole text; blocks are the elements with `data-from`.
 * Painters only draw: which passage is where, and which blocks are near enough to be drawn, is decided outside.
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
