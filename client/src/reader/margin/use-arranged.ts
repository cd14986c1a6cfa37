import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import type { Block } from "../blocks.ts";
import { measurePassages } from "../measure-passages.ts";
import { type ReaderStore, useReader } from "../reader-store.ts";
import { barHeight } from "../viewport.ts";
import { type Arranged, arrange, NOTHING } from "./arrange.ts";
import { guessHeight } from "./card-height.ts";
import { stretchesOf } from "./stretches.ts";
import { useCardHeights } from "./use-card-heights.ts";
import { useLastAct } from "./use-last-act.ts";
import { usePageChanges } from "./use-page-changes.ts";
import { usePointedFold } from "./use-pointed-fold.ts";

/** The first card stands no higher. Px from the margin's top. */
const TOP = 4;
/** What the margin's head (head.module.css) covers, px. */
const HEAD = 44;

interface ArrangedOptions {
  root: RefObject<HTMLElement | null>;
  margin: RefObject<HTMLElement | null>;
  store: ReaderStore;
  annotations: readonly ResolvedAnnotation[];
  blocks: readonly Block[];
  /** By stretch: how many more of it are shown. */
  opened: ReadonlyMap<number, number>;
  /** How often a stretch was folded again. */
  closings: number;
  /** What the person chose to see: when it is another, nothing that was there before is held. */
  basis: unknown;
}

/** What is near the view of the margin, and where; `measured` gives the ref for what is drawn of it. */
export function useArranged({ root, margin, store, annotations, blocks, opened, closings, basis }: ArrangedOptions) {
  const heights = useRef(new Map<string, number>());
  const all = useRef<Arranged>(NOTHING);
  const [near, setNear] = useState<Arranged>(NOTHING);
  const [tick, setTick] = useState(0);
  const again = useCallback(() => setTick((count) => count + 1), []);
  /** The last arrangement was made of guessed heights, and never painted: it is made once more, of the same. */
  const guessed = useRef(false);
  const onHeights = useCallback(
    (first: boolean) => {
      guessed.current ||= first;
      again();
    },
    [again],
  );
  const focused = useReader(store, (state) => state.focused);
  const isShown = useCallback((id: string) => all.current.entries.some((entry) => entry.id === id), []);
  const pointed = usePointedFold(store, isShown);
  const measured = useCardHeights(heights, onHeights);
  const borders = useMemo(() => stretchesOf(blocks), [blocks]);
  const guesses = useMemo(() => new Map(annotations.map((annotation) => [annotation.id, annotation])), [annotations]);
  const hasActed = useLastAct();
  const before = useRef({ focused, basis, closings, pointed });
  const made = useRef({ from: NOTHING, free: false, anew: false, still: false });

  // biome-ignore lint/correctness/useExhaustiveDependencies: blocks and tick stand for what the page looks like
  useLayoutEffect(() => {
    const text = root.current;
    const element = margin.current;
    if (!text || !element) return;
    const origin = element.getBoundingClientRect().top;
    const keyboard = element.contains(document.activeElement)
      ? (document.activeElement?.closest<HTMLElement>("[data-annotation]")?.dataset.annotation ?? null)
      : null;
    const measure = (offsets: readonly number[]) => measurePassages(text, offsets, origin);
    const tops = measure(borders);
    const last = before.current;
    const free = focused !== null && focused !== last.focused;
    const anew = basis !== last.basis || closings !== last.closings;
    const asBefore = focused === last.focused && pointed === last.pointed;
    if (!guessed.current || anew || !asBefore)
      made.current = { from: all.current, free, anew, still: asBefore && !hasActed() };
    guessed.current = false;
    before.current = { focused, basis, closings, pointed };
    const { from, ...how } = made.current;
    const arranged = arrange({
      annotations,
      opened,
      heightOf: (id) => {
        const known = heights.current.get(id);
        if (known !== undefined) return known;
        const annotation = guesses.get(id);
        return annotation ? guessHeight(annotation) : 0;
      },
      page: {
        view: { from: barHeight() + HEAD - origin, to: window.innerHeight - origin },
        top: TOP,
        end: text.getBoundingClientRect().bottom - origin,
        borders: borders.map((from, index) => ({ from, top: tops[index] as number })),
        measure,
      },
      attention: {
        focused,
        keyboard,
        hovered: element.querySelector<HTMLElement>("[data-annotation]:hover")?.dataset.annotation ?? null,
        pointed,
        ...how,
      },
      before: from,
    });
    all.current = arranged;
    const view = { from: -origin - window.innerHeight, to: -origin + 2 * window.innerHeight };
    const entries = arranged.entries.filter(
      ({ id, top, height }) => id === focused || id === keyboard || (top + height > view.from && top < view.to),
    );
    setNear((last) => (arranged.height === last.height && same(last, entries) ? last : { ...arranged, entries }));
  }, [root, margin, annotations, guesses, borders, blocks, opened, closings, basis, focused, pointed, tick]);

  usePageChanges(root, again);
  return { near, measured };
}

function same({ entries }: Arranged, others: Arranged["entries"]): boolean {
  return (
    entries.length === others.length &&
    entries.every((entry, index) => {
      const other = others[index];
      if (!other || entry.id !== other.id || entry.top !== other.top || entry.kind !== other.kind) return false;
      if (entry.kind === "card") return other.kind === "card" && entry.annotation === other.annotation;
      return other.kind === "fold" && entry.count === other.count && entry.opened === other.opened;
    })
  );
}
