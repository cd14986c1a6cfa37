import type { AssignmentSummary } from "@postil/shared/schema/assignment";
import { Link } from "react-router";
import { useAssignment } from "../api/assignments.ts";
import styles from "./assignments.module.css";
import { Moment } from "./Moment.tsx";
import { countArticles, describeAsks, standingOf } from "./progress-words.ts";
import { StateMark } from "./StateMark.tsx";
import { words } from "./words.ts";

/** One assignment in the list. */
export function AssignmentRow({ assignment }: { assignment: AssignmentSummary }) {
  const { id, workspaceId, title, kind, articleCount, me, counts, timeZone, opensAt } = assignment;
  const standing = standingOf(assignment, Date.now());
  const dueAt = me ? me.dueAt : assignment.dueAt;
  const asks = describeAsks(assignment.asks);
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <Link to={`/w/${workspaceId}/assignments/${id}`}>{title}</Link>
        <div className={styles.quiet}>
          {words.kind[kind]} · {words.count.articles(articleCount)}
          {asks && <> · {asks}</>}
        </div>
      </th>
      <td>
        <StateMark state={standing}>{words.standing[standing]}</StateMark>
        {standing === "not-open" && opensAt && (
          <div className={styles.quiet}>
            {words.opens} <Moment at={opensAt} zone={timeZone} />
          </div>
        )}
      </td>
      <td>
        {dueAt ? <Moment at={dueAt} zone={timeZone} /> : <span className={styles.quiet}>{words.noDue}</span>}
        {me?.extendedUntil && <div className={styles.quiet}>{words.extended}</div>}
      </td>
      <td>
        {me && me.submittedAt === null && me.isOpen && <OwnProgress workspaceId={workspaceId} id={id} />}
        {counts && assignment.state === "published" && (
          <div className={me ? styles.quiet : undefined}>{words.submittedOf(counts.submitted, counts.people)}</div>
        )}
      </td>
    </tr>
  );
}

/** How far oneself is with all its articles. */
function OwnProgress({ workspaceId, id }: { workspaceId: string; id: string }) {
  const { data } = useAssignment(workspaceId, id);
  if (!data) return null;
  return <div>{countArticles(data)}</div>;
}
