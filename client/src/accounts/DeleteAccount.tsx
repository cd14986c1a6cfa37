import { Button, Group, Modal, PasswordInput, Radio, TextInput } from "@mantine/core";
import { deleteMeBodySchema, type WorkAfterwards, workAfterwardsSchema } from "@postil/shared/schema/account";
import { type ReactNode, useState } from "react";
import { type User, useDeleteMe } from "../api/accounts.ts";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./forms.module.css";
import { words } from "./words.ts";

interface DeleteAccountProps {
  user: User;
  onDeleted: () => Promise<void>;
  warning: ReactNode;
}

export function DeleteAccount(props: DeleteAccountProps) {
  const [opened, setOpened] = useState(false);
  return (
    <div>
      <Button variant="default" color="red" onClick={() => setOpened(true)}>
        {words.account.delete}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={words.account.deleteTitle}>
        <DeleteForm {...props} onCancel={() => setOpened(false)} />
      </Modal>
    </div>
  );
}

function DeleteForm({ user, onDeleted, warning, onCancel }: DeleteAccountProps & { onCancel: () => void }) {
  const { mutateAsync } = useDeleteMe();
  const form = useForm({
    initial: { confirm: "", work: "name" as WorkAfterwards },
    schema: deleteMeBodySchema,
    submit: async (body) => {
      await mutateAsync(body);
      await onDeleted();
      window.location.assign("/sign-in");
    },
  });
  const field = {
    value: form.values.confirm,
    onChange: (event: { currentTarget: { value: string } }) => form.set("confirm", event.currentTarget.value),
    error: form.errors.confirm,
    "data-autofocus": true,
  };
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      <p>{words.account.deleteLead}</p>
      <Radio.Group
        label={words.account.deleteWork}
        value={form.values.work}
        onChange={(value) => form.set("work", workAfterwardsSchema.parse(value))}
      >
        <div className={styles.choices}>
          <Radio value="name" label={words.account.deleteWorkName(user.name)} />
          <Radio
            value="pseudonym"
            label={words.account.deleteWorkPseudonym}
            description={words.account.deleteWorkPseudonymAbout}
          />
        </div>
      </Radio.Group>
      {warning}
      <p>
        <strong>{words.account.deleteWarning}</strong>
      </p>
      {user.hasPassword ? (
        <PasswordInput
          label={words.account.confirmPassword}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": words.showPassword, tabIndex: 0 }}
          {...field}
        />
      ) : (
        <TextInput label={words.account.confirmEmail(user.email)} autoComplete="off" {...field} />
      )}
      <Problem message={form.problem} />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onCancel}>
          {shared.cancel}
        </Button>
        <Button type="submit" color="red" loading={form.busy}>
          {words.account.deleteConfirm}
        </Button>
      </Group>
    </form>
  );
}
