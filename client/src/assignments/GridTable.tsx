import { ActionIcon } from "@mantine/core";
import type { Assignment, Grid } from "@postil/shared/schema/assignment";
import { CalendarPlus } from "lucide-react";
import { memo } from "react";
import { Link } from "react-router";
import { Avatar } from "../ui/Avatar.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./grid.module.css";
import { Moment } from "./Moment.tsx";
import { rowState } from "./progress-words.ts";
import { StateMark } from "./StateMark.tsx";
import { words } from "./words.ts";

type Row = Grid["rows"][number];

interface GridTableProps {
  assignment: Assignment;
  articles: Grid["articles"];
  rows: readonly Row[];
  /** By the member's actor: whom they write as in the assignment. */
  coders: ReadonlyMap<string, string>;
  onExtend: (actor: string) => void;
}

/** People × articles. It scrolls by itself, head and names staying where they are. */
export function GridTable({ assignment, articles, rows, coders, onExtend }: GridTableProps) {
  const { id, kind, timeZone, dueAt } = assignment;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} aria-label={words.grid.region} tabIndex={0}>
      <table className={styles.grid}>
        <thead>
          <tr>
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
        <tbody>
          {rows.map((row) => (
            <GridRow
              key={row.actor}
              row={row}
              articles={articles}
              coder={coders.get(row.actor) ?? row.actor}
              blindIn={kind === "blind" ? id : null}
              timeZone={timeZone}
              extendable={dueAt !== null}
              onExtend={onExtend}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface GridRowProps {
  row: Row;
  articles: Grid["articles"];
  coder: string;
  /** The assignment, where work is in layers of its own. */
  blindIn: string | null;
  timeZone: string;
  extendable: boolean;
  onExtend: (actor: string) => void;
}

const GridRow = memo(function GridRow({ row, articles, coder, blindIn, timeZone, extendable, onExtend }: GridRowProps) {
  const { actor, name, colour, pseudonym, states, cells, overdue, extendedUntil, submittedAt } = row;
  const overall = rowState(row);
  return (
    <tr>
      <th scope="row" className={styles.person}>
        <div className={styles.who}>
          <Avatar name={name} colour={colour} decorative />
          <span className={styles.names}>
            {name}
            {pseudonym && <span className={styles.quiet}>{pseudonym}</span>}
          </span>
          {extendable && (
            <ActionIcon
              size={24}
              aria-label={words.grid.extendOf(name)}
              title={words.grid.extendOf(name)}
              onClick={() => onExtend(actor)}
            >
              <CalendarPlus size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      </th>
      <td>
        <StateMark state={overall}>{words.cellState[overall]}</StateMark>
        {submittedAt && (
          <div className={styles.quiet}>
            <Time at={submittedAt} />
          </div>
        )}
        {overdue && (
          <div>
            <StateMark state="overdue">{words.grid.overdue}</StateMark>
          </div>
        )}
        {extendedUntil && (
          <div className={styles.quiet}>
            {words.grid.until} <Moment at={extendedUntil} zone={timeZone} />
          </div>
        )}
      </td>
      {articles.map((article, place) => {
        const state = states[place] ?? "not-started";
        const cell = cells[place];
        const mark = <StateMark state={state}>{words.cellState[state]}</StateMark>;
        const open = submittedAt !== null && cell;
        return (
          <td key={article.id}>
            {open ? (
              <Link
                to={blindIn ? `/a/${article.id}?assignment=${blindIn}&of=${coder}` : `/a/${article.id}`}
                className={styles.open}
                aria-label={words.grid.openWork(name, article.title)}
              >
                {mark}
              </Link>
            ) : (
              mark
            )}
            {cell && (
              <div className={styles.quiet}>
                {words.grid.cell(cell[0], cell[1])}
                <div>
                  <Time at={cell[3]} />
                </div>
              </div>
            )}
          </td>
        );
      })}
    </tr>
  );
});
