import { Button, Group, Modal, NativeSelect, TextInput } from "@mantine/core";
import { canGrant } from "@postil/shared/policy/permissions";
import { createInvitationBodySchema, type Invitation } from "@postil/shared/schema/invitation";
import { ROLES, type Role } from "@postil/shared/schema/role";
import type { Workspace } from "@postil/shared/schema/workspace";
import { useState } from "react";
import { useCreateInvitation } from "../api/invitations.ts";
import { CopyField } from "../ui/CopyField.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./forms.module.css";
import { words } from "./words.ts";

interface InviteDialogProps {
  workspace: Workspace;
  opened: boolean;
  onClose: () => void;
}

const DAYS = [1, 7, 14, 30, 90];

/** Makes a link that lets one person join with the chosen role; shows it once. */
export function InviteDialog({ workspace, opened, onClose }: InviteDialogProps) {
  const [made, setMade] = useState<Invitation | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={words.invite.title}>
      {made?.url ? (
        <div className={styles.form}>
          <p>{words.invite.shownOnce}</p>
          <CopyField label={words.invite.link} value={made.url} focus />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={() => setMade(null)}>
              {words.invite.another}
            </Button>
            <Button onClick={close}>{words.invite.done}</Button>
          </Group>
        </div>
      ) : (
        <InviteForm workspace={workspace} onMade={setMade} onCancel={close} />
      )}
    </Modal>
  );
}

interface InviteFormProps {
  workspace: Workspace;
  onMade: (invitation: Invitation) => void;
  onCancel: () => void;
}

function InviteForm({ workspace, onMade, onCancel }: InviteFormProps) {
  const { mutateAsync } = useCreateInvitation(workspace.id);
  const roles = ROLES.filter((role) => canGrant(workspace.me.role, role));
  const form = useForm({
    initial: { role: "annotator" as Role, email: "", expiresInDays: 14 },
    schema: createInvitationBodySchema,
    toInput: ({ email, ...values }) => ({ ...values, ...(email.trim() === "" ? {} : { email }) }),
    submit: async (body) => onMade(await mutateAsync(body)),
  });
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      <NativeSelect
        label={words.invite.role}
        description={shared.roleMeanings[form.values.role]}
        data-autofocus
        value={form.values.role}
        data={roles.map((role) => ({ value: role, label: shared.roles[role] }))}
        onChange={(event) => form.set("role", event.currentTarget.value as Role)}
      />
      <TextInput
        label={`${words.invite.email} (${shared.optional})`}
        description={words.invite.emailHint}
        type="email"
        autoComplete="off"
        value={form.values.email}
        onChange={(event) => form.set("email", event.currentTarget.value)}
        error={form.errors.email}
      />
      <NativeSelect
        label={words.invite.days}
        value={String(form.values.expiresInDays)}
        data={DAYS.map((days) => ({ value: String(days), label: words.invite.dayCount(days) }))}
        onChange={(event) => form.set("expiresInDays", Number(event.currentTarget.value))}
      />
      <Problem message={form.problem} />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onCancel}>
          {shared.cancel}
        </Button>
        <Button type="submit" loading={form.busy}>
          {words.invite.create}
        </Button>
      </Group>
    </form>
  );
}
