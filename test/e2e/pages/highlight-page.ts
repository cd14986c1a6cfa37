import { forgetBlocks } from "../../../client/src/reader/dom-offsets.ts";
import { CssHighlightPainter, canPaintHighlights } from "../../../client/src/reader/highlight/css-highlight-painter.ts";
import { HighlightController, type Highlighted } from "../../../client/src/reader/highlight/highlight-controller.ts";
import type { Emphasis, PaintMark } from "../../../client/src/reader/highlight/painter.ts";
import { RectanglePainter } from "../../../client/src/reader/highlight/rectangle-painter.ts";

/** The text on a page of its own, drawn on by one painter, with every character's place to look at. */
export interface HighlightPage {
  canPaint(): boolean;
  /** Each line a block; `**` stands around what is bold. */
  setText(lines: readonly string[]): void;
  start(painter: "css" | "rectangles"): void;
  stop(): void;
  show(annotations: readonly Highlighted[]): void;
  emphasise(kind: "focused" | "hovered", ids: readonly string[]): void;
  mark(kind: Emphasis, marks: readonly PaintMark[]): void;
  html(): string;
  /** Which underline is an annotation's own. */
  levelOf(id: string): number;
  /** Whether clicks on all of these meet the text itself. */
  areText(cells: readonly (Cell | null)[]): boolean;
  /** By offset: the character's box in the viewport, and null where there is nothing to see. */
  cells(): (Cell | null)[];
}

export interface Cell {
  /** Its middle. */
  x: number;
  y: number;
  baseline: number;
}

let controller: HighlightController | null = null;
const root = () => document.querySelector("article") as HTMLElement;

const page: HighlightPage = {
  canPaint: () => canPaintHighlights(document),
  setText(lines) {
    let from = 0;
    root().replaceChildren(
      ...lines.map((line) => {
        const block = document.createElement("p");
        block.dataset.from = String(from);
        line.split("**").forEach((part, index) => {
          const inline = index % 2 === 1 ? document.createElement("strong") : document.createTextNode(part);
          if (inline instanceof HTMLElement) inline.textContent = part;
          block.append(inline);
        });
        from += (block.textContent?.length ?? 0) + 1;
        return block;
      }),
    );
    forgetBlocks(root());
    controller?.blocksChanged();
  },
  start(painter) {
    controller = new HighlightController(
      root(),
      painter === "css" ? new CssHighlightPainter(root()) : new RectanglePainter(root()),
    );
    controller.blocksChanged();
  },
  stop() {
    controller?.destroy();
    controller = null;
  },
  show: (annotations) => controller?.show(annotations),
  emphasise: (kind, ids) => controller?.emphasise(kind, ids),
  mark: (kind, marks) => controller?.mark(kind, marks),
  html: () => root().innerHTML,
  levelOf(id) {
    const passage = controller?.plan.get(id);
    return passage ? (controller?.plan.levelOf(passage) ?? -1) : -1;
  },
  areText: (cells) =>
    cells.every((cell) => {
      const node = cell && document.caretPositionFromPoint(cell.x, cell.y)?.offsetNode;
      return cell === null || (node instanceof Text && root().contains(node));
    }),
  cells() {
    const cells: (Cell | null)[] = [];
    const range = document.createRange();
    const canvas = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
    for (const block of root().querySelectorAll<HTMLElement>("[data-from]")) {
      const { fontSize, fontFamily } = getComputedStyle(block);
      canvas.font = `${fontSize} ${fontFamily}`;
      const ascent = canvas.measureText("x").fontBoundingBoxAscent;
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
        for (let offset = 0; offset < node.length; offset++) {
          range.setStart(node, offset);
          range.setEnd(node, offset + 1);
          const { left, right, top, bottom, width } = range.getBoundingClientRect();
          const cell = { x: (left + right) / 2, y: (top + bottom) / 2, baseline: top + ascent };
          cells.push(width < 3 ? null : cell);
        }
      }
      cells.push(null);
    }
    return cells;
  },
};

Object.assign(window, { highlightPage: page });
