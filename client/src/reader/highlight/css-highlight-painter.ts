import { blockFrom, pointAt } from "../dom-offsets.ts";
import { adoptHighlightStyles, emphasisName, markName } from "./highlight-styles.ts";
import type { Emphasis, HighlightPainter, PaintMark } from "./painter.ts";

interface Drawn {
  highlight: Highlight;
  range: AbstractRange;
}

/** Whether this browser has the CSS Custom Highlight API. */
export function canPaintHighlights(): boolean {
  return typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function";
}

/**
 * Paints with the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/): the text's elements stay
 * as they are. Static ranges, since a live one would cost at every change of the page and all are drawn anew after a
 * change of the text anyway.
 */
export class CssHighlightPainter implements HighlightPainter {
  private readonly blocks = new Map<HTMLElement, Drawn[]>();
  private readonly emphasis = new Map<Emphasis, Drawn[]>();
  private readonly names = new Map<string, Highlight>();
  private readonly removeStyles: () => void;

  constructor(private readonly root: HTMLElement) {
    this.removeStyles = adoptHighlightStyles(root.ownerDocument);
  }

  paint(block: HTMLElement, marks: readonly PaintMark[]): void {
    this.erase(block);
    const length = block.textContent?.length ?? 0;
    const from = blockFrom(block);
    const drawn: Drawn[] = [];
    for (const mark of marks) {
      // What lies on the line's end alone has nothing to show.
      if (mark.from >= from + length || mark.to <= from) continue;
      this.draw(drawn, markName(mark.colour, mark.level), mark.level, mark);
    }
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
    for (const mark of marks) this.draw(drawn, emphasisName(kind, mark.colour), EMPHASIS_PRIORITY[kind], mark);
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
    this.removeStyles();
  }

  private draw(drawn: Drawn[], name: string, priority: number, mark: PaintMark): void {
    const start = pointAt(this.root, mark.from, "after");
    const end = pointAt(this.root, mark.to, "before");
    if (!start || !end) return;
    const range = new StaticRange({
      startContainer: start.node,
      startOffset: start.offset,
      endContainer: end.node,
      endOffset: end.offset,
    });
    const highlight = this.highlight(name, priority);
    highlight.add(range);
    drawn.push({ highlight, range });
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

const EMPHASIS_PRIORITY: Record<Emphasis, number> = { presence: 20, hovered: 30, focused: 40, selection: 50 };
