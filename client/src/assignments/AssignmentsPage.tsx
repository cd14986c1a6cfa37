import { Button } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import { ClipboardList, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useAssignments } from "../api/assignments.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { AssignmentRow } from "./AssignmentRow.tsx";
import styles from "./assignments.module.css";
import { DeletedAssignments } from "./DeletedAssignments.tsx";
import { words } from "./words.ts";

/** What is asked of oneself; for instructors all assignments. */
export function AssignmentsPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.title, workspace.name);
  const { data, error, refetch } = useAssignments(workspace.id);
  const instructs = can(workspace.me.role, "edit-assignments");
  const [showDeleted, setShowDeleted] = useState(false);
  const create = instructs && (
    <Button component={Link} to={`/w/${workspace.id}/assignments/new`} leftSection={<Plus size={16} aria-hidden />}>
      {words.create}
    </Button>
  );
  return (
    <Page>
      <PageHeader title={words.title} actions={data && data.length > 0 && create}>
        {words.lead}
      </PageHeader>
      {data ? (
        data.length > 0 ? (
          <ListTable isLeading>
            <thead>
              <tr>
                <th scope="col">{words.columns.title}</th>
                <th scope="col">{words.columns.state}</th>
                <th scope="col">{words.columns.due}</th>
                <th scope="col">{words.columns.progress}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((one) => (
                <AssignmentRow key={one.id} assignment={one} />
              ))}
            </tbody>
          </ListTable>
        ) : (
          <EmptyState icon={ClipboardList} title={words.emptyTitle} actions={create}>
            {instructs ? words.emptyInstructor : words.emptyMember}
          </EmptyState>
        )
      ) : error ? (
        <ErrorState title={words.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      {data && instructs && !showDeleted && (
        <Button
          className={styles.below}
          variant="subtle"
          color="gray"
          leftSection={<Trash2 size={16} aria-hidden />}
          onClick={() => setShowDeleted(true)}
        >
          {words.deletedOnes.show}
        </Button>
      )}
      {instructs && showDeleted && <DeletedAssignments workspaceId={workspace.id} />}
    </Page>
  );
}
