import { memo, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { quoteOf } from "../annotations/quote.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import type { Block } from "./blocks.ts";
import styles from "./margin.module.css";
import { layoutMargin } from "./margin-layout.ts";
import { measurePassages } from "./measure-passages.ts";
import { LayerCard } from "./other-layers.tsx";
import { type ReaderStore, useReader } from "./reader-store.ts";
import { words } from "./words.ts";

const GAP = 8;
/** A card's first line stands level with the passage's: the card begins that much above. */
const RAISE = 12;
/** What a card that has never been drawn is taken to need, in px. */
const GUESSED_HEIGHT = 84;

interface MarginProps {
  root: RefObject<HTMLElement | null>;
  store: ReaderStore;
  /** In order of place, those with a passage in the text. */
  annotations: readonly ResolvedAnnotation[];
  blocks: readonly Block[];
  text: string;
  onOpen: (id: string) => void;
  onHover: (id: string | null) => void;
  onFieldTaken: () => void;
  onLeave: () => void;
}

interface Placed {
  annotation: ResolvedAnnotation;
  top: number;
}

/** Cards beside their passages. Only those near the view are in the page. */
export const Margin = memo(function Margin(props: MarginProps) {
  const { root, store, annotations, blocks, text, onOpen, onHover, onFieldTaken, onLeave } = props;
  const margin = useRef<HTMLElement>(null);
  const heights = useRef(new Map<string, number>());
  const [{ placed, height }, setLayout] = useState<{ placed: readonly Placed[]; height: number }>({
    placed: [],
    height: 0,
  });
  const [tick, setTick] = useState(0);
  const again = useCallback(() => setTick((count) => count + 1), []);
  const focused = useReader(store, (state) => state.focused);
  const hovered = useReader(store, (state) => state.hovered);
  const field = useReader(store, (state) => state.field);

  // biome-ignore lint/correctness/useExhaustiveDependencies: blocks and tick stand for what the page looks like
  useLayoutEffect(() => {
    if (!root.current || !margin.current) return;
    const origin = margin.current.getBoundingClientRect().top;
    const tops = measurePassages(
      root.current,
      annotations.map(({ ranges }) => ranges[0]?.from ?? 0),
      origin,
    );
    const items = annotations.map(({ id }, index) => ({
      id,
      wanted: (tops[index] as number) - RAISE,
      height: heights.current.get(id) ?? GUESSED_HEIGHT,
    }));
    const places = layoutMargin(items, { gap: GAP, top: 0, focused });
    const view = { from: -origin - window.innerHeight, to: -origin + 2 * window.innerHeight };
    const near: Placed[] = [];
    let end = 0;
    items.forEach(({ id, height: own }, index) => {
      const top = Math.round(places.get(id) as number);
      end = Math.max(end, top + own);
      if (id === focused || (top + own > view.from && top < view.to)) {
        near.push({ annotation: annotations[index] as ResolvedAnnotation, top });
      }
    });
    setLayout((before) =>
      end === before.height && same(before.placed, near) ? before : { placed: near, height: end },
    );
  }, [root, annotations, blocks, focused, tick]);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    // Fonts, zoom, and far blocks that get their real height as they come near all change where passages stand.
    const observer = new ResizeObserver(again);
    observer.observe(element);
    let last = window.scrollY;
    let frame = 0;
    const onScroll = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        if (Math.abs(window.scrollY - last) < window.innerHeight / 2) return;
        last = window.scrollY;
        again();
      });
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", again);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", again);
    };
  }, [root, again]);

  const cards = useCardHeights(heights, again);
  return (
    <aside ref={margin} className={styles.margin} aria-label={words.margin.label} style={{ minHeight: height }}>
      {placed.map(({ annotation, top }) => (
        <div
          key={annotation.id}
          ref={cards(annotation.id)}
          className={styles.place}
          data-focused={annotation.id === focused || undefined}
          style={{ transform: `translateY(${top}px)` }}
        >
          <LayerCard
            annotation={annotation}
            quote={quoteOf(text, annotation)}
            focused={annotation.id === focused}
            hovered={hovered.includes(annotation.id)}
            field={annotation.id === focused ? field : null}
            onOpen={onOpen}
            onHover={onHover}
            onFieldTaken={onFieldTaken}
            onLeave={onLeave}
          />
        </div>
      ))}
    </aside>
  );
});

function same(a: readonly Placed[], b: readonly Placed[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ annotation, top }, index) => annotation === b[index]?.annotation && top === b[index]?.top)
  );
}

/** Watches the cards' heights; answers the ref of a card's element. */
function useCardHeights(heights: RefObject<Map<string, number>>, changed: () => void) {
  const observer = useRef<ResizeObserver | null>(null);
  const refs = useRef(new Map<string, (element: HTMLElement | null) => (() => void) | undefined>());
  const watch = useCallback((): ResizeObserver => {
    observer.current ??= new ResizeObserver((entries) => {
      let differs = false;
      for (const { target } of entries) {
        const element = target as HTMLElement;
        const id = element.dataset.card;
        const height = element.offsetHeight;
        if (id === undefined || height === 0 || heights.current.get(id) === height) continue;
        heights.current.set(id, height);
        differs = true;
      }
      if (differs) changed();
    });
    return observer.current;
  }, [heights, changed]);
  useEffect(
    () => () => {
      observer.current?.disconnect();
      observer.current = null;
    },
    [],
  );
  return useCallback(
    (id: string) => {
      const known = refs.current.get(id);
      if (known) return known;
      const ref = (element: HTMLElement | null) => {
        if (!element) return;
        element.dataset.card = id;
        // Known before the first paint, so that the first layout holds.
        const height = element.offsetHeight;
        if (heights.current.get(id) !== height) {
          heights.current.set(id, height);
          changed();
        }
        watch().observe(element);
        return () => {
          observer.current?.unobserve(element);
          refs.current.delete(id);
        };
      };
      refs.current.set(id, ref);
      return ref;
    },
    [heights, changed, watch],
  );
}
