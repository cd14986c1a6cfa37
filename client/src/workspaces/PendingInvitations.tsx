import { Button, Modal } from "@mantine/core";
import type { Invitation } from "@postil/shared/schema/invitation";
import { useState } from "react";
import { useSettings } from "../api/accounts.ts";
import { useInvitations, useRevokeInvitation, useSendInvitation } from "../api/invitations.ts";
import { CopyField } from "../ui/CopyField.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { formatDate } from "../ui/format.ts";
import { Loading } from "../ui/Loading.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { words as shared } from "../ui/words.ts";
import forms from "./forms.module.css";
import styles from "./MembersPage.module.css";
import { memberWords } from "./member-words.ts";
import { words } from "./words.ts";

const DAY = { dateStyle: "medium" } as const;

/** Whom one has invited and who has not come yet: what became of the mail, until when, another link, revoking. */
export function PendingInvitations({ workspaceId }: { workspaceId: string }) {
  const { data, error, refetch } = useInvitations(workspaceId, true);
  const [shown, setShown] = useState<Invitation | null>(null);
  return (
    <Section title={words.invite.pending}>
      {data ? (
        data.length > 0 ? (
          <ul className={styles.list} aria-label={words.invite.pending}>
            {data.map((invitation) => (
              <PendingInvitation
                key={invitation.id}
                invitation={invitation}
                workspaceId={workspaceId}
                onLink={setShown}
              />
            ))}
          </ul>
        ) : (
          <p className={styles.quiet}>{words.invite.pendingNone}</p>
        )
      ) : error ? (
        <ErrorState title={words.invite.pendingError} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={memberWords.invite.newLinkTitle(shown?.email ?? words.invite.anyone)}
      >
        <div className={forms.form}>
          <p>{memberWords.invite.newLinkText}</p>
          <CopyField label={words.invite.link} value={shown?.url ?? ""} focus />
        </div>
      </Modal>
    </Section>
  );
}

interface PendingInvitationProps {
  invitation: Invitation;
  workspaceId: string;
  /** With the `url` that was made. */
  onLink: (invitation: Invitation) => void;
}

function PendingInvitation({ invitation, workspaceId, onLink }: PendingInvitationProps) {
  const revoke = useRevokeInvitation(workspaceId);
  const send = useSendInvitation(workspaceId);
  const { data: settings } = useSettings();
  const { id, email, name, groups, mail } = invitation;
  const { invite } = memberWords;
  const who = email ?? words.invite.anyone;
  const expired = Date.parse(invitation.expiresAt) <= Date.now();
  const until = <time dateTime={invitation.expiresAt}>{formatDate(invitation.expiresAt, DAY)}</time>;
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <div className={styles.names}>
          <span className={styles.name}>{who}</span>
          {name && <span className={styles.quiet}> {name}</span>}
          <div className={styles.quiet}>
            {words.invite.by(invitation.invitedBy)} ·{" "}
            {expired ? <strong>{invite.expired}</strong> : words.invite.expires} {until}
            {groups.length > 0 && ` · ${groups.map((group) => group.name).join(", ")}`}
            {mail && ` · ${invite.mailState[mail.state]}`}
          </div>
          {mail?.problem && (
            <div className={styles.problem} role="status">
              {mail.problem}
            </div>
          )}
        </div>
      </div>
      <div className={styles.end}>
        <span>{shared.roles[invitation.role]}</span>
        {settings?.mail && email !== null && mail?.state !== "waiting" && (
          <Button
            variant="default"
            loading={send.isPending && send.variables.mail}
            aria-label={invite.againOf(who)}
            onClick={() =>
              send.mutate(
                { id, mail: true },
                { onSuccess: () => notify({ message: invite.sentAgain }), onError: notifyError },
              )
            }
          >
            {invite.again}
          </Button>
        )}
        <Button
          variant="default"
          loading={send.isPending && !send.variables.mail}
          aria-label={invite.newLinkOf(who)}
          onClick={() => send.mutate({ id, mail: false }, { onSuccess: onLink, onError: notifyError })}
        >
          {invite.newLink}
        </Button>
        <Button
          variant="default"
          loading={revoke.isPending}
          aria-label={words.invite.revokeOf(who)}
          onClick={() =>
            revoke.mutate(id, {
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
