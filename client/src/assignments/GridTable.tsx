import type { Assignment, Grid } from "@postil/shared/schema/assignment";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, Fragment, useCallback, useRef, useState } from "react";
import { GridRow } from "./GridRow.tsx";
import styles from "./grid.module.css";
import { words } from "./words.ts";

interface GridTableProps {
  assignment: Assignment;
  articles: Grid["articles"];
  rows: readonly Grid["rows"][number][];
  /** By the member's actor: whom they write as in the assignment. */
  coders: ReadonlyMap<string, string>;
  onExtend: (actor: string) => void;
}

/** Height of a row before it was measured, in px. */
const GUESS = 92;

/**
 * People × articles. It scrolls by itself, head and names staying where they are; only the rows near the view are in the
 * page, and the one that holds the keyboard, so that nobody loses their place to what others do.
 */
export function GridTable({ assignment, articles, rows, coders, onExtend }: GridTableProps) {
  const { id, kind, timeZone, dueAt, deletedAt, revealedAt } = assignment;
  const region = useRef<HTMLElement>(null);
  const [kept, setKept] = useState<string | null>(null);
  const keptAt = kept === null ? -1 : rows.findIndex(({ actor }) => actor === kept);
  const rangeExtractor = useCallback(
    (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const near = defaultRangeExtractor(range);
      if (keptAt === -1 || near.includes(keptAt)) return near;
      return [...near, keptAt].sort((a, b) => a - b);
    },
    [keptAt],
  );
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => region.current,
    estimateSize: () => GUESS,
    overscan: 6,
    rangeExtractor,
    getItemKey: (index) => rows[index]?.actor ?? index,
  });
  const shown = virtualizer.getVirtualItems();
  const columns = articles.length + 2;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={region} className={styles.scroll} aria-label={words.grid.region} tabIndex={0}>
      <table
        className={styles.grid}
        style={{ "--columns": columns - 1 } as CSSProperties}
        aria-rowcount={rows.length + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={styles.person}>
              {words.grid.person}
            </th>
            <th scope="col">{words.grid.overall}</th>
            {articles.map((article) => (
              <th key={article.id} scope="col" title={article.title}>
                <span className={styles.column}>{article.title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          onFocus={(event) => setKept(event.target.closest<HTMLElement>("[data-actor]")?.dataset.actor ?? null)}
          onBlur={() => setKept(null)}
        >
          {shown.map((item, place) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <Fragment key={item.key}>
                <Gap height={item.start - (shown[place - 1]?.end ?? 0)} columns={columns} />
                <GridRow
                  index={item.index}
                  measure={virtualizer.measureElement}
                  row={row}
                  articles={articles}
                  coder={coders.get(row.actor) ?? row.actor}
                  blindIn={kind === "blind" ? id : null}
                  timeZone={timeZone}
                  extendable={dueAt !== null && deletedAt === null && revealedAt === null}
                  onExtend={onExtend}
                />
              </Fragment>
            );
          })}
          <Gap height={virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0)} columns={columns} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for rows that are not in the page. */
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={styles.gap}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
