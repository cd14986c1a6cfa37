import { blockElementAt, blockElements, blockFrom } from "../dom-offsets.ts";
import { overlaps, type TextRange } from "../text-range.ts";
import type { Emphasis, HighlightPainter, PaintMark } from "./painter.ts";
import { HighlightPlan, rangesByOwner } from "./plan.ts";

/** One annotation to be seen in the text. */
export interface Highlighted {
  id: string;
  ranges: readonly TextRange[];
  colour: number | null;
}

/** How far beyond the viewport blocks are drawn, so that scrolling never shows bare text. */
const NEAR = "100% 0px";

/**
 * Keeps the drawn marks in step with the annotations, for the blocks near the viewport only: what changes costs what
 * it touches there, and what is far away costs nothing until it comes near.
 */
export class HighlightController {
  readonly plan = new HighlightPlan();
  private readonly colours = new Map<string, number | null>();
  private readonly near = new Set<HTMLElement>();
  private readonly emphasised = new Map<Emphasis, readonly PaintMark[]>();
  private readonly observer: IntersectionObserver;
  private shown: ReadonlyMap<string, Highlighted> = new Map();
  private watched = new Set<HTMLElement>();

  constructor(
    private readonly root: HTMLElement,
    private readonly painter: HighlightPainter,
  ) {
    this.observer = new IntersectionObserver((entries) => this.follow(entries), { rootMargin: NEAR });
  }

  /** To be called after the text's elements changed: all that is near is drawn anew. */
  blocksChanged(): void {
    const blocks = new Set(blockElements(this.root));
    for (const block of this.watched) {
      if (blocks.has(block)) continue;
      this.observer.unobserve(block);
      this.near.delete(block);
      this.painter.erase(block);
    }
    for (const block of blocks) if (!this.watched.has(block)) this.observer.observe(block);
    this.watched = blocks;
    for (const block of this.near) this.paint(block);
    for (const [kind, marks] of this.emphasised) this.painter.emphasise(kind, this.clip(marks));
  }

  /** Shows exactly these annotations. */
  show(annotations: readonly Highlighted[]): void {
    const next = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    const dirty = new Set<HTMLElement>();
    for (const [id, before] of this.shown) {
      if (next.has(id)) continue;
      this.plan.delete(id);
      this.colours.delete(id);
      this.touch(before.ranges, dirty);
    }
    for (const [id, annotation] of next) {
      const before = this.shown.get(id);
      if (before === annotation || (before && same(before, annotation))) continue;
      this.plan.set(id, annotation.ranges);
      this.colours.set(id, annotation.colour);
      if (before) this.touch(before.ranges, dirty);
      this.touch(annotation.ranges, dirty);
    }
    this.shown = next;
    for (const block of dirty) this.paint(block);
  }

  /** Marks these annotations as focused or hovered. */
  emphasise(kind: "focused" | "hovered", ids: readonly string[]): void {
    const marks: PaintMark[] = [];
    for (const id of ids) {
      const passage = this.plan.get(id);
      if (!passage) continue;
      for (const range of passage.ranges) marks.push({ ...range, colour: this.colours.get(id) ?? null, level: 0 });
    }
    this.mark(kind, marks);
  }

  /** Marks stretches that belong to no annotation: what others have selected, what is about to be annotated. */
  mark(kind: Emphasis, marks: readonly PaintMark[]): void {
    if (marks.length === 0 && (this.emphasised.get(kind)?.length ?? 0) === 0) return;
    this.emphasised.set(kind, marks);
    this.painter.emphasise(kind, this.clip(marks));
  }

  destroy(): void {
    this.observer.disconnect();
    this.painter.destroy();
  }

  private follow(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const block = target as HTMLElement;
      if (isIntersecting && this.watched.has(block)) {
        this.near.add(block);
        this.paint(block);
      } else {
        this.near.delete(block);
        this.painter.erase(block);
      }
    }
    for (const [kind, marks] of this.emphasised) {
      if (marks.length > 0) this.painter.emphasise(kind, this.clip(marks));
    }
  }

  private extent(block: HTMLElement): TextRange {
    const from = blockFrom(block);
    return { from, to: from + (block.textContent?.length ?? 0) };
  }

  private paint(block: HTMLElement): void {
    const { from, to } = this.extent(block);
    this.painter.paint(
      block,
      rangesByOwner(this.plan.segments(from, to)).map(({ id, ...range }) => ({
        ...range,
        colour: this.colours.get(id) ?? null,
        level: this.plan.get(id)?.level ?? 0,
      })),
    );
  }

  private touch(ranges: readonly TextRange[], dirty: Set<HTMLElement>): void {
    if (ranges.length === 1 && (ranges[0] as TextRange).to - (ranges[0] as TextRange).from < 200) {
      // The common case by binary search; a passage may still run over into the next block.
      const range = ranges[0] as TextRange;
      const first = blockElementAt(this.root, range.from);
      if (first && this.extent(first).to >= range.to) {
        if (this.near.has(first)) dirty.add(first);
        return;
      }
    }
    for (const block of this.near) {
      const extent = this.extent(block);
      if (ranges.some((range) => overlaps(range, extent))) dirty.add(block);
    }
  }

  /** The parts of marks that lie in blocks near the viewport. */
  private clip(marks: readonly PaintMark[]): PaintMark[] {
    const clipped: PaintMark[] = [];
    if (marks.length === 0) return clipped;
    for (const block of this.near) {
      const extent = this.extent(block);
      for (const mark of marks) {
        if (!overlaps(mark, extent)) continue;
        clipped.push({ ...mark, from: Math.max(mark.from, extent.from), to: Math.min(mark.to, extent.to) });
      }
    }
    return clipped;
  }
}

function same(a: Highlighted, b: Highlighted): boolean {
  return (
    a.colour === b.colour &&
    a.ranges.length === b.ranges.length &&
    a.ranges.every((range, index) => range.from === b.ranges[index]?.from && range.to === b.ranges[index]?.to)
  );
}
