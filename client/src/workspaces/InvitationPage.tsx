import { Button, Group } from "@mantine/core";
import type { InvitationPreview } from "@postil/shared/schema/workspace";
import { MailOpen } from "lucide-react";
import { useEffect } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useMe } from "../api/accounts.ts";
import { useAcceptInvitation, useInvitationPreview } from "../api/invitations.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Problem } from "../ui/Problem.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { words as shared } from "../ui/words.ts";
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
  return (
    <main id="main" tabIndex={-1}>
      {preview.error ? (
        <ErrorState
          title={words.invitation.failed}
          error={preview.error}
          actions={<Link to="/">{words.invitation.home}</Link>}
        />
      ) : preview.data && me.data !== undefined ? (
        <Invitation token={token} preview={preview.data} signedInAs={me.data?.name ?? null} />
      ) : (
        <Loading />
      )}
    </main>
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
    <EmptyState icon={MailOpen} title={words.invitation.title(workspace.name)} heading="h1">
      <p>{words.invitation.text(invitedBy, shared.roles[role])}</p>
      <p>{shared.roleMeanings[role]}</p>
      <Problem message={accept.error?.message} />
      {alreadyMember ? (
        <>
          <p>{words.invitation.already}</p>
          <Group justify="center" mt={16}>
            <Button onClick={() => void open()}>{words.invitation.open}</Button>
          </Group>
        </>
      ) : signedInAs !== null ? (
        <>
          <p>{words.invitation.signedInAs(signedInAs)}</p>
          <Group justify="center" mt={16}>
            <Button
              loading={accept.isPending}
              onClick={() => accept.mutate(undefined, { onSuccess: () => void open() })}
            >
              {words.invitation.accept}
            </Button>
          </Group>
        </>
      ) : (
        <>
          <p>{words.invitation.needAccount}</p>
          <Group justify="center" gap={8} mt={16}>
            <Button component={Link} to={`/register?next=${next}`}>
              {words.invitation.register}
            </Button>
            <Button component={Link} to={`/sign-in?next=${next}`} variant="default">
              {words.invitation.signIn}
            </Button>
          </Group>
        </>
      )}
    </EmptyState>
  );
}
