import { Button } from "@mantine/core";
import type { Invitation } from "@postil/shared/schema/invitation";
import { useInvitations, useRevokeInvitation } from "../api/invitations.ts";
import { Loading } from "../ui/Loading.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { words as shared } from "../ui/words.ts";
import styles from "./MembersPage.module.css";
import { words } from "./words.ts";

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

export function PendingInvitations({ workspaceId }: { workspaceId: string }) {
  const { data, error } = useInvitations(workspaceId, true);
  return (
    <Section title={words.invite.pending}>
      {data ? (
        data.length > 0 ? (
          <ul className={styles.list}>
            {data.map((invitation) => (
              <PendingInvitation key={invitation.id} invitation={invitation} workspaceId={workspaceId} />
            ))}
          </ul>
        ) : (
          <p className={styles.quiet}>{words.invite.pendingNone}</p>
        )
      ) : error ? (
        <Problem message={error.message} />
      ) : (
        <Loading />
      )}
    </Section>
  );
}

function PendingInvitation({ invitation, workspaceId }: { invitation: Invitation; workspaceId: string }) {
  const revoke = useRevokeInvitation(workspaceId);
  const who = invitation.email ?? words.invite.anyone;
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <div className={styles.names}>
          <span className={styles.name}>{who}</span>
          <div className={styles.quiet}>
            {words.invite.by(invitation.invitedBy)} · {words.invite.expires}{" "}
            <time dateTime={invitation.expiresAt}>{day.format(new Date(invitation.expiresAt))}</time>
          </div>
        </div>
      </div>
      <div className={styles.end}>
        <span>{shared.roles[invitation.role]}</span>
        <Button
          className={styles.button}
          variant="default"
          loading={revoke.isPending}
          aria-label={words.invite.revokeOf(who)}
          onClick={() =>
            revoke.mutate(invitation.id, {
              onSuccess: () => notify({ message: words.invite.revoked }),
              onError: notifyError,
            })
          }
        >
          {words.invite.revoke}
        </Button>
      </div>
    </li>
  );
}
