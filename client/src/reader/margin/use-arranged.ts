import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import type { Block } from "../blocks.ts";
import { PassagePlaces } from "../measure-passages.ts";
import { type ReaderStore, useReader } from "../reader-store.ts";
import { barHeight } from "../viewport.ts";
import { type Arranged, arrange, NOTHING } from "./arrange.ts";
import { guessHeight } from "./card-height.ts";
import { isSeen } from "./held.ts";
import { stretchesOf } from "./stretches.ts";
import { useCardHeights } from "./use-card-heights.ts";
import { useLastAct } from "./use-last-act.ts";
import { usePageChanges } from "./use-page-changes.ts";
import { usePointedFold } from "./use-pointed-fold.ts";
import { useSoon } from "./use-soon.ts";

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
  const [places] = useState(() => new PassagePlaces());
  const again = useCallback(() => setTick((count) => count + 1), []);
  const soon = useSoon(again);
  /** The last arrangement was made of guessed heights, and never painted: it is made once more, of the same. */
  const guessed = useRef(false);
  const changed = useCallback(
    (first: boolean) => {
      guessed.current ||= first;
      again();
    },
    [again],
  );
  const focused = useReader(store, (state) => state.focused);
  const isShown = useCallback((id: string) => all.current.entries.some((entry) => entry.id === id), []);
  const pointed = usePointedFold(store, isShown);
  const inView = useCallback(
    (id: string) => {
      const entry = all.current.entries.find((one) => one.id === id);
      return entry !== undefined && margin.current !== null && isSeen(entry, viewOf(originOf(margin.current)));
    },
    [margin],
  );
  const measured = useCardHeights({ heights, inView, changed, changedFar: soon.ask });
  const borders = useMemo(() => stretchesOf(blocks), [blocks]);
  const hasActed = useLastAct();
  const before = useRef({ focused, basis, closings, pointed });
  const made = useRef({ from: NOTHING, free: false, anew: false, still: false });

  /** Draws what of the arrangement is near the view. Answers whether that is more than before. */
  const draw = useCallback(() => {
    const element = margin.current;
    if (!element) return;
    const { entries, height } = all.current;
    const from = -originOf(element) - window.innerHeight;
    const view = { from, to: from + 3 * window.innerHeight };
    const kept = new Set([store.get().focused, keyboardIn(element)]);
    const drawn = entries.filter((entry) => kept.has(entry.id) || isSeen(entry, view));
    setNear((last) => (height === last.height && same(last, drawn) ? last : { height, entries: drawn }));
  }, [margin, store]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: blocks stand for the text in the page
  useLayoutEffect(() => places.forget(), [places, blocks]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: blocks and tick stand for what the page looks like
  useLayoutEffect(() => {
    const text = root.current;
    const element = margin.current;
    if (!text || !element) return;
    soon.done();
    const origin = originOf(element);
    const measure = (offsets: readonly number[]) => places.measure(text, offsets, origin);
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
    all.current = arrange({
      annotations,
      opened,
      heightOf: (annotation) => heights.current.get(annotation.id) ?? guessHeight(annotation),
      page: {
        view: viewOf(origin),
        top: TOP,
        end: text.getBoundingClientRect().bottom - origin,
        borders: borders.map((from, index) => ({ from, top: tops[index] as number })),
        measure,
      },
      attention: {
        focused,
        keyboard: keyboardIn(element),
        hovered: element.querySelector<HTMLElement>("[data-annotation]:hover")?.dataset.annotation ?? null,
        pointed,
        ...how,
      },
      before: from,
    });
    draw();
  }, [root, margin, annotations, borders, blocks, opened, closings, basis, focused, pointed, tick]);

  const moved = useCallback(() => {
    places.forget();
    again();
  }, [places, again]);
  // What comes near was placed while it was far away, by estimate: it is arranged before it is seen, but not at each step.
  const scrolled = useCallback(() => {
    draw();
    soon.ask();
  }, [draw, soon]);
  usePageChanges(root, { moved, scrolled });
  return { near, measured };
}

/** Where the margin begins in the viewport, px. */
function originOf(margin: HTMLElement): number {
  return margin.getBoundingClientRect().top;
}

/** What of the margin is in view, px from its top. */
function viewOf(origin: number): { from: number; to: number } {
  return { from: barHeight() + HEAD - origin, to: window.innerHeight - origin };
}

/** The annotation whose card has the keyboard. */
function keyboardIn(margin: HTMLElement): string | null {
  const { activeElement } = document;
  if (!margin.contains(activeElement)) return null;
  return activeElement?.closest<HTMLElement>("[data-annotation]")?.dataset.annotation ?? null;
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
