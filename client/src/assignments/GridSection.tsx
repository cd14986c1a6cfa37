import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import type { Assignment, CellState } from "@postil/shared/schema/assignment";
import { useCallback, useMemo, useState } from "react";
import { useGrid, useRemind } from "../api/assignments.ts";
import { useGroups } from "../api/groups.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notify } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { ExtendDialog } from "./ExtendDialog.tsx";
import { GridCsv } from "./GridCsv.tsx";
import { GridTable } from "./GridTable.tsx";
import styles from "./grid.module.css";
import { rowState } from "./progress-words.ts";
import { words } from "./words.ts";

const STATES: readonly CellState[] = ["not-started", "working", "submitted", "late"];

/** Who is how far, with what instructors do about it. */
export function GridSection({ assignment }: { assignment: Assignment }) {
  const { id, workspaceId, kind, me, revealedAt, people } = assignment;
  const { data: groups } = useGroups(workspaceId);
  const [group, setGroup] = useState("");
  const { data, error, refetch } = useGrid(workspaceId, id, group);
  const remind = useRemind(id);
  const [wanted, setWanted] = useState<CellState | null>(null);
  const [reminding, setReminding] = useState(false);
  const [extending, setExtending] = useState<string | null>(null);
  const rows = useMemo(
    () => data?.rows.filter((row) => wanted === null || rowState(row) === wanted) ?? [],
    [data, wanted],
  );
  /** Whom each writes as: only their layers are named by it. */
  const coders = useMemo(
    () => new Map((people ?? []).map(({ actor, work }) => [actor, work?.actor ?? actor])),
    [people],
  );
  const onExtend = useCallback((actor: string) => setExtending(actor), []);
  // After the reveal nobody can submit any more.
  const runs = assignment.deletedAt === null && revealedAt === null;
  const hides = kind === "blind" && me !== null && revealedAt === null;
  const extended = data?.rows.find(({ actor }) => actor === extending);
  return (
    <Section title={words.grid.title} lead={hides ? words.grid.you : words.grid.lead}>
      <div className={styles.tools}>
        <SegmentedControl
          aria-label={words.grid.filter}
          size="xs"
          value={wanted ?? "all"}
          onChange={(value) => setWanted(STATES.find((state) => state === value) ?? null)}
          data={[
            { value: "all", label: words.grid.all },
            ...STATES.map((state) => ({ value: state, label: words.cellState[state] })),
          ]}
        />
        {groups !== undefined && groups.length > 0 && (
          <NativeSelect
            aria-label={words.grid.group}
            size="xs"
            value={group}
            onChange={(event) => setGroup(event.currentTarget.value)}
            data={[
              { value: "", label: words.grid.allGroups },
              ...groups.map(({ id: value, name }) => ({ value, label: name })),
            ]}
          />
        )}
        <span className={styles.shown} role="status">
          {data && wanted !== null && words.grid.shown(rows.length, data.rows.length)}
        </span>
        {runs && (
          <Button variant="default" onClick={() => setReminding(true)}>
            {words.grid.remind}
          </Button>
        )}
        <GridCsv id={id} group={group} isPseudonymous={assignment.pseudonyms} />
      </div>
      {data ? (
        rows.length > 0 ? (
          <GridTable assignment={assignment} articles={data.articles} rows={rows} coders={coders} onExtend={onExtend} />
        ) : (
          <EmptyState title={data.rows.length === 0 ? words.grid.empty : words.grid.none} heading="h2" />
        )
      ) : error ? (
        <ErrorState title={words.grid.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      <ConfirmDialog
        opened={reminding}
        title={words.grid.remindTitle}
        confirmLabel={words.grid.remindConfirm}
        danger={false}
        onClose={() => setReminding(false)}
        onConfirm={async () => {
          await remind.mutateAsync();
          notify({ message: words.grid.reminded, tone: "good" });
        }}
      >
        {words.grid.remindText}
      </ConfirmDialog>
      {extended && <ExtendDialog assignment={assignment} row={extended} onClose={() => setExtending(null)} />}
    </Section>
  );
}
