import { saveVersionBodySchema } from "@postil/shared/schema/codebook";
import { useSaveVersion } from "../api/codebook.ts";
import { LineDialog } from "../ui/LineDialog.tsx";
import { notify } from "../ui/notify.ts";
import { words } from "./words.ts";

export function SaveVersionDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { mutateAsync } = useSaveVersion(workspaceId);
  const { history } = words;
  return (
    <LineDialog
      title={history.saveTitle}
      field="label"
      label={history.saveName}
      hint={history.saveHint}
      schema={saveVersionBodySchema}
      confirmLabel={history.saveApply}
      onSave={async (body) => {
        await mutateAsync(body);
        onClose();
        notify({ message: history.saved(body.label) });
      }}
      onClose={onClose}
    />
  );
}
