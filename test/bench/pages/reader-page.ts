import * as recogitoLibrary from "@recogito/text-annotator";
import { blockElementAt, blockElements, blockFrom, offsetsToRange } from "../../../client/src/reader/dom-offsets.ts";
import { CssHighlightPainter } from "../../../client/src/reader/highlight/css-highlight-painter.ts";
import { HighlightController, type Highlighted } from "../../../client/src/reader/highlight/highlight-controller.ts";
import { RectanglePainter } from "../../../client/src/reader/highlight/rectangle-painter.ts";

interface RecogitoAnnotation {
  id: string;
  bodies: never[];
  target: {
    annotation: string;
    selector: { id: string; quote: string; start: number; end: number; range: Range }[];
  };
}

/** As far as it is used here: the library's own types don't resolve under Node's rules. */
interface Recogito {
  renderer: { on(event: "onRedraw", listener: () => void): void };
  setAnnotations(annotations: readonly RecogitoAnnotation[]): void;
  addAnnotation(annotation: RecogitoAnnotation): void;
}
const { createTextAnnotator } = recogitoLibrary as unknown as {
  createTextAnnotator(element: HTMLElement, options: object): Recogito;
};

/** One way to show highlights on a text. `isShown`: whether what was last asked for is in the page, ready to be painted. */
interface Side {
  show(list: readonly Highlighted[]): void;
  add(one: Highlighted): void;
  isShown(): boolean;
}

export type SideName = "postil" | "rectangles" | "recogito" | "recogito-css" | "wrapping" | "css-at-once" | "bare";

const root = () => document.querySelector("article") as HTMLElement;
const text = () => (window as unknown as { benchText: string }).benchText;

function ours(painter: "css" | "rectangles"): Side {
  const controller = new HighlightController(
    root(),
    painter === "css" ? new CssHighlightPainter(root()) : new RectanglePainter(root()),
  );
  controller.blocksChanged();
  let all: Highlighted[] = [];
  return {
    show(list) {
      all = [...list];
      controller.show(all);
    },
    add(one) {
      all = [...all, one];
      controller.show(all);
    },
    isShown: () => CSS.highlights.size > 0 || document.querySelector(".postil-rectangle") !== null,
  };
}

/** Recogito's annotator, told where annotations are by its own selectors. */
function recogito(renderer: "SPANS" | "CSS_HIGHLIGHTS"): Side {
  const annotator = createTextAnnotator(root(), { renderer, annotatingEnabled: false });
  let redrawn = false;
  annotator.renderer.on("onRedraw", () => {
    redrawn = true;
  });
  const annotation = ({ id, ranges }: Highlighted): RecogitoAnnotation => ({
    id,
    bodies: [],
    target: {
      annotation: id,
      selector: ranges.map(({ from, to }) => ({
        id,
        quote: text().slice(from, to),
        start: from,
        end: to,
        range: offsetsToRange(root(), { from, to }) as Range,
      })),
    },
  });
  return {
    show(list) {
      redrawn = false;
      annotator.setAnnotations(list.map(annotation));
    },
    add(one) {
      redrawn = false;
      annotator.addAnnotation(annotation(one));
    },
    isShown: () => redrawn,
  };
}

/** As Hypothesis' client does: each text node of a passage goes into an element of its own. */
function wrapping(): Side {
  const add = ({ ranges }: Highlighted) => {
    for (const range of ranges) {
      const block = blockElementAt(root(), range.from);
      if (!block) continue;
      let at = blockFrom(block);
      const nodes: Text[] = [];
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) nodes.push(node);
      for (const node of nodes) {
        const from = Math.max(range.from, at);
        const to = Math.min(range.to, at + node.length);
        const start = from - at;
        at += node.length;
        if (from >= to) continue;
        const inner = start > 0 ? node.splitText(start) : node;
        if (to - from < inner.length) inner.splitText(to - from);
        const element = document.createElement("mark");
        inner.replaceWith(element);
        element.append(inner);
      }
    }
  };
  return { show: (list) => list.forEach(add), add, isShown: () => true };
}

/** The bare API, with no regard to where one is. */
function cssAtOnce(): Side {
  const highlight = new Highlight();
  CSS.highlights.set("all-of-them", highlight);
  const add = ({ ranges }: Highlighted) => {
    for (const range of ranges) {
      const made = offsetsToRange(root(), range);
      if (made) highlight.add(new StaticRange(made));
    }
  };
  return { show: (list) => list.forEach(add), add, isShown: () => true };
}

/** Nothing at all: what a frame with the text alone costs here, of which no painter can be quicker. */
const bare = (): Side => ({ show: () => {}, add: () => {}, isShown: () => true });

const SIDES: Record<SideName, () => Side> = {
  postil: () => ours("css"),
  rectangles: () => ours("rectangles"),
  recogito: () => recogito("SPANS"),
  "recogito-css": () => recogito("CSS_HIGHLIGHTS"),
  wrapping,
  "css-at-once": cssAtOnce,
  bare,
};

/** From `work`, at the beginning of a frame, to the end of the frame in which what it asked for is painted; ms. */
function timed(work: () => void, isShown: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const began = performance.now();
      work();
      const channel = new MessageChannel();
      const look = () => {
        const wasShown = isShown();
        channel.port1.onmessage = () => {
          // What was shown before this frame was painted in it.
          if (wasShown) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        channel.port2.postMessage(null);
      };
      if (isShown()) look();
      else requestAnimationFrame(look);
    });
  });
}

/** Lengths of the frames while the page scrolls so many px in each; ms. */
function scrolled(frames: number, step: number): Promise<number[]> {
  return new Promise((resolve) => {
    const lengths: number[] = [];
    let last = 0;
    const frame = (now: number) => {
      if (last > 0) lengths.push(now - last);
      last = now;
      if (lengths.length === frames) resolve(lengths);
      else {
        window.scrollBy(0, step);
        requestAnimationFrame(frame);
      }
    };
    requestAnimationFrame(frame);
  });
}

let side: Side;
let given: readonly Highlighted[] = [];

export interface ReaderBenchPage {
  /** The highlights (JSON of an array) come before anything is timed: what bringing them here leaves to clear away is nobody's. */
  start(name: SideName, list: string): Promise<void>;
  first(): Promise<number>;
  more(list: readonly Highlighted[]): Promise<number[]>;
  scroll(frames: number, step: number): Promise<number[]>;
}

const page: ReaderBenchPage = {
  async start(name, list) {
    given = JSON.parse(list) as Highlighted[];
    blockElements(root());
    side = SIDES[name]();
    await new Promise((done) => setTimeout(done, 1_500));
  },
  first: () => timed(() => side.show(given), side.isShown),
  async more(list) {
    const times: number[] = [];
    for (const one of list) {
      times.push(
        await timed(
          () => side.add(one),
          () => side.isShown(),
        ),
      );
    }
    return times;
  },
  scroll: scrolled,
};

Object.assign(window, { readerBench: page });
