import { memo, type RefObject, useEffect, useRef, useState } from "react";
import { quoteOf } from "../annotations/quote.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import type { Block } from "./blocks.ts";
import type { Fold } from "./margin/crowding.ts";
import { FoldButton } from "./margin/FoldButton.tsx";
import { useArranged } from "./margin/use-arranged.ts";
import { useStillScrolling } from "./margin/use-still-scrolling.ts";
import { words } from "./margin/words.ts";
import styles from "./margin.module.css";
import { LayerCard } from "./other-layers.tsx";
import { type ReaderStore, useReader } from "./reader-store.ts";

/** How many more a fold shows at once. */
const AT_ONCE = 20;

interface MarginProps {
  root: RefObject<HTMLElement | null>;
  store: ReaderStore;
  /** Those on the whole article, then those with a passage, in order of place. */
  annotations: readonly ResolvedAnnotation[];
  blocks: readonly Block[];
  text: string;
  /** What the person chose to see: the filters. */
  basis: unknown;
  say: (words: string) => void;
  onOpen: (id: string) => void;
  onHover: (id: string | null) => void;
  onFieldTaken: () => void;
  onLeave: () => void;
}

/** Cards beside their passages, crowded stretches folded into a count. Only those near the view are in the page. */
export const Margin = memo(function Margin(props: MarginProps) {
  const { root, store, annotations, blocks, text, basis, say, onOpen, onHover, onFieldTaken, onLeave } = props;
  const margin = useRef<HTMLDivElement>(null);
  const [folds, setFolds] = useState({ opened: new Map<number, number>(), closings: 0 });
  const { near, measured } = useArranged({ root, margin, store, annotations, blocks, basis, ...folds });
  useStillScrolling(margin);
  const focused = useReader(store, (state) => state.focused);
  const hovered = useReader(store, (state) => state.hovered);
  const field = useReader(store, (state) => state.field);

  const revealing = useRef<{ stretch: number; known: ReadonlySet<string> } | null>(null);
  const open = (fold: Fold) => {
    revealing.current = { stretch: fold.stretch, known: new Set(near.entries.map(({ id }) => id)) };
    const more = fold.count <= AT_ONCE ? fold.count : AT_ONCE;
    say(words.fold.opened(more));
    setFolds(({ opened, closings }) => ({
      opened: new Map(opened).set(fold.stretch, (opened.get(fold.stretch) ?? 0) + more),
      closings,
    }));
  };
  const close = (fold: Fold) => {
    setFolds(({ opened, closings }) => {
      const left = new Map(opened);
      left.delete(fold.stretch);
      return { opened: left, closings: closings + 1 };
    });
  };
  // The keyboard goes on with what has come to light.
  useEffect(() => {
    const asked = revealing.current;
    const first = near.entries.find(
      (entry) =>
        entry.kind === "card" &&
        asked !== null &&
        !asked.known.has(entry.id) &&
        (entry.annotation.ranges[0]?.from ?? -1) >= asked.stretch,
    );
    if (!first) return;
    revealing.current = null;
    margin.current
      ?.querySelector<HTMLElement>(`[data-annotation="${CSS.escape(first.id)}"]`)
      ?.focus({ preventScroll: true });
  }, [near]);

  return (
    <div ref={margin} className={styles.margin} style={{ minHeight: near.height }}>
      {near.entries.map((entry) => (
        <div
          key={entry.id}
          ref={measured(entry.id)}
          className={styles.place}
          data-focused={entry.id === focused || undefined}
          style={{ transform: `translateY(${entry.top}px)` }}
        >
          {entry.kind === "fold" ? (
            <FoldButton fold={entry} onOpen={open} onClose={close} />
          ) : (
            <LayerCard
              annotation={entry.annotation}
              quote={quoteOf(text, entry.annotation)}
              focused={entry.id === focused}
              hovered={hovered.includes(entry.id)}
              field={entry.id === focused ? field : null}
              onOpen={onOpen}
              onHover={onHover}
              onFieldTaken={onFieldTaken}
              onLeave={onLeave}
            />
          )}
        </div>
      ))}
    </div>
  );
});
