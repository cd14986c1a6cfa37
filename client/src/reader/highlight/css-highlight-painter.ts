import { blockElementAt, blockFrom, blockText, pointIn } from "../dom-offsets.ts";
import { adoptHighlightStyles, emphasisName, hasLines, markName, PAINTED } from "./highlight-styles.ts";
import { EMPHASES, type Emphasis, type HighlightPainter, type PaintMark } from "./painter.ts";
import { LEVELS } from "./plan.ts";

interface Drawn {
  highlight: Highlight;
  range: AbstractRange;
}

/**
 * Whether this browser paints what a mark looks like: it has the CSS Custom Highlight API, and lines under highlights.
 * Browsers have come with the first without the second, where marks that overlap could not be told apart.
 */
export function canPaintHighlights(page: Document): boolean {
  if (typeof CSS === "undefined" || !("highlights" in CSS) || typeof Highlight !== "function") return false;
  return hasLines(page);
}

/**
 * Paints with the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/). Static ranges, since a live
 * one would cost at every change of the page and all are drawn anew after a change of the text anyway.
 */
export class CssHighlightPainter implements HighlightPainter {
  private readonly blocks = new Map<HTMLElement, Drawn[]>();
  private readonly emphasis = new Map<Emphasis, Drawn[]>();
  private readonly names = new Map<string, Highlight>();
  private readonly removeStyles: () => void;

  constructor(private readonly root: HTMLElement) {
    this.removeStyles = adoptHighlightStyles(root.ownerDocument);
    root.setAttribute(PAINTED, "");
  }

  paint(block: HTMLElement, marks: readonly PaintMark[]): void {
    this.erase(block);
    const drawn: Drawn[] = [];
    this.draw(drawn, block, marks, (mark) => this.highlight(markName(mark.colour, mark.level, mark.part), mark.level));
    if (drawn.length > 0) this.blocks.set(block, drawn);
  }

  erase(block: HTMLElement): void {
    const drawn = this.blocks.get(block);
    if (!drawn) return;
    this.blocks.delete(block);
    for (const { highlight, range } of drawn) highlight.delete(range);
  }

  emphasise(kind: Emphasis, marks: readonly PaintMark[]): void {
    for (const { highlight, range } of this.emphasis.get(kind) ?? []) highlight.delete(range);
    const drawn: Drawn[] = [];
    // Above the marks, whose priority is their level.
    const priority = LEVELS + EMPHASES.indexOf(kind);
    for (const mark of marks) {
      const block = blockElementAt(this.root, mark.from);
      if (block) this.draw(drawn, block, [mark], () => this.highlight(emphasisName(kind, mark.colour), priority));
    }
    this.emphasis.set(kind, drawn);
  }

  destroy(): void {
    for (const [name, highlight] of this.names) {
      highlight.clear();
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
    this.names.clear();
    this.blocks.clear();
    this.emphasis.clear();
    this.root.removeAttribute(PAINTED);
    this.removeStyles();
  }

  private draw(
    drawn: Drawn[],
    block: HTMLElement,
    marks: readonly PaintMark[],
    highlightOf: (mark: PaintMark) => Highlight,
  ): void {
    if (marks.length === 0) return;
    const text = blockText(block);
    const from = blockFrom(block);
    for (const mark of marks) {
      // What lies on the line's end alone has nothing to show.
      if (mark.from - from >= text.length || mark.to <= from) continue;
      const start = pointIn(text, mark.from - from, "after");
      const end = pointIn(text, mark.to - from, "before");
      if (!start || !end) continue;
      const range = new StaticRange({
        startContainer: start.node,
        startOffset: start.offset,
        endContainer: end.node,
        endOffset: end.offset,
      });
      const highlight = highlightOf(mark);
      highlight.add(range);
      drawn.push({ highlight, range });
    }
  }

  private highlight(name: string, priority: number): Highlight {
    const known = this.names.get(name);
    if (known) return known;
    const made = new Highlight();
    made.priority = priority;
    CSS.highlights.set(name, made);
    this.names.set(name, made);
    return made;
  }
}
