import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { usePeopleByActor } from "../api/people.ts";
import { useTagsById } from "../api/tags.ts";
import { AnnotationCells } from "./AnnotationRow.tsx";
import styles from "./annotations.module.css";
import { words } from "./words.ts";

interface AnnotationTableProps {
  workspaceId: string;
  items: readonly AnnotationListItem[];
  hasMore: boolean;
  /** Fetches the next page; called when the end comes near. */
  loadMore: () => void;
}

/** Height of a row before it was measured, in px. */
const GUESS = 76;
/** So many rows before the end the next page is fetched. */
const AHEAD = 30;

/** Only the rows near the view are in the page, however many there are. Scrolls with the window. */
export function AnnotationTable({ workspaceId, items, hasMore, loadMore }: AnnotationTableProps) {
  const tags = useTagsById(workspaceId);
  const people = usePeopleByActor(workspaceId);
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  // What stands above may grow and shrink: a notice, the filters.
  useLayoutEffect(() => {
    const place = Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    if (place !== top) setTop(place);
  });
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => GUESS,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => {
      const item = items[index];
      return item ? `${item.layerId}/${item.id}` : index;
    },
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= items.length - AHEAD) loadMore();
  }, [hasMore, last, items.length, loadMore]);

  return (
    <table className={styles.table} aria-rowcount={hasMore ? -1 : items.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{words.columns.passage}</th>
          <th scope="col">{words.columns.tags}</th>
          <th scope="col">{words.columns.person}</th>
          <th scope="col">{words.columns.article}</th>
          <th scope="col">{words.columns.created}</th>
        </tr>
      </thead>
      <tbody ref={body} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const item = items[row.index];
          if (!item) return null;
          return (
            <tr
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              aria-rowindex={row.index + 2}
              style={{ transform: `translateY(${row.start - top}px)` }}
            >
              <AnnotationCells item={item} tags={tags} people={people} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
