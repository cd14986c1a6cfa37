import { Button, type ButtonProps } from "@mantine/core";
import type { AssignmentSummary } from "@postil/shared/schema/assignment";
import { useState } from "react";
import { useAssignmentStep } from "../api/assignments.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { words } from "./words.ts";

interface RestoreButtonProps extends Pick<ButtonProps, "size"> {
  assignment: AssignmentSummary;
}

/** Brings a deleted assignment back; asks first where that would reveal it. */
export function RestoreButton({ assignment, ...size }: RestoreButtonProps) {
  const { id, workspaceId, title, reveal, revealAt, revealedAt } = assignment;
  const { mutateAsync, isPending } = useAssignmentStep(workspaceId, id);
  const [asking, setAsking] = useState(false);
  const reveals = reveal === "at" && revealedAt === null && revealAt !== null && Date.parse(revealAt) <= Date.now();
  const restore = async () => {
    await mutateAsync("restore");
    notify({ message: words.deletedOnes.restored(title), tone: "good" });
  };
  return (
    <>
      <Button
        {...size}
        variant="default"
        loading={isPending}
        aria-label={words.deletedOnes.restoreOf(title)}
        onClick={() => (reveals ? setAsking(true) : void restore().catch(notifyError))}
      >
        {words.deletedOnes.restore}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={words.deletedOnes.restoreTitle}
        confirmLabel={words.deletedOnes.restore}
        onClose={() => setAsking(false)}
        onConfirm={restore}
      >
        {words.deletedOnes.opensAtOnce}
      </ConfirmDialog>
    </>
  );
}
