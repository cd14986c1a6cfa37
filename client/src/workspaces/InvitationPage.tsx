import { Button } from "@mantine/core";
import type { InvitationPreview } from "@postil/shared/schema/invitation";
import { useEffect } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useMe } from "../api/accounts.ts";
import { useAcceptInvitation, useInvitationPreview } from "../api/invitations.ts";
import { FrontPage } from "../ui/FrontPage.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Problem } from "../ui/Problem.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { words as shared } from "../ui/words.ts";
import styles from "./forms.module.css";
import { words } from "./words.ts";

/** What an invitation's link opens: to which workspace, as what, by whom; and the way to accept it. */
export function InvitationPage() {
  const { token = "" } = useParams();
  const me = useMe();
  const preview = useInvitationPreview(token);
  usePageTitle(preview.data ? words.invitation.title(preview.data.workspace.name) : words.invitation.pageTitle);
  const { refetch } = preview;
  const userId = me.data?.id;
  // Whether one is a member already depends on who asks.
  useEffect(() => {
    if (userId !== undefined) void refetch();
  }, [userId, refetch]);
  if (preview.data && me.data !== undefined) {
    return <Invitation token={token} preview={preview.data} signedInAs={me.data?.name ?? null} />;
  }
  return (
    <FrontPage title={preview.error ? words.invitation.failed : words.invitation.pageTitle}>
      {preview.error ? (
        <>
          <Problem message={preview.error.message} />
          <p>
            <Link to="/">{words.invitation.home}</Link>
          </p>
        </>
      ) : (
        <Loading />
      )}
    </FrontPage>
  );
}

interface InvitationProps {
  token: string;
  preview: InvitationPreview;
  signedInAs: string | null;
}

function Invitation({ token, preview, signedInAs }: InvitationProps) {
  const navigate = useNavigate();
  const accept = useAcceptInvitation(token);
  const { workspace, role, invitedBy, alreadyMember } = preview;
  const next = encodeURIComponent(`/invitation/${encodeURIComponent(token)}`);
  const open = () => navigate(`/w/${workspace.id}`, { replace: true });
  return (
    <FrontPage title={words.invitation.title(workspace.name)}>
      <p>{words.invitation.text(invitedBy, shared.roles[role])}</p>
      <p className={styles.quiet}>{shared.roleMeanings[role]}</p>
      <Problem message={accept.error?.message} />
      {alreadyMember ? (
        <>
          <p>{words.invitation.already}</p>
          <Button onClick={() => void open()}>{words.invitation.open}</Button>
        </>
      ) : signedInAs !== null ? (
        <>
          <p>{words.invitation.signedInAs(signedInAs)}</p>
          <Button loading={accept.isPending} onClick={() => accept.mutate(undefined, { onSuccess: () => void open() })}>
            {words.invitation.accept}
          </Button>
        </>
      ) : (
        <>
          <p>{words.invitation.needAccount}</p>
          <Button component={Link} to={`/register?next=${next}`}>
            {words.invitation.register}
          </Button>
          <Button component={Link} to={`/sign-in?next=${next}`} variant="default">
            {words.invitation.signIn}
          </Button>
        </>
      )}
    </FrontPage>
  );
}
