import { Button, Group, Modal, NativeSelect, TextInput } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import type { CodebookImport, CopyCodebookBody } from "@postil/shared/schema/codebook";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useCopyCodebook } from "../api/codebook.ts";
import { useWorkspaces } from "../api/workspaces.ts";
import { notify } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { words as shared } from "../ui/words.ts";
import styles from "./codebook.module.css";
import { ImportPreview } from "./ImportPreview.tsx";
import { words } from "./words.ts";

/** Copies the codebook to another workspace whose codebook one keeps, or to a new one. */
export function CopyDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { data: workspaces } = useWorkspaces();
  const { mutateAsync, isPending } = useCopyCodebook(workspaceId);
  const navigate = useNavigate();
  const [target, setTarget] = useState("");
  const [name, setName] = useState("");
  const [plan, setPlan] = useState<CodebookImport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { files } = words;
  const targets = (workspaces ?? []).filter(({ id, me }) => id !== workspaceId && can(me.role, "edit-codebook"));

  async function ask(to: CopyCodebookBody["to"], apply: boolean): Promise<void> {
    setProblem(null);
    try {
      const answer = await mutateAsync({ to, existing: "keep", apply });
      setPlan(answer);
      if (!answer.applied) return;
      notify({ message: files.copied(answer.items.filter((item) => item.kind === "added").length) });
      onClose();
      await navigate(`/w/${answer.workspaceId}/codebook`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <Modal opened onClose={onClose} title={files.copyTitle}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void ask(target === "" ? { name } : { workspaceId: target }, true);
        }}
      >
        <NativeSelect
          label={files.copyTo}
          data-autofocus
          value={target}
          onChange={(event) => {
            const id = event.currentTarget.value;
            setTarget(id);
            setPlan(null);
            if (id !== "") void ask({ workspaceId: id }, false);
          }}
          data={[
            { value: "", label: files.newWorkspace },
            ...targets.map(({ id, name: label }) => ({ value: id, label })),
          ]}
        />
        {target === "" && (
          <TextInput label={files.newName} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        )}
        {plan && <ImportPreview plan={plan} />}
        <Problem message={problem} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button
            type="submit"
            loading={isPending}
            disabled={target === "" ? name.trim() === "" : (plan?.problems.length ?? 1) > 0}
          >
            {files.copyApply}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
