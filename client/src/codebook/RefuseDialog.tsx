import { refuseTagBodySchema, type Tag } from "@postil/shared/schema/tag";
import { useRefuseTag, useRestoreTag } from "../api/tags.ts";
import { LineDialog } from "../ui/LineDialog.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { words } from "./words.ts";

/** Says no to a proposed tag, and why: its maker is told. */
export function RefuseDialog({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const refuse = useRefuseTag(tag.workspaceId);
  const restore = useRestoreTag(tag.workspaceId);
  const { proposals } = words;
  return (
    <LineDialog
      title={proposals.refuseTitle(tag.name)}
      field="reason"
      label={proposals.reason}
      hint={proposals.reasonHint}
      schema={refuseTagBodySchema}
      confirmLabel={proposals.refuse}
      danger
      onSave={async ({ reason }) => {
        const { moved } = await refuse.mutateAsync({ id: tag.id, reason });
        onClose();
        notify({
          message: proposals.refused(tag.name),
          undo: () => void restore.mutateAsync({ id: tag.id, children: moved }).catch(notifyError),
        });
      }}
      onClose={onClose}
    >
      <p>{proposals.refuseText}</p>
    </LineDialog>
  );
}
