import { Button, Group, Modal, TextInput } from "@mantine/core";
import { createWorkspaceBodySchema } from "@postil/shared/schema/workspace";
import { useNavigate } from "react-router";
import { useCreateWorkspace } from "../api/workspaces.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./forms.module.css";
import { words } from "./words.ts";

export function CreateWorkspaceDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.home.createTitle}>
      <CreateForm onClose={onClose} />
    </Modal>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { mutateAsync } = useCreateWorkspace();
  const form = useForm({
    initial: { name: "" },
    schema: createWorkspaceBodySchema,
    submit: async (body) => {
      const workspace = await mutateAsync(body);
      await navigate(`/w/${workspace.id}`);
    },
  });
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      <TextInput
        label={words.home.name}
        description={words.home.nameHint}
        data-autofocus
        value={form.values.name}
        onChange={(event) => form.set("name", event.currentTarget.value)}
        error={form.errors.name}
      />
      <Problem message={form.problem} />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {shared.cancel}
        </Button>
        <Button type="submit" loading={form.busy}>
          {words.home.createConfirm}
        </Button>
      </Group>
    </form>
  );
}
