import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { quoteOf } from "../../annotations/quote.ts";
import { personOf } from "../../annotations/room.ts";
import { LayerCard } from "../other-layers.tsx";
import { useReaderRoom } from "../reader-context.ts";
import { useReader } from "../reader-store.ts";
import styles from "./list.module.css";
import { groupsOf } from "./list-groups.ts";
import { useListPreferences } from "./list-preferences.ts";
import { useRoving } from "./use-roving.ts";
import { useSteadyList } from "./use-steady-list.ts";
import { words } from "./words.ts";

/** Scrolled less than this, a list is still at its beginning. Px. */
const AT_TOP = 8;
/** What a card with its passage and a heading needs that has not been drawn yet, px. */
const GUESSED = 132;

interface AnnotationListProps {
  onOpen: (id: string) => void;
  /** Opens the focused card where it stands, rather than elsewhere. */
  opensHere: boolean;
}

/** What is shown, as a list to go through; only what is near the view is in the page. */
export function AnnotationList({ onOpen, opensHere }: AnnotationListProps) {
  const { annotations, blocks, text, room, store, filter, reading } = useReaderRoom();
  const { order } = useListPreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const focused = useReader(store, (state) => (opensHere ? state.focused : null));
  const hovered = useReader(store, (state) => state.hovered);
  const field = useReader(store, (state) => state.field);
  const nameOf = useCallback((actor: string) => personOf(room, actor).name, [room]);
  const inTheMiddle = useCallback(() => {
    const element = scroller.current;
    return element !== null && (element.scrollTop > AT_TOP || element.contains(document.activeElement));
  }, []);
  const { items, fresh, refresh } = useSteadyList({
    ...{ annotations: annotations.shown, order, nameOf, basis: filter, reading: inTheMiddle, focused },
  });
  const groupOf = useMemo(() => groupsOf(order, blocks, nameOf, new Date()), [order, blocks, nameOf]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => GUESSED,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 4,
  });
  const show = useCallback((index: number) => virtual.scrollToIndex(index, { align: "auto" }), [virtual]);
  const { active, onKeyDown, onFocus } = useRoving({ items, scroller, focused, show });

  const { scrollToOffset } = virtual;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order, or other filters, begin at the beginning
  useEffect(() => {
    if (store.get().focused === null) scrollToOffset(0);
  }, [order, filter, scrollToOffset, store]);

  const onHover = useCallback((id: string | null) => store.hover(id === null ? [] : [id]), [store]);
  const onFieldTaken = useCallback(() => store.fieldTaken(), [store]);
  return (
    <div className={styles.frame}>
      {fresh > 0 && (
        <button
          type="button"
          className={styles.fresh}
          aria-label={words.list.freshLabel(fresh)}
          onClick={() => {
            refresh();
            scrollToOffset(0);
          }}
        >
          <ArrowUp size={14} aria-hidden /> {words.list.fresh(fresh)}
        </button>
      )}
      <div ref={scroller} className={styles.scroller}>
        <p id="list-help" className="visually-hidden">
          {words.list.help}
        </p>
        <ul
          className={styles.list}
          style={{ height: virtual.getTotalSize() }}
          aria-label={words.list.label}
          aria-describedby="list-help"
          onKeyDown={onKeyDown}
          onFocus={onFocus}
        >
          {virtual.getVirtualItems().map(({ key, index, start }) => {
            const annotation = items[index];
            if (!annotation) return null;
            const group = groupOf(annotation);
            const above = items[index - 1];
            const isFirst = group !== null && (!above || groupOf(above)?.key !== group.key);
            return (
              <Row
                key={key}
                heading={isFirst ? group.title : null}
                position={index + 1}
                of={items.length}
                start={start}
                measure={virtual.measureElement}
              >
                <LayerCard
                  annotation={annotation}
                  quote={quoteOf(text, annotation)}
                  focused={annotation.id === focused}
                  hovered={hovered.includes(annotation.id)}
                  field={annotation.id === focused ? field : null}
                  withQuote
                  tabStop={annotation.id === active}
                  onOpen={onOpen}
                  onHover={onHover}
                  onFieldTaken={onFieldTaken}
                  onLeave={reading.back}
                />
              </Row>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

interface RowProps {
  heading: string | null;
  position: number;
  of: number;
  /** Px from the list's top. */
  start: number;
  measure: (element: HTMLElement | null) => void;
  children: React.ReactNode;
}

function Row({ heading, position, of, start, measure, children }: RowProps) {
  return (
    <li
      ref={measure}
      data-index={position - 1}
      className={styles.item}
      aria-posinset={position}
      aria-setsize={of}
      style={{ transform: `translateY(${start}px)` }}
    >
      {heading !== null && <h2 className={styles.heading}>{heading}</h2>}
      {children}
    </li>
  );
}
