import { Button } from "@mantine/core";
import type { Assignment } from "@postil/shared/schema/assignment";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useAssignmentStep, useDeleteAssignment } from "../api/assignments.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { describePeople } from "./progress-words.ts";
import { RestoreButton } from "./RestoreButton.tsx";
import { words } from "./words.ts";

type Question = "publish" | "reveal" | "delete";

/** What instructors do with an assignment; what can't be taken back asks first. */
export function AssignmentActions({ assignment }: { assignment: Assignment }) {
  const { id, workspaceId, title, state, kind, revealedAt, counts } = assignment;
  const { mutateAsync } = useAssignmentStep(workspaceId, id);
  const remove = useDeleteAssignment(workspaceId, id);
  const navigate = useNavigate();
  // `?publish`: saved a moment ago, to be published.
  const [search, setSearch] = useSearchParams();
  const [asking, setAsking] = useState<Question | null>(search.has("publish") ? "publish" : null);
  const close = () => {
    setAsking(null);
    if (search.has("publish")) setSearch({}, { replace: true });
  };
  if (assignment.deletedAt !== null) return <RestoreButton assignment={assignment} />;
  const isDraft = state === "draft";
  return (
    <>
      <Button component={Link} to={`/w/${workspaceId}/assignments/${id}/edit`} variant="default">
        {words.page.edit}
      </Button>
      <Button variant="default" onClick={() => setAsking("delete")}>
        {words.page.delete}
      </Button>
      {isDraft && <Button onClick={() => setAsking("publish")}>{words.page.publish}</Button>}
      {!isDraft && kind === "blind" && revealedAt === null && (
        <Button onClick={() => setAsking("reveal")}>{words.reveal.button}</Button>
      )}
      <ConfirmDialog
        opened={asking === "publish" && isDraft}
        title={words.page.publishTitle}
        confirmLabel={words.page.publishConfirm}
        danger={false}
        onClose={close}
        onConfirm={() => mutateAsync("publish")}
      >
        {words.page.publishText(describePeople(assignment))}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === "reveal" && revealedAt === null}
        title={words.reveal.title}
        confirmLabel={words.reveal.confirm}
        onClose={close}
        onConfirm={async () => {
          await mutateAsync("reveal");
          notify({ message: words.reveal.done, tone: "good" });
        }}
      >
        <p>{words.reveal.text}</p>
        {counts && <p>{words.reveal.counts(counts.submitted, counts.people)}</p>}
        <p>
          <strong>{words.reveal.final}</strong>
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === "delete"}
        title={words.page.deleteTitle(title)}
        confirmLabel={words.page.deleteConfirm}
        onClose={close}
        onConfirm={async () => {
          await remove.mutateAsync();
          notify({
            message: words.page.deleted,
            ...(isDraft ? {} : { undo: () => void mutateAsync("restore").catch(notifyError) }),
          });
          await navigate(`/w/${workspaceId}/assignments`);
        }}
      >
        {isDraft ? words.page.deleteDraft : words.page.deletePublished}
      </ConfirmDialog>
    </>
  );
}
