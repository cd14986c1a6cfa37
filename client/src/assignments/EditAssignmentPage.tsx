import { can } from "@postil/shared/policy/permissions";
import { useNavigate, useParams } from "react-router";
import { useAssignment, useCreateAssignment, useUpdateAssignment } from "../api/assignments.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notify } from "../ui/notify.ts";
import { Page, PageHeader } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { AssignmentForm } from "./AssignmentForm.tsx";
import { changesOf } from "./assignment-draft.ts";
import { words } from "./words.ts";

/** `/w/:workspaceId/assignments/new`. */
export function NewAssignmentPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.form.newTitle, workspace.name);
  const navigate = useNavigate();
  const create = useCreateAssignment(workspace.id);
  if (!can(workspace.me.role, "edit-assignments")) return <NotAllowed />;
  return (
    <Page width="narrow">
      <PageHeader title={words.form.newTitle} />
      <AssignmentForm
        workspaceId={workspace.id}
        assignment={null}
        save={async (body, publish) => {
          const { id } = await create.mutateAsync(body);
          await navigate(`/w/${workspace.id}/assignments/${id}${publish ? "?publish" : ""}`, { replace: true });
        }}
      />
    </Page>
  );
}

/** `/w/:workspaceId/assignments/:assignmentId/edit`. */
export function EditAssignmentPage() {
  const workspace = useCurrentWorkspace();
  const { assignmentId = "" } = useParams();
  usePageTitle(words.form.editTitle, workspace.name);
  const navigate = useNavigate();
  const { data, error, refetch } = useAssignment(workspace.id, assignmentId);
  const update = useUpdateAssignment(workspace.id, assignmentId);
  if (!can(workspace.me.role, "edit-assignments")) return <NotAllowed />;
  return (
    <Page width="narrow">
      <PageHeader title={words.form.editTitle} />
      {data ? (
        <AssignmentForm
          key={data.id}
          workspaceId={workspace.id}
          assignment={data}
          save={async (body, publish, before) => {
            await update.mutateAsync(changesOf(before, body));
            notify({ message: words.form.saved, tone: "good" });
            await navigate(`/w/${workspace.id}/assignments/${assignmentId}${publish ? "?publish" : ""}`);
          }}
        />
      ) : error ? (
        <ErrorState title={words.noSuch} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function NotAllowed() {
  return (
    <Page>
      <ErrorState title={words.noSuch} error={new Error(words.form.onlyInstructors)} />
    </Page>
  );
}
