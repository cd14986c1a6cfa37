import { Button } from "@mantine/core";
import type { Assignment, AssignmentEvent } from "@postil/shared/schema/assignment";
import { useAssignmentLog } from "../api/assignments.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Section } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./assignments.module.css";
import { describeEvent } from "./log-words.ts";
import { words } from "./words.ts";

/** Who published, changed, extended and revealed it, and when. For instructors. */
export function LogSection({ assignment }: { assignment: Assignment }) {
  const { id, workspaceId, timeZone } = assignment;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAssignmentLog(workspaceId, id);
  const events = data?.pages.flatMap((page) => page.items) ?? [];
  if (data && events.length === 0) return null;
  return (
    <Section title={words.log.title}>
      {error && !data && <ErrorState title={words.log.error} error={error} onRetry={() => void refetch()} />}
      <ul className={styles.lines}>
        {events.map((event) => (
          <Line key={event.id} event={event} zone={timeZone} />
        ))}
      </ul>
      {hasNextPage && (
        <Button
          className={styles.moreLines}
          variant="default"
          size="xs"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {words.log.more}
        </Button>
      )}
    </Section>
  );
}

function Line({ event, zone }: { event: AssignmentEvent; zone: string }) {
  return (
    <li className={styles.line}>
      <span>{describeEvent(event, zone)}</span>
      <span className={styles.quiet}>
        <Time at={event.at} />
      </span>
    </li>
  );
}
