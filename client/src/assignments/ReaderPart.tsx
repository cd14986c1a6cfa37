import type { Assignment } from "@postil/shared/schema/assignment";
import { useMemo } from "react";
import { Link } from "react-router";
import { useAssignments, useAssignmentsById } from "../api/assignments.ts";
import { Moment } from "./Moment.tsx";
import { articleState, countArticles, describeAsks, describeProgress, standingOf } from "./progress-words.ts";
import styles from "./reader-part.module.css";
import { StateMark } from "./StateMark.tsx";
import { SubmitButtons } from "./SubmitButtons.tsx";
import { useTeamWork } from "./use-team-work.ts";
import { words } from "./words.ts";

/** Shortest time between two counts while the team annotates, in ms: every reader of the article asks for one. */
const PACE = 10_000;

/** Beside the article: what is asked of the reader there, how far they are, and Submit at hand. */
export function ReaderPart({ workspaceId, articleId }: { workspaceId: string; articleId: string }) {
  const { data } = useAssignments(workspaceId);
  const running = useMemo(
    () => (data ?? []).filter(({ me, state, revealedAt }) => me?.isOpen && state === "published" && !revealedAt),
    [data],
  );
  const ids = useMemo(() => running.map(({ id }) => id), [running]);
  const all = useAssignmentsById(workspaceId, ids);
  const here = (all ?? [])
    .filter(({ articles }) => articles.some(({ id }) => id === articleId))
    .sort((a, b) => dueFirst(a) - dueFirst(b));
  useTeamWork(workspaceId, here.find(({ kind }) => kind === "together")?.id ?? null, PACE);
  if (here.length === 0) return null;
  return (
    <section className={styles.parts} aria-labelledby="asked-here">
      <h2 id="asked-here">{words.reader.title}</h2>
      {here.map((assignment) => (
        <Part key={assignment.id} assignment={assignment} articleId={articleId} />
      ))}
    </section>
  );
}

/** What is due first comes first, what was submitted last. */
function dueFirst({ me }: Assignment): number {
  if (!me || me.submittedAt !== null) return Number.MAX_SAFE_INTEGER;
  return me.dueAt === null ? Number.MAX_SAFE_INTEGER - 1 : Date.parse(me.dueAt);
}

function Part({ assignment, articleId }: { assignment: Assignment; articleId: string }) {
  const { id, workspaceId, title, timeZone, me, asks, articles } = assignment;
  const progress = articles.find((article) => article.id === articleId)?.progress ?? null;
  const standing = standingOf(assignment, Date.now());
  const state = progress && articleState(progress, asks);
  return (
    <div className={styles.part}>
      <Link to={`/w/${workspaceId}/assignments/${id}`}>{title}</Link>
      {me?.submittedAt === null && progress && state ? (
        <p>
          <StateMark state={state}>
            {state === "not-started" && describeAsks(asks) === null
              ? words.articleState[state]
              : words.reader.here(describeProgress(progress, asks))}
          </StateMark>
        </p>
      ) : (
        <p>
          <StateMark state={standing}>{words.standing[standing]}</StateMark>
        </p>
      )}
      {articles.length > 1 && me?.submittedAt === null && <p className={styles.quiet}>{countArticles(assignment)}</p>}
      {me?.dueAt && me.submittedAt === null && (
        <p className={styles.quiet}>
          {standing === "overdue" ? words.reader.wasDue : words.due} <Moment at={me.dueAt} zone={timeZone} />
        </p>
      )}
      <div className={styles.buttons}>
        <SubmitButtons assignment={assignment} size="xs" quiet />
      </div>
    </div>
  );
}
