import { Button, PasswordInput, TextInput } from "@mantine/core";
import { registerBodySchema } from "@postil/shared/schema/account";
import { useState } from "react";
import { Link, Navigate, useNavigate } from "react-router";
import { useMe, useRegister, useSettings } from "../api/accounts.ts";
import { useInvitationPreview } from "../api/invitations.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { FrontPage } from "../ui/FrontPage.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Problem } from "../ui/Problem.tsx";
import { useForm } from "../ui/use-form.ts";
import { usePageTitle } from "../ui/use-page-title.ts";
import styles from "./forms.module.css";
import { invitationIn, useNextPage, withNext } from "./next-page.ts";
import { words } from "./words.ts";

export function RegisterPage() {
  usePageTitle(words.register);
  const next = useNextPage();
  const me = useMe();
  const settings = useSettings();
  const invitation = invitationIn(next);
  const [registering, setRegistering] = useState(false);
  // Who registers here is sent on by the form; who came signed in has nothing to do here.
  if (me.data && !registering) return <Navigate to={next} replace />;
  return (
    <FrontPage title={words.register}>
      {settings.data ? (
        <Registration
          mode={settings.data.registration}
          invitation={invitation}
          next={next}
          setRegistering={setRegistering}
        />
      ) : settings.error ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <Loading />
      )}
      <p>
        {words.haveAccount} <Link to={withNext("/sign-in", next)}>{words.signIn}</Link>
      </p>
    </FrontPage>
  );
}

interface RegisterFormProps {
  invitation: string | undefined;
  next: string;
  setRegistering: (registering: boolean) => void;
}

function Registration({ mode, ...rest }: RegisterFormProps & { mode: "open" | "invited" | "closed" }) {
  if (mode === "closed") return <p>{words.closed}</p>;
  if (mode === "invited" && rest.invitation === undefined) return <p>{words.invitedOnly}</p>;
  return <RegisterForm {...rest} />;
}

function RegisterForm({ invitation, next, setRegistering }: RegisterFormProps) {
  const navigate = useNavigate();
  const { mutateAsync } = useRegister();
  const preview = useInvitationPreview(invitation);
  const form = useForm({
    initial: { name: "", email: "", password: "" },
    schema: registerBodySchema,
    toInput: (values) => ({ ...values, invitation }),
    submit: async (body) => {
      setRegistering(true);
      try {
        await mutateAsync(body);
      } catch (error) {
        setRegistering(false);
        throw error;
      }
      // Registering accepts the invitation, which is used up then: on to its workspace.
      await navigate(preview.data ? `/w/${preview.data.workspace.id}` : next, { replace: true });
    },
  });
  return (
    <form className={styles.form} onSubmit={form.onSubmit} noValidate>
      {invitation !== undefined && <p>{words.byInvitation(preview.data?.workspace.name)}</p>}
      <Problem message={preview.error?.message} />
      <TextInput
        label={words.name}
        description={words.nameHint}
        autoComplete="name"
        autoFocus
        value={form.values.name}
        onChange={(event) => form.set("name", event.currentTarget.value)}
        error={form.errors.name}
      />
      <TextInput
        label={words.email}
        type="email"
        autoComplete="username"
        value={form.values.email}
        onChange={(event) => form.set("email", event.currentTarget.value)}
        error={form.errors.email}
      />
      <PasswordInput
        label={words.password}
        description={words.passwordHint}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": words.showPassword, tabIndex: 0 }}
        value={form.values.password}
        onChange={(event) => form.set("password", event.currentTarget.value)}
        error={form.errors.password}
      />
      <Problem message={form.problem} />
      <Button type="submit" loading={form.busy}>
        {words.register}
      </Button>
    </form>
  );
}
