import { ActionIcon } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { useRef } from "react";
import { quoteOf } from "../annotations/quote.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { LayerCard } from "./other-layers.tsx";
import { type ReaderStore, useReader } from "./reader-store.ts";
import styles from "./sheet.module.css";
import { words } from "./words.ts";

interface SheetProps {
  store: ReaderStore;
  annotations: readonly ResolvedAnnotation[];
  text: string;
  /** Lists them all, rather than the focused one. */
  list: boolean;
  onOpen: (id: string) => void;
  onStep: (step: 1 | -1) => void;
  onFieldTaken: () => void;
  onClose: () => void;
}

/** Where there is no room beside the text, cards rise from below. */
export function Sheet(props: SheetProps) {
  const { store, annotations, text, list, onOpen, onStep, onFieldTaken, onClose } = props;
  const focused = useReader(store, (state) => state.focused);
  const field = useReader(store, (state) => state.field);
  const index = annotations.findIndex(({ id }) => id === focused);
  const annotation = annotations[index];
  if (!list && !annotation) return null;
  return (
    <aside
      className={styles.sheet}
      data-list={list || undefined}
      aria-label={words.margin.sheet}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <header className={styles.header}>
        <span className={styles.title}>
          {list || !annotation ? words.margin.list(annotations.length) : `${index + 1} / ${annotations.length}`}
        </span>
        {!list && (
          <>
            <ActionIcon size={40} aria-label={words.margin.previous} disabled={index <= 0} onClick={() => onStep(-1)}>
              <ChevronLeft size={20} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size={40}
              aria-label={words.margin.next}
              disabled={index === annotations.length - 1}
              onClick={() => onStep(1)}
            >
              <ChevronRight size={20} aria-hidden />
            </ActionIcon>
          </>
        )}
        <ActionIcon size={40} aria-label={words.margin.closeSheet} onClick={onClose}>
          <X size={20} aria-hidden />
        </ActionIcon>
      </header>
      {list || !annotation ? (
        <CardList annotations={annotations} text={text} onOpen={onOpen} />
      ) : (
        <div className={styles.body}>
          <LayerCard
            key={annotation.id}
            annotation={annotation}
            quote={quoteOf(text, annotation)}
            focused
            withQuote
            field={field}
            onOpen={onOpen}
            onFieldTaken={onFieldTaken}
          />
        </div>
      )}
    </aside>
  );
}

interface CardListProps {
  annotations: readonly ResolvedAnnotation[];
  text: string;
  onOpen: (id: string) => void;
}

function CardList({ annotations, text, onOpen }: CardListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: annotations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 120,
    getItemKey: (index) => annotations[index]?.id ?? index,
    overscan: 4,
  });
  return (
    <div ref={scroller} className={styles.body}>
      <div className={styles.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const annotation = annotations[index];
          return (
            annotation && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={styles.item}
                style={{ transform: `translateY(${start}px)` }}
              >
                <LayerCard
                  annotation={annotation}
                  quote={quoteOf(text, annotation)}
                  focused={false}
                  withQuote
                  onOpen={onOpen}
                />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
