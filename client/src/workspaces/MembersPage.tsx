import { Button } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import { ROLES } from "@postil/shared/schema/role";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useMembers } from "../api/members.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { words as shared } from "../ui/words.ts";
import { InviteDialog } from "./InviteDialog.tsx";
import { MemberRow } from "./MemberRow.tsx";
import styles from "./MembersPage.module.css";
import { PendingInvitations } from "./PendingInvitations.tsx";
import { words } from "./words.ts";

export function MembersPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.members.title, workspace.name);
  const { data, error, refetch } = useMembers(workspace.id);
  const [search, setSearch] = useSearchParams();
  // `?invite` opens the dialog: the first steps of a new workspace lead here.
  const [inviting, setInviting] = useState(search.has("invite"));
  const mayInvite = can(workspace.me.role, "invite");
  const active = data?.filter((member) => member.active) ?? [];
  const former = data?.filter((member) => !member.active) ?? [];
  return (
    <Page>
      <PageHeader
        title={words.members.title}
        actions={
          mayInvite && (
            <Button leftSection={<UserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
              {words.invite.button}
            </Button>
          )
        }
      >
        {words.members.lead}
      </PageHeader>
      {data ? (
        <ul className={styles.list} aria-label={words.members.title}>
          {active.map((member) => (
            <MemberRow key={member.actor} member={member} workspace={workspace} />
          ))}
        </ul>
      ) : error ? (
        <ErrorState title={words.members.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      {mayInvite && <PendingInvitations workspaceId={workspace.id} />}
      {former.length > 0 && (
        <Section title={words.members.former} lead={words.members.formerLead}>
          <ul className={styles.former}>
            {former.map((member) => (
              <li key={member.actor}>
                <Avatar name={member.name} colour={member.colour} decorative /> {member.name}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={words.members.roles}>
        <dl className={styles.roles}>
          {ROLES.map((role) => (
            <div key={role}>
              <dt>{shared.roles[role]}</dt>
              <dd>{shared.roleMeanings[role]}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {mayInvite && (
        <InviteDialog
          workspace={workspace}
          opened={inviting}
          onClose={() => {
            setInviting(false);
            if (search.has("invite")) setSearch({}, { replace: true });
          }}
        />
      )}
    </Page>
  );
}
