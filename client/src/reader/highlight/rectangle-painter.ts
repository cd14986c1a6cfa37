import { blockElementAt } from "../dom-offsets.ts";
import { adoptHighlightStyles, emphasisName, markName, RECTANGLE, RECTANGLES } from "./highlight-styles.ts";
import { type Box, baselineOf, measureMarks } from "./measure-marks.ts";
import { EMPHASES, type Emphasis, type HighlightPainter, type PaintMark } from "./painter.ts";

/** What is drawn in one block of one kind: an element that stands where the block does, with a rectangle a line. */
interface Drawing {
  block: HTMLElement;
  marks: readonly PaintMark[];
  nameOf: (mark: PaintMark) => string;
  element: HTMLElement;
  isStale: boolean;
}

/**
 * Paints where the browser can't: rectangles in a layer under the text, which stays untouched, so that selections and
 * offsets are what they are without it. Rectangles are kept by their block: when blocks move, one place a block changes,
 * and only blocks whose size changed are measured anew. Everything asked for is drawn together, before the next frame.
 */
export class RectanglePainter implements HighlightPainter {
  private readonly layer: HTMLElement;
  private readonly planes = new Map<Emphasis | "marks", HTMLElement>();
  private readonly drawings = new Map<Emphasis | "marks", Map<HTMLElement, Drawing>>();
  /** Blocks with something drawn, and how large they were when it was measured. */
  private readonly watched = new Map<HTMLElement, { width: number; height: number }>();
  private readonly resized: ResizeObserver;
  private readonly removeStyles: () => void;
  private waiting = false;
  private destroyed = false;

  constructor(private readonly root: HTMLElement) {
    const page = root.ownerDocument;
    this.removeStyles = adoptHighlightStyles(page);
    this.layer = page.createElement("div");
    this.layer.className = RECTANGLES;
    this.layer.setAttribute("aria-hidden", "true");
    for (const kind of ["marks", ...EMPHASES] as const) {
      const plane = page.createElement("div");
      this.planes.set(kind, plane);
      this.drawings.set(kind, new Map());
      this.layer.append(plane);
    }
    // Before the text, so that it is under it.
    root.before(this.layer);
    this.resized = new ResizeObserver((entries) => this.follow(entries));
    this.resized.observe(root);
    page.fonts.addEventListener("loadingdone", this.measureAll);
  }

  paint(block: HTMLElement, marks: readonly PaintMark[]): void {
    this.ask("marks", block, marks, (mark) => markName(mark.colour, mark.level, mark.part));
  }

  erase(block: HTMLElement): void {
    this.drop("marks", block);
  }

  emphasise(kind: Emphasis, marks: readonly PaintMark[]): void {
    const byBlock = new Map<HTMLElement, PaintMark[]>();
    for (const mark of marks) {
      const block = blockElementAt(this.root, mark.from);
      if (!block) continue;
      const here = byBlock.get(block);
      if (here) here.push(mark);
      else byBlock.set(block, [mark]);
    }
    for (const block of [...this.of(kind).keys()]) if (!byBlock.has(block)) this.drop(kind, block);
    for (const [block, here] of byBlock) this.ask(kind, block, here, (mark) => emphasisName(kind, mark.colour));
  }

  destroy(): void {
    this.destroyed = true;
    this.resized.disconnect();
    this.root.ownerDocument.fonts.removeEventListener("loadingdone", this.measureAll);
    this.layer.remove();
    this.drawings.clear();
    this.removeStyles();
  }

  private of(kind: Emphasis | "marks"): Map<HTMLElement, Drawing> {
    return this.drawings.get(kind) as Map<HTMLElement, Drawing>;
  }

  private *all(): Iterable<Drawing> {
    for (const drawings of this.drawings.values()) yield* drawings.values();
  }

  private ask(
    kind: Emphasis | "marks",
    block: HTMLElement,
    marks: readonly PaintMark[],
    nameOf: Drawing["nameOf"],
  ): void {
    if (marks.length === 0) {
      this.drop(kind, block);
      return;
    }
    const drawings = this.of(kind);
    const before = drawings.get(block);
    if (before) Object.assign(before, { marks, isStale: true });
    else {
      const element = this.root.ownerDocument.createElement("div");
      this.planes.get(kind)?.append(element);
      drawings.set(block, { block, marks, nameOf, element, isStale: true });
      if (!this.watched.has(block)) {
        this.watched.set(block, { width: 0, height: 0 });
        this.resized.observe(block);
      }
    }
    this.drawSoon();
  }

  private drop(kind: Emphasis | "marks", block: HTMLElement): void {
    const drawing = this.of(kind).get(block);
    if (!drawing) return;
    drawing.element.remove();
    this.of(kind).delete(block);
    if ([...this.drawings.values()].some((drawings) => drawings.has(block))) return;
    this.watched.delete(block);
    this.resized.unobserve(block);
  }

  private readonly measureAll = (): void => {
    for (const drawing of this.all()) drawing.isStale = true;
    this.drawSoon();
  };

  /** Called between layout and paint: what is drawn now is never seen in the wrong place. */
  private follow(entries: readonly ResizeObserverEntry[]): void {
    for (const { target } of entries) {
      const block = target as HTMLElement;
      const before = this.watched.get(block);
      if (!before) continue;
      const { width, height } = block.getBoundingClientRect();
      if (before.width === width && before.height === height) continue;
      for (const drawings of this.drawings.values()) {
        const drawing = drawings.get(block);
        if (drawing) drawing.isStale = true;
      }
    }
    this.draw();
  }

  private drawSoon(): void {
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      if (!this.destroyed) this.draw();
    });
  }

  /** First everything is read, then everything is written: in turns, each reading would arrange the page anew. */
  private draw(): void {
    const origin = this.layer.getBoundingClientRect();
    const boxes = new Map<HTMLElement, DOMRect>();
    const work: { drawing: Drawing; left: string; top: string; fresh: Box[] | null }[] = [];
    for (const drawing of this.all()) {
      const box = boxes.get(drawing.block) ?? drawing.block.getBoundingClientRect();
      boxes.set(drawing.block, box);
      this.watched.set(drawing.block, { width: box.width, height: box.height });
      // Not by a transform: what is laid out is drawn on whole pixels, and a thin line is as strong everywhere.
      const left = `${box.left - origin.left}px`;
      const top = `${box.top - origin.top}px`;
      work.push({
        drawing,
        left,
        top,
        fresh: drawing.isStale ? measureMarks(drawing.block, drawing.marks, box) : null,
      });
    }
    for (const { drawing, left, top, fresh } of work) {
      drawing.isStale = false;
      const { element } = drawing;
      if (element.style.left !== left) element.style.left = left;
      if (element.style.top !== top) element.style.top = top;
      if (!fresh) continue;
      element.style.setProperty("--baseline", `${baselineOf(drawing.block)}px`);
      element.replaceChildren(...fresh.map((box) => rectangle(element.ownerDocument, box, drawing.nameOf(box.mark))));
    }
  }
}

function rectangle(page: Document, { left, top, width, height }: Box, name: string): HTMLElement {
  const element = page.createElement("div");
  element.className = `${RECTANGLE} ${name}`;
  element.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
  return element;
}
