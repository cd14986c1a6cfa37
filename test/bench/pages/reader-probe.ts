/** What is measured from inside the reading room's page: as a script of the page's own would see it. */
export interface ReaderProbe {
  /** ms from the beginning of the navigation until text, highlights and cards in view have been painted. */
  usable: Promise<number>;
  /** ms until nothing that is told of the annotations changes any more. */
  whole: Promise<number>;
  /** Resolves with the ms from the next key pressed until a highlight begins at this place, painted. */
  highlighted(offset: number): Promise<number>;
  /** ms between frames while the page is scrolled by so many px each. */
  scroll(frames: number, step: number): Promise<number[]>;
  /** Compressed bytes of the scripts that had come by then (ms), of how many files. */
  scripts(until: number): { bytes: number; files: number };
  /** The page's own measure of its memory, in bytes; null where the browser doesn't tell. */
  memory(): Promise<number | null>;
  /** Where a passage of some words in the middle of what is in view stands, and where the mouse finds its ends. */
  passage(): { offset: number; x1: number; y1: number; x2: number; y2: number } | null;
}

const QUIET = 1_500;

/** Once the frame that is about to be painted has been. */
const painted = () =>
  new Promise<number>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });

async function until(isThere: () => boolean): Promise<number> {
  for (;;) {
    const there = await new Promise<boolean>((resolve) => requestAnimationFrame(() => resolve(isThere())));
    if (there) return painted();
  }
}

const inView = (box: DOMRect) => box.height > 0 && box.bottom > 0 && box.top < innerHeight;

function* ranges(): Generator<AbstractRange> {
  for (const highlight of CSS.highlights.values())
    for (const range of highlight as unknown as Iterable<AbstractRange>) yield range;
}

function isUsable(): boolean {
  const text = document.querySelector("[data-from]");
  if (!text || !inView(text.getBoundingClientRect())) return false;
  if (ranges().next().done && !document.querySelector(".postil-rectangle")) return false;
  return [...document.querySelectorAll("aside [data-annotation]")].some((card) => inView(card.getBoundingClientRect()));
}

async function settled(): Promise<number> {
  let told = "";
  let since = performance.now();
  while (performance.now() < since + QUIET) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = [...document.querySelectorAll("[id^=block-note-], nav [aria-pressed]")]
      .map((one) => one.textContent)
      .join();
    if (now !== told) since = performance.now();
    told = now;
  }
  return since;
}

/** A place in the text, in UTF-16 units, where a range begins or lies. */
function offsetOf(node: Node, offset: number): number {
  const block = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-from]");
  if (!block) return -1;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return Number(block.dataset.from) + before.toString().length;
}

const usable = until(isUsable);
const probe: ReaderProbe = {
  usable,
  whole: usable.then(settled),

  highlighted: (offset) =>
    new Promise((resolve) => {
      const begins = () => {
        for (const range of ranges()) if (offsetOf(range.startContainer, range.startOffset) === offset) return true;
        return false;
      };
      const onKey = ({ timeStamp }: KeyboardEvent) =>
        void until(begins).then((at) => {
          resolve(at - timeStamp);
        });
      window.addEventListener("keydown", onKey, { capture: true, once: true });
    }),

  async scroll(frames, step) {
    const found: number[] = [];
    let before = await new Promise<number>(requestAnimationFrame);
    for (let frame = 0; frame < frames; frame++) {
      window.scrollBy({ top: step, behavior: "instant" });
      const now = await new Promise<number>(requestAnimationFrame);
      found.push(now - before);
      before = now;
    }
    return found;
  },

  scripts(until) {
    const all = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const come = all.filter(({ name, startTime }) => name.endsWith(".js") && startTime < until);
    return { bytes: come.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0), files: come.length };
  },

  async memory() {
    const page = performance as Performance & { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> };
    if (!window.crossOriginIsolated || !page.measureUserAgentSpecificMemory) return null;
    return (await page.measureUserAgentSpecificMemory()).bytes;
  },

  passage() {
    const taken = new Set<number>();
    for (const range of ranges()) taken.add(offsetOf(range.startContainer, range.startOffset));
    for (const block of document.querySelectorAll<HTMLElement>("[data-from]")) {
      const box = block.getBoundingClientRect();
      if (box.top < 200 || box.bottom > innerHeight - 100) continue;
      const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode();
      for (const { index } of words?.textContent?.matchAll(/(?<= )\w+ \w+ \w+(?= )/g) ?? []) {
        const offset = Number(block.dataset.from) + index;
        if (!words || taken.has(offset)) continue;
        const range = document.createRange();
        range.setStart(words, index);
        range.setEnd(words, index + (/^\w+ \w+ \w+/.exec(words.textContent?.slice(index) ?? "")?.[0].length ?? 1));
        const lines = range.getClientRects();
        const [line] = lines;
        if (!line || lines.length > 1) continue;
        return { offset, x1: line.left + 1, y1: line.top + 8, x2: line.right - 1, y2: line.top + 8 };
      }
    }
    return null;
  },
};

Object.assign(window, { readerProbe: probe });
