import { blockElementAt, blockFrom } from "../dom-offsets.ts";
import { changeBetween } from "../list-change.ts";
import { overlaps, type TextRange } from "../text-range.ts";
import { thinOut } from "./crowd.ts";
import { NearBlocks } from "./near-blocks.ts";
import type { Emphasis, HighlightPainter, PaintMark } from "./painter.ts";
import { HighlightPlan, rangesByOwner } from "./plan.ts";
import { joinAlike, RangeList } from "./range-list.ts";
import { whenIdle } from "./when-idle.ts";

/** One annotation to be seen in the text. */
export interface Highlighted {
  id: string;
  ranges: readonly TextRange[];
  colour: number | null;
}

/** So many changes are not looked at one by one: all that is near is drawn anew. */
const MANY = 200;

/** Entries made between two looks at the time that is left. */
const ENTRIES = 500;

/** A stretch to be drawn, and whose it is. */
interface OwnedMark extends PaintMark {
  owner: Highlighted;
}

/**
 * Keeps the drawn marks in step with the annotations, for the blocks near the viewport only: what changes costs what
 * it touches there, and what is far away costs nothing until it comes near.
 */
export class HighlightController {
  readonly plan = new HighlightPlan<Highlighted>();
  private readonly nearBlocks: NearBlocks;
  private readonly emphasised = new Map<Emphasis, RangeList<PaintMark>>();
  private shown: readonly Highlighted[] = [];
  private idle: (() => void) | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly painter: HighlightPainter,
  ) {
    this.nearBlocks = new NearBlocks(root, (come, gone) => this.follow(come, gone));
  }

  private get near(): ReadonlySet<HTMLElement> {
    return this.nearBlocks.get();
  }

  /** To be called after the text's elements changed: all that is near is drawn anew. */
  blocksChanged(): void {
    this.nearBlocks.look();
    for (const block of this.near) this.paint(block);
    for (const [kind, marks] of this.emphasised) this.painter.emphasise(kind, this.clip(marks));
  }

  /** Shows exactly these annotations. Costs what differs from before, when what stayed is the same objects in order. */
  show(annotations: readonly Highlighted[]): void {
    const { from, beforeTo, afterTo } = changeBetween(this.shown, annotations);
    const gone = this.shown.slice(from, beforeTo);
    const come = annotations.slice(from, afterTo);
    this.shown = annotations;
    let touched: readonly Highlighted[] = come;
    if (gone.length === 0) this.plan.addNew(come);
    else {
      const fresh = this.replace(gone, come);
      this.plan.setAll(fresh);
      touched = [...gone, ...fresh];
    }
    const few = new Set<HTMLElement>();
    if (touched.length <= MANY) for (const { ranges } of touched) this.touch(ranges, few);
    for (const block of touched.length > MANY ? this.near : few) this.paint(block);
    if (come.length > MANY) this.prepareWhenIdle();
  }

  /** So that the first passage that is pointed at is found as quickly as the next. */
  private prepareWhenIdle(): void {
    this.idle?.();
    this.idle = whenIdle(this.root.ownerDocument.defaultView as Window, () => this.plan.prepare(ENTRIES));
  }

  /** Takes those out of the plan that are gone altogether; answers those to be put in. */
  private replace(gone: readonly Highlighted[], come: readonly Highlighted[]): readonly Highlighted[] {
    const before = new Map(gone.map((annotation) => [annotation.id, annotation]));
    const fresh = come.filter((one) => !same(before.get(one.id), one));
    for (const { id } of come) before.delete(id);
    for (const id of before.keys()) this.plan.delete(id);
    return fresh;
  }

  /** Marks these annotations as focused or hovered. */
  emphasise(kind: "focused" | "hovered", ids: readonly string[]): void {
    const marks: PaintMark[] = [];
    for (const id of ids) {
      const passage = this.plan.get(id);
      if (!passage) continue;
      for (const range of passage.ranges) marks.push({ ...range, colour: passage.colour, level: 0 });
    }
    this.mark(kind, marks);
  }

  /** Marks stretches that belong to no annotation: what others have selected, what is about to be annotated. */
  mark(kind: Emphasis, marks: readonly PaintMark[]): void {
    if (marks.length === 0 && !this.emphasised.has(kind)) return;
    const list = new RangeList(marks);
    if (marks.length === 0) this.emphasised.delete(kind);
    else this.emphasised.set(kind, list);
    this.painter.emphasise(kind, this.clip(list));
  }

  destroy(): void {
    this.idle?.();
    this.nearBlocks.destroy();
    this.painter.destroy();
  }

  private follow(come: readonly HTMLElement[], gone: readonly HTMLElement[]): void {
    for (const block of gone) this.painter.erase(block);
    for (const block of come) this.paint(block);
    for (const [kind, marks] of this.emphasised) this.painter.emphasise(kind, this.clip(marks));
  }

  private extent(block: HTMLElement): TextRange {
    const from = blockFrom(block);
    return { from, to: from + (block.textContent?.length ?? 0) };
  }

  private paint(block: HTMLElement): void {
    const { from, to } = this.extent(block);
    const marks = rangesByOwner(this.plan.segments(from, to)).map(
      ({ owner, ...range }): OwnedMark => ({
        ...range,
        owner,
        colour: owner.colour,
        level: 0,
        part: owner.ranges.length > 1,
      }),
    );
    const thinned = thinOut(marks, { from, to });
    // Which line is whose isn't even asked where none is drawn.
    const drawn =
      thinned ?? marks.map(({ owner, ...mark }): PaintMark => ({ ...mark, level: this.plan.levelOf(owner) }));
    this.painter.paint(block, joinAlike(drawn));
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
  private clip(marks: RangeList<PaintMark>): PaintMark[] {
    const clipped: PaintMark[] = [];
    if (marks.size === 0) return clipped;
    for (const block of this.near) {
      const { from, to } = this.extent(block);
      for (const mark of marks.overlapping(from, to)) {
        clipped.push({ ...mark, from: Math.max(mark.from, from), to: Math.min(mark.to, to) });
      }
    }
    return joinAlike(clipped);
  }
}

function same(a: Highlighted | undefined, b: Highlighted): boolean {
  return (
    a !== undefined &&
    a.colour === b.colour &&
    a.ranges.length === b.ranges.length &&
    a.ranges.every((range, index) => range.from === b.ranges[index]?.from && range.to === b.ranges[index]?.to)
  );
}
