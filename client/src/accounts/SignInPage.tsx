import { Button, PasswordInput, TextInput } from "@mantine/core";
import { loginBodySchema } from "@postil/shared/schema/account";
import { Link, Navigate, useNavigate } from "react-router";
import { useMe, useSettings, useSignIn } from "../api/accounts.ts";
import { useOwedSignOut } from "../api/kept/owed-sign-out.ts";
import { FrontPage } from "../ui/FrontPage.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { usePageTitle } from "../ui/use-page-title.ts";
import styles from "./forms.module.css";
import { useNextPage, withNext } from "./next-page.ts";
import { words } from "./words.ts";

export function SignInPage() {
  usePageTitle(words.signIn);
  const next = useNextPage();
  const navigate = useNavigate();
  const me = useMe();
  const settings = useSettings();
  const { mutateAsync } = useSignIn();
  const owed = useOwedSignOut();
  const form = useForm({
    initial: { email: "", password: "" },
    schema: loginBodySchema,
    submit: async (body) => {
      await mutateAsync(body);
      await navigate(next, { replace: true });
    },
  });
  if (me.data && !form.busy) return <Navigate to={next} replace />;
  return (
    <FrontPage title={words.signIn}>
      <div role="status">{owed !== null && <p className={styles.owed}>{words.signedOutHere}</p>}</div>
      <form className={styles.form} onSubmit={form.onSubmit} noValidate>
        <TextInput
          label={words.email}
          type="email"
          autoComplete="username"
          autoFocus
          value={form.values.email}
          onChange={(event) => form.set("email", event.currentTarget.value)}
          error={form.errors.email}
        />
        <PasswordInput
          label={words.password}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": words.showPassword, tabIndex: 0 }}
          value={form.values.password}
          onChange={(event) => form.set("password", event.currentTarget.value)}
          error={form.errors.password}
        />
        <Problem message={form.problem} />
        <Button type="submit" loading={form.busy}>
          {words.signIn}
        </Button>
      </form>
      {settings.data && settings.data.registration !== "closed" && (
        <p>
          {words.noAccount} <Link to={withNext("/register", next)}>{words.register}</Link>
        </p>
      )}
      <p className={styles.aside}>{words.forgotten}</p>
    </FrontPage>
  );
}
