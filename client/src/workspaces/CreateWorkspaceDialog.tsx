import { createWorkspaceBodySchema } from "@postil/shared/schema/workspace";
import { useNavigate } from "react-router";
import { useCreateWorkspace } from "../api/workspaces.ts";
import { LineDialog } from "../ui/LineDialog.tsx";
import { words } from "./words.ts";

export function CreateWorkspaceDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const { mutateAsync } = useCreateWorkspace();
  return (
    <LineDialog
      opened={opened}
      title={words.home.createTitle}
      field="name"
      label={words.home.name}
      hint={words.home.nameHint}
      schema={createWorkspaceBodySchema}
      confirmLabel={words.home.createConfirm}
      onSave={async (body) => {
        const workspace = await mutateAsync(body);
        await navigate(`/w/${workspace.id}`);
      }}
      onClose={onClose}
    />
  );
}
