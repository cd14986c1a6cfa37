import type { Assignment } from "@postil/shared/schema/assignment";
import { Time } from "../ui/Time.tsx";
import styles from "./assignments.module.css";
import { Moment } from "./Moment.tsx";
import { describeAsks, standingOf } from "./progress-words.ts";
import { StateMark } from "./StateMark.tsx";
import { words } from "./words.ts";

/** What it is, when it is due and how it is revealed, under its title. */
export function Facts({ assignment }: { assignment: Assignment }) {
  const { kind, opensAt, timeZone, me, reveal, revealAt, revealedAt, revealedBy, asks } = assignment;
  const standing = standingOf(assignment, Date.now());
  const dueAt = me ? me.dueAt : assignment.dueAt;
  const asked = describeAsks(asks);
  return (
    <ul className={styles.facts}>
      {assignment.deletedAt === null && (
        <li>
          <StateMark state={standing}>{words.standing[standing]}</StateMark>
        </li>
      )}
      <li>{words.kind[kind]}</li>
      {opensAt && standing === "not-open" && (
        <li>
          {words.opens} <Moment at={opensAt} zone={timeZone} />
        </li>
      )}
      <li>
        {dueAt ? (
          <>
            {words.due} <Moment at={dueAt} zone={timeZone} />
            {me?.extendedUntil && <>, {words.extended}</>}
          </>
        ) : (
          words.noDue
        )}
      </li>
      {asked && <li>{asked}</li>}
      {kind === "blind" && (
        <li>
          {revealedAt ? (
            <>
              {revealedBy ? words.reveal.by(revealedBy) : words.reveal.byItself} <Time at={revealedAt} />
            </>
          ) : reveal === "at" && revealAt ? (
            <>
              {words.reveal.at} <Moment at={revealAt} zone={timeZone} />
            </>
          ) : (
            words.reveal.modes[reveal]
          )}
        </li>
      )}
    </ul>
  );
}
