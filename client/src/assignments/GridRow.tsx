import { ActionIcon } from "@mantine/core";
import type { Grid } from "@postil/shared/schema/assignment";
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

interface GridRowProps {
  /** Its place among all rows, those that are not in the page too. */
  index: number;
  measure: (element: HTMLElement | null) => void;
  row: Grid["rows"][number];
  articles: Grid["articles"];
  /** The first and the last of the articles that are in the page. */
  from: number;
  to: number;
  /** Whom they write as in the assignment. */
  coder: string;
  /** The assignment, where work is in layers of its own. */
  blindIn: string | null;
  timeZone: string;
  extendable: boolean;
  onExtend: (actor: string) => void;
}

/** One person's row. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, measure, row, articles, from, to, coder, blindIn, timeZone, extendable, onExtend } = props;
  const { actor, name, colour, pseudonym, states, cells, overdue, extendedUntil, submittedAt } = row;
  const overall = rowState(row);
  return (
    <tr ref={measure} data-index={index} data-actor={actor} aria-rowindex={index + 2}>
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
      {from > 0 && <td colSpan={from} />}
      {articles.slice(from, to + 1).map((article, nth) => {
        const place = from + nth;
        const state = states[place] ?? "not-started";
        const cell = cells[place];
        const mark = <StateMark state={state}>{words.cellState[state]}</StateMark>;
        const open = submittedAt !== null && cell;
        return (
          <td key={article.id} data-column={place} aria-colindex={place + 3}>
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
      {to < articles.length - 1 && <td colSpan={articles.length - 1 - to} />}
    </tr>
  );
});
