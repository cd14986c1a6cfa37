import { blockElements } from "../dom-offsets.ts";

/** How far beyond the view blocks are near, in heights of the view, so that scrolling never shows bare text. */
const BEYOND = 0.75;

/**
 * Which blocks are in view or near it. Found by halving, once a frame while one scrolls and when sizes change: an
 * IntersectionObserver looks at every block in every frame, and tells a frame late.
 */
export class NearBlocks {
  private near: ReadonlySet<HTMLElement> = new Set();
  private readonly resized: ResizeObserver;
  private readonly view: Window;
  private frame = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly onChange: (come: readonly HTMLElement[], gone: readonly HTMLElement[]) => void,
  ) {
    this.view = root.ownerDocument.defaultView as Window;
    // Before the frame is painted, when all sizes are known.
    this.resized = new ResizeObserver(() => this.look());
    this.resized.observe(root);
    this.view.addEventListener("scroll", this.onScroll, { passive: true, capture: true });
    this.view.addEventListener("resize", this.onScroll);
  }

  get(): ReadonlySet<HTMLElement> {
    return this.near;
  }

  destroy(): void {
    this.view.cancelAnimationFrame(this.frame);
    this.resized.disconnect();
    this.view.removeEventListener("scroll", this.onScroll, { capture: true });
    this.view.removeEventListener("resize", this.onScroll);
  }

  /** Looks where blocks are now, and tells what has changed. */
  look(): void {
    const blocks = blockElements(this.root);
    const height = this.view.innerHeight;
    const first = firstWhere(blocks, (block) => block.getBoundingClientRect().bottom >= -BEYOND * height);
    const end = firstWhere(blocks, (block) => block.getBoundingClientRect().top > (1 + BEYOND) * height);
    const before = this.near;
    const near = new Set(blocks.slice(first, end));
    const come = [...near].filter((block) => !before.has(block));
    const gone = [...before].filter((block) => !near.has(block));
    if (come.length === 0 && gone.length === 0) return;
    this.near = near;
    this.onChange(come, gone);
  }

  private readonly onScroll = (): void => {
    this.frame ||= this.view.requestAnimationFrame(() => {
      this.frame = 0;
      this.look();
    });
  };
}

/** Index of the first of which it is true: it is of all that follow. */
function firstWhere<T>(list: readonly T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
