import { Button } from "@mantine/core";
import type { AskedOfMe as Asked } from "@postil/shared/schema/asked-of-me";
import { CircleAlert } from "lucide-react";
import { Link } from "react-router";
import { useAskedOfMe } from "../api/activity.ts";
import { formatDate } from "../ui/format.ts";
import { Section } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { words as shared } from "../ui/words.ts";
import styles from "./home.module.css";
import { words } from "./words.ts";

/** Assignments that one has yet to submit, by when they are due. Nothing while there are none. */
export function AskedOfMe() {
  const { data, error, refetch } = useAskedOfMe();
  if (!data) {
    if (!error) return null;
    return (
      <Section title={words.asked.title}>
        <Problem message={words.asked.error} />
        <div>
          <Button variant="default" onClick={() => void refetch()}>
            {shared.tryAgain}
          </Button>
        </div>
      </Section>
    );
  }
  if (data.length === 0) return null;
  return (
    <Section title={words.asked.title}>
      <ul className={styles.asked}>
        {data.map((asked) => (
          <AskedRow key={asked.assignment.id} asked={asked} />
        ))}
      </ul>
    </Section>
  );
}

function AskedRow({ asked: { workspace, assignment, begun, done } }: { asked: Asked }) {
  const { id, title, articleCount, asks } = assignment;
  const isCounted = asks.annotations + asks.replies + asks.tags > 0;
  return (
    <li>
      <div className={styles.name}>
        <Link to={`/w/${workspace.id}/assignments/${id}`}>{title}</Link>
        <span className={styles.quiet}>{workspace.name}</span>
      </div>
      <Due assignment={assignment} />
      <span className={styles.quiet}>
        {isCounted ? words.asked.articles(done, articleCount) : words.asked.begun(begun, articleCount)}
      </span>
    </li>
  );
}

/** When it opens, else when it is due, by the reader's own clock. */
function Due({ assignment: { opensAt, me } }: Pick<Asked, "assignment">) {
  const now = Date.now();
  if (opensAt !== null && Date.parse(opensAt) > now) {
    return (
      <span>
        {words.asked.opens} <Moment at={opensAt} />
      </span>
    );
  }
  const dueAt = me?.dueAt ?? null;
  if (dueAt === null) return <span className={styles.quiet}>{words.asked.whenever}</span>;
  const isOverdue = Date.parse(dueAt) < now;
  return (
    <span className={styles.due} data-overdue={isOverdue}>
      {isOverdue && <CircleAlert size={14} aria-hidden />}
      <span>
        {isOverdue ? words.asked.overdue : words.asked.due} <Moment at={dueAt} />
      </span>
    </span>
  );
}

const MOMENT = {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
} as const;

function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{formatDate(at, MOMENT)}</time>;
}
