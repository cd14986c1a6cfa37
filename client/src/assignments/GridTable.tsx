import type { Assignment, Grid } from "@postil/shared/schema/assignment";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
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

/** Height of a row before it was measured, and width of a column, in px. */
const HEIGHT = 92;
const WIDTH = 160;
/** Up to so many articles all columns are in the page: the keyboard comes to each without having to scroll first. */
const FEW = 12;
/** Width that names and the overall state take, at most, in px. */
const HEAD = 208 + WIDTH;

/**
 * People × articles. It scrolls by itself, head and names staying where they are; only what is near the view is in the
 * page, and the row that holds the keyboard, so that nobody loses their place to what others do.
 */
export function GridTable({ assignment, articles, rows, coders, onExtend }: GridTableProps) {
  const { id, kind, timeZone, dueAt, deletedAt, revealedAt } = assignment;
  const region = useRef<HTMLElement>(null);
  const [kept, setKept] = useState<{ actor: string; column: number } | null>(null);
  const keptAt = kept === null ? -1 : rows.findIndex(({ actor }) => actor === kept.actor);
  const nearRows = useCallback(
    (range: Range) => {
      const near = defaultRangeExtractor(range);
      return keptAt === -1 || near.includes(keptAt) ? near : [...near, keptAt].sort((a, b) => a - b);
    },
    [keptAt],
  );
  const getScrollElement = () => region.current;
  const down = useVirtualizer({
    count: rows.length,
    getScrollElement,
    estimateSize: () => HEIGHT,
    overscan: 4,
    rangeExtractor: nearRows,
    getItemKey: (index) => rows[index]?.actor ?? index,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: articles.length,
    getScrollElement,
    estimateSize: () => WIDTH,
    paddingStart: HEAD,
    overscan: articles.length <= FEW ? FEW : 2,
  });
  const shown = down.getVirtualItems();
  const columns = across.getVirtualItems();
  const column = kept?.column ?? -1;
  // In one piece with the one that holds the keyboard: there are never many.
  const from = Math.min(columns[0]?.index ?? 0, column === -1 ? Number.POSITIVE_INFINITY : column);
  const to = Math.max(columns.at(-1)?.index ?? -1, column);
  const after = articles.length - 1 - to;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={region} className={styles.scroll} aria-label={words.grid.region} tabIndex={0}>
      <table
        className={styles.grid}
        style={{ "--columns": articles.length + 1 } as CSSProperties}
        aria-rowcount={rows.length + 1}
        aria-colcount={articles.length + 2}
      >
        <colgroup>
          <col className={styles.personColumn} />
          <col span={articles.length + 1} style={{ width: WIDTH }} />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={styles.person}>
              {words.grid.person}
            </th>
            <th scope="col">{words.grid.overall}</th>
            {from > 0 && <td colSpan={from} />}
            {articles.slice(from, to + 1).map((article, place) => (
              <th key={article.id} scope="col" title={article.title} aria-colindex={from + place + 3}>
                <span className={styles.column}>{article.title}</span>
              </th>
            ))}
            {after > 0 && <td colSpan={after} />}
          </tr>
        </thead>
        <tbody onFocus={(event) => setKept(placeOf(event.target))} onBlur={() => setKept(null)}>
          {shown.map((item, place) => {
            const row = rows[item.index];
            if (!row) return null;
            // All of the row that holds the keyboard, so that Tab comes to each article without scrolling to it first.
            const isKept = row.actor === kept?.actor;
            return (
              <Fragment key={item.key}>
                <Gap height={item.start - (shown[place - 1]?.end ?? 0)} columns={articles.length + 2} />
                <GridRow
                  index={item.index}
                  measure={down.measureElement}
                  row={row}
                  articles={articles}
                  from={isKept ? 0 : from}
                  to={isKept ? articles.length - 1 : to}
                  coder={coders.get(row.actor) ?? row.actor}
                  blindIn={kind === "blind" ? id : null}
                  timeZone={timeZone}
                  extendable={dueAt !== null && deletedAt === null && revealedAt === null}
                  onExtend={onExtend}
                />
              </Fragment>
            );
          })}
          <Gap height={down.getTotalSize() - (shown.at(-1)?.end ?? 0)} columns={articles.length + 2} />
        </tbody>
      </table>
    </section>
  );
}

/** Whose row holds the keyboard, and which article's column; -1 for those before the articles. */
function placeOf(element: Element): { actor: string; column: number } | null {
  const actor = element.closest<HTMLElement>("[data-actor]")?.dataset.actor;
  if (actor === undefined) return null;
  const column = element.closest<HTMLElement>("[data-column]")?.dataset.column;
  return { actor, column: column === undefined ? -1 : Number(column) };
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
