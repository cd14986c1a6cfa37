import type { AssignmentSummary } from "@postil/shared/schema/assignment";
import { Link } from "react-router";
import { useDeletedAssignments } from "../api/assignments.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Section } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./assignments.module.css";
import { RestoreButton } from "./RestoreButton.tsx";
import { words } from "./words.ts";

/** What was deleted, each to be brought back with one click. */
export function DeletedAssignments({ workspaceId }: { workspaceId: string }) {
  const { data, error, refetch } = useDeletedAssignments(workspaceId);
  return (
    <Section title={words.deletedOnes.title} lead={words.deletedOnes.lead}>
      {data ? (
        data.length > 0 ? (
          <ul className={styles.lines}>
            {data.map((one) => (
              <Deleted key={one.id} assignment={one} />
            ))}
          </ul>
        ) : (
          <p className={styles.quiet}>{words.deletedOnes.none}</p>
        )
      ) : error ? (
        <ErrorState title={words.deletedOnes.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Section>
  );
}

function Deleted({ assignment }: { assignment: AssignmentSummary }) {
  const { id, workspaceId, title, deletedAt } = assignment;
  return (
    <li className={styles.line}>
      <span className={styles.lineWords}>
        <Link to={`/w/${workspaceId}/assignments/${id}`}>{title}</Link>
        {deletedAt && (
          <span className={styles.quiet}>
            {words.deletedOnes.when} <Time at={deletedAt} />
          </span>
        )}
      </span>
      <RestoreButton assignment={assignment} size="xs" />
    </li>
  );
}
