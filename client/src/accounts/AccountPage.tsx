import { Button, PasswordInput, TextInput } from "@mantine/core";
import { changePasswordBodySchema, updateMeBodySchema } from "@postil/shared/schema/account";
import type { ReactNode } from "react";
import { useChangePassword, useUpdateMe, useUser } from "../api/accounts.ts";
import { notify } from "../ui/notify.ts";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { usePageTitle } from "../ui/use-page-title.ts";
import styles from "./AccountPage.module.css";
import { DeleteAccount } from "./DeleteAccount.tsx";
import { words } from "./words.ts";

interface AccountPageProps {
  /** What else has to go with the account, before the page is left. */
  onDeleted: () => Promise<void>;
  /** What deleting would lose besides; asked for when the dialog opens. */
  deleteWarning: ReactNode;
  /** What they are told of, and how. */
  notices: ReactNode;
}

export function AccountPage({ onDeleted, deleteWarning, notices }: AccountPageProps) {
  const user = useUser();
  usePageTitle(words.account.title);
  return (
    <Page width="narrow">
      <PageHeader title={words.account.title}>{words.account.signedInAs(user.email)}</PageHeader>
      <Section title={words.account.nameTitle}>
        <NameForm name={user.name} />
      </Section>
      <Section title={words.account.passwordTitle} lead={user.hasPassword ? words.account.passwordLead : undefined}>
        {user.hasPassword ? <PasswordForm email={user.email} /> : <p>{words.account.noPassword}</p>}
      </Section>
      {notices}
      <Section title={words.account.deleteTitle} lead={words.account.deleteLead}>
        <DeleteAccount user={user} onDeleted={onDeleted} warning={deleteWarning} />
      </Section>
    </Page>
  );
}

function NameForm({ name }: { name: string }) {
  const { mutateAsync } = useUpdateMe();
  const form = useForm({
    initial: { name },
    schema: updateMeBodySchema,
    submit: async (body) => {
      await mutateAsync(body);
      notify({ message: words.account.nameSaved });
    },
  });
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      <TextInput
        label={words.name}
        description={words.nameHint}
        autoComplete="name"
        value={form.values.name}
        onChange={(event) => form.set("name", event.currentTarget.value)}
        error={form.errors.name}
      />
      <Problem message={form.problem} />
      <Button type="submit" variant="default" loading={form.busy}>
        {words.account.saveName}
      </Button>
    </form>
  );
}

const EMPTY = { currentPassword: "", newPassword: "" };

function PasswordForm({ email }: { email: string }) {
  const { mutateAsync } = useChangePassword();
  const form = useForm({
    initial: EMPTY,
    schema: changePasswordBodySchema,
    submit: async (body) => {
      await mutateAsync(body);
      form.reset(EMPTY);
      notify({ message: words.account.passwordSaved });
    },
  });
  const toggle = { "aria-label": words.showPassword, tabIndex: 0 };
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      {/* Tells password managers whose password it is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        label={words.currentPassword}
        autoComplete="current-password"
        visibilityToggleButtonProps={toggle}
        value={form.values.currentPassword}
        onChange={(event) => form.set("currentPassword", event.currentTarget.value)}
        error={form.errors.currentPassword}
      />
      <PasswordInput
        label={words.newPassword}
        description={words.passwordHint}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        value={form.values.newPassword}
        onChange={(event) => form.set("newPassword", event.currentTarget.value)}
        error={form.errors.newPassword}
      />
      <Problem message={form.problem} />
      <Button type="submit" variant="default" loading={form.busy}>
        {words.account.savePassword}
      </Button>
    </form>
  );
}
