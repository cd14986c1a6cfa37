import { type ResolvedAnchor, resolveAnchor } from "@postil/shared/anchor/resolve";
import { type TextSnapshot, textSnapshot } from "@postil/shared/anchor/text-snapshot";
import { type AnnotationView, LayerReader } from "@postil/shared/document/readers";
import { articleText } from "@postil/shared/document/text-document";
import type * as Y from "yjs";
import { changeOf, shiftRanges } from "./shift-ranges.ts";

/**
 * An annotation and where its passages stand now: UTF-16 ranges of the article's text, sorted, none when orphaned or
 * not on a passage. `state` is null when it is not on a passage.
 */
export interface ResolvedAnnotation extends AnnotationView {
  ranges: ResolvedAnchor["ranges"];
  state: ResolvedAnchor["state"] | null;
}

/** How long one slice of work may keep the page waiting, in ms. */
const SLICE = 8;
/** While there is more to do, the list is shown anew this often, in ms: arranging and painting it costs time as well. */
const SHOW_EVERY = 100;
/** Up to this many changed ones are put in their places one by one; more, and the list is sorted anew. */
const FEW = 64;

/**
 * The annotations of a layer, resolved in a text and in order of place. Only what a change touches is computed anew, in
 * slices; when the text changes, what lies behind the change moves along.
 */
export class AnnotationIndex {
  private readonly reader: LayerReader;
  private readonly resolved = new Map<string, ResolvedAnnotation>();
  private list: readonly ResolvedAnnotation[] = [];
  /** Whose entries have to be read again. */
  private readonly touched = new Set<string>();
  /** Whose passages have to be found again. */
  private readonly moved = new Set<string>();
  /** Computed, and not yet in the list. */
  private readonly changed = new Set<string>();
  private shownAt = Number.NEGATIVE_INFINITY;
  private snapshot: TextSnapshot | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  /** Passages in the list have moved along with the text, and nobody was told yet. */
  private shifted = false;
  private readonly onText = (event: Y.YTextEvent) => this.follow(event);

  constructor(
    layerDoc: Y.Doc,
    private readonly textDoc: Y.Doc,
  ) {
    this.reader = new LayerReader(layerDoc);
    this.reader.onChange(({ annotations }) => {
      for (const id of annotations) this.touched.add(id);
      this.work();
    });
    articleText(textDoc).observe(this.onText);
    this.resolveAll();
  }

  /** The same array until something changes; unchanged annotations stay the same objects. */
  readonly current = (): readonly ResolvedAnnotation[] => this.list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  destroy(): void {
    clearTimeout(this.timer);
    this.reader.destroy();
    articleText(this.textDoc).unobserve(this.onText);
    this.listeners.clear();
  }

  private resolveAll(): void {
    this.snapshot = null;
    for (const id of this.reader.ids()) this.moved.add(id);
    this.work();
  }

  /**
   * After an edit most passages stand where they stood, or as much further as the text grew: only what the edit came
   * near is found again, and what has no place in the text.
   */
  private follow(event: Y.YTextEvent): void {
    const change = changeOf(event.delta);
    if (!change) return;
    this.snapshot = null;
    let shifted = false;
    for (const [id, annotation] of this.resolved) {
      if (annotation.state === null) continue;
      const found = annotation.state === "position" && !this.moved.has(id);
      const ranges = found ? shiftRanges(annotation.ranges, change) : null;
      if (ranges === null) {
        this.moved.add(id);
        // Put in its place anew even if it is found where it was: others move past it.
        this.changed.add(id);
      } else if (ranges !== annotation.ranges) {
        this.resolved.set(id, { ...annotation, ranges });
        shifted = true;
      }
    }
    if (shifted) {
      // In the same order: what is to be arranged anew stays as it was shown until then.
      const shown = (one: ResolvedAnnotation) => (this.changed.has(one.id) ? one : (this.resolved.get(one.id) ?? one));
      this.list = this.list.map(shown);
      this.shifted = true;
    }
    this.work();
  }

  /** One slice now, the rest after the page has had a turn. */
  private work(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    // Texts end in a line break: an empty one has not arrived yet, and in it every annotation would be an orphan.
    if (articleText(this.textDoc).length === 0) return;
    this.snapshot ??= textSnapshot(this.textDoc);
    const { changed } = this;
    const until = performance.now() + SLICE;
    for (const queue of [this.touched, this.moved]) {
      for (const id of queue) {
        if (this.compute(id, this.snapshot)) changed.add(id);
        this.touched.delete(id);
        this.moved.delete(id);
        if (performance.now() > until) break;
      }
    }
    if (this.touched.size + this.moved.size > 0) this.timer = setTimeout(() => this.work(), 0);
    const unfinished = this.timer !== undefined;
    if ((changed.size === 0 && !this.shifted) || (unfinished && performance.now() < this.shownAt + SHOW_EVERY)) return;
    if (changed.size > 0) this.list = this.arrange(changed);
    changed.clear();
    this.shifted = false;
    this.shownAt = performance.now();
    for (const listener of this.listeners) listener();
  }

  /** Returns whether anything differs now. */
  private compute(id: string, text: TextSnapshot): boolean {
    const before = this.resolved.get(id);
    if (before && !this.touched.has(id)) {
      const where = locate(before, text);
      if (sameWhere(before, where)) return false;
      this.resolved.set(id, { ...before, ...where });
      return true;
    }
    const view = this.reader.annotation(id);
    if (!view || view.deleted) return this.resolved.delete(id);
    const stays = before && !this.moved.has(id) && before.anchor === view.anchor;
    const { ranges, state } = stays ? before : locate(view, text);
    this.resolved.set(id, { ...view, ranges, state });
    return true;
  }

  private arrange(changed: ReadonlySet<string>): readonly ResolvedAnnotation[] {
    if (changed.size > FEW) return [...this.resolved.values()].sort(byPlace);
    const list = this.list.filter((annotation) => !changed.has(annotation.id));
    for (const id of changed) {
      const annotation = this.resolved.get(id);
      if (annotation) list.splice(placeIn(list, annotation), 0, annotation);
    }
    return list;
  }
}

function locate(view: AnnotationView, text: TextSnapshot): Pick<ResolvedAnnotation, "ranges" | "state"> {
  if (view.on !== "passage") return { ranges: [], state: null };
  return view.anchor ? resolveAnchor(text, view.anchor) : { ranges: [], state: "orphaned" };
}

function sameWhere(a: Pick<ResolvedAnnotation, "ranges" | "state">, b: typeof a): boolean {
  return (
    a.state === b.state &&
    a.ranges.length === b.ranges.length &&
    a.ranges.every((range, index) => range.from === b.ranges[index]?.from && range.to === b.ranges[index]?.to)
  );
}

/** On the whole article first, then passages by where they begin (longer ones first), then orphans; ties by age. */
export function byPlace(a: ResolvedAnnotation, b: ResolvedAnnotation): number {
  return (
    start(a) - start(b) || end(b) - end(a) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function start(annotation: ResolvedAnnotation): number {
  if (annotation.state === null) return -1;
  return annotation.ranges[0]?.from ?? Number.MAX_SAFE_INTEGER;
}

function end(annotation: ResolvedAnnotation): number {
  return annotation.ranges.at(-1)?.to ?? 0;
}

function placeIn(list: readonly ResolvedAnnotation[], annotation: ResolvedAnnotation): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = list[middle];
    if (other && byPlace(other, annotation) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
