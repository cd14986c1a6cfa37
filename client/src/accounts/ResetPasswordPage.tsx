import { Button, PasswordInput } from "@mantine/core";
import { resetPasswordBodySchema } from "@postil/shared/schema/account";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useResetPassword } from "../api/accounts.ts";
import { FrontPage } from "../ui/FrontPage.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { usePageTitle } from "../ui/use-page-title.ts";
import styles from "./forms.module.css";
import { words } from "./words.ts";

export function ResetPasswordPage() {
  usePageTitle(words.reset.title);
  const { token = "" } = useParams();
  const { mutateAsync } = useResetPassword();
  const [done, setDone] = useState(false);
  const form = useForm({
    initial: { password: "" },
    schema: resetPasswordBodySchema,
    toInput: (values) => ({ ...values, token }),
    submit: async (body) => {
      await mutateAsync(body);
      setDone(true);
    },
  });
  return (
    <FrontPage title={words.reset.title}>
      {done ? (
        <div role="status">
          <p>{words.reset.done}</p>
          <p>
            <Link to="/sign-in">{words.toSignIn}</Link>
          </p>
        </div>
      ) : (
        <form className={styles.form} onSubmit={form.onSubmit} noValidate>
          <PasswordInput
            label={words.newPassword}
            description={words.passwordHint}
            autoComplete="new-password"
            autoFocus
            visibilityToggleButtonProps={{ "aria-label": words.showPassword, tabIndex: 0 }}
            value={form.values.password}
            onChange={(event) => form.set("password", event.currentTarget.value)}
            error={form.errors.password}
          />
          <Problem message={form.problem} />
          <Button type="submit" loading={form.busy}>
            {words.reset.save}
          </Button>
        </form>
      )}
    </FrontPage>
  );
}
