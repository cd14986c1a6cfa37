import { ActionIcon } from "@mantine/core";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { quoteOf } from "../annotations/quote.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { LazyList } from "./list/LazyList.tsx";
import { OrderField } from "./list/OrderField.tsx";
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
  // The list is opened from the top bar: what goes through the page goes on in it.
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    if (list) sheet.current?.focus({ preventScroll: true });
  }, [list]);
  if (!list && !annotation) return null;
  return (
    <aside
      ref={sheet}
      tabIndex={-1}
      className={styles.sheet}
      data-list={list || undefined}
      aria-label={words.margin.sheet}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.header}>
        <span className={styles.title}>
          {list || !annotation ? words.margin.list(annotations.length) : `${index + 1} / ${annotations.length}`}
        </span>
        {list && <OrderField size="md" />}
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
        <div className={styles.list}>
          <LazyList onOpen={onOpen} opensHere={false} />
        </div>
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
