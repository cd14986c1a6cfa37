import { Button, Group, Modal, TextInput } from "@mantine/core";
import { saveVersionBodySchema } from "@postil/shared/schema/codebook";
import { useSaveVersion } from "../api/codebook.ts";
import { notify } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

export function SaveVersionDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { mutateAsync } = useSaveVersion(workspaceId);
  const { history } = words;
  const form = useForm({
    initial: { label: "" },
    schema: saveVersionBodySchema,
    submit: async (body) => {
      await mutateAsync(body);
      onClose();
      notify({ message: history.saved(body.label) });
    },
  });
  return (
    <Modal opened onClose={onClose} title={history.saveTitle}>
      <form className={styles.form} onSubmit={form.onSubmit} noValidate>
        <TextInput
          label={history.saveName}
          description={history.saveHint}
          data-autofocus
          value={form.values.label}
          onChange={(event) => form.set("label", event.currentTarget.value)}
          error={form.errors.label}
        />
        <Problem message={form.problem} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={form.busy}>
            {history.saveApply}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
