import { Button, NativeSelect, TextInput } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import { ROLES, type Role } from "@postil/shared/schema/role";
import { Search, UserPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useGroups } from "../api/groups.ts";
import { useMembers } from "../api/members.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { words as shared } from "../ui/words.ts";
import { FormerMembers } from "./FormerMembers.tsx";
import { GroupsSection } from "./GroupsSection.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { MemberRow } from "./MemberRow.tsx";
import styles from "./MembersPage.module.css";
import { filterMembers, type MemberFilter } from "./member-filter.ts";
import { memberWords } from "./member-words.ts";
import { PendingInvitations } from "./PendingInvitations.tsx";
import { words } from "./words.ts";

const NO_FILTER: MemberFilter = { q: "", role: "", group: "" };
/** Fewer are seen at a glance. */
const WORTH_FILTERING = 6;

export function MembersPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.members.title, workspace.name);
  const { data, error, refetch } = useMembers(workspace.id);
  const { data: groups } = useGroups(workspace.id);
  const [search, setSearch] = useSearchParams();
  const [filter, setFilter] = useState(NO_FILTER);
  // `?invite` opens the dialog: the first steps of a new workspace lead here.
  const [inviting, setInviting] = useState(search.has("invite"));
  const mayInvite = can(workspace.me.role, "invite");
  const mayGroup = can(workspace.me.role, "edit-groups");
  const active = useMemo(() => data?.filter((member) => member.active) ?? [], [data]);
  const former = data?.filter((member) => !member.active) ?? [];
  const shown = useMemo(() => filterMembers(active, groups ?? [], filter), [active, groups, filter]);
  const groupsOf = (actor: string) =>
    (groups ?? []).filter(({ people }) => people.includes(actor)).map(({ name }) => name);
  const filtered = filter.q !== "" || filter.role !== "" || filter.group !== "";
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
      {(active.length >= WORTH_FILTERING || filtered) && (
        <search className={styles.filters} aria-label={memberWords.filter.label}>
          <TextInput
            className={styles.search}
            type="search"
            aria-label={memberWords.filter.search}
            placeholder={memberWords.filter.search}
            leftSection={<Search size={16} aria-hidden />}
            value={filter.q}
            onChange={(event) => setFilter({ ...filter, q: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={memberWords.filter.role}
            value={filter.role}
            data={[
              { value: "", label: memberWords.filter.allRoles },
              ...ROLES.map((role) => ({ value: role, label: shared.roles[role] })),
            ]}
            onChange={(event) => setFilter({ ...filter, role: event.currentTarget.value as Role | "" })}
          />
          {mayGroup && groups !== undefined && groups.length > 0 && (
            <NativeSelect
              aria-label={memberWords.filter.group}
              value={filter.group}
              data={[
                { value: "", label: memberWords.filter.allGroups },
                { value: "none", label: memberWords.filter.noGroup },
                ...groups.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(event) => setFilter({ ...filter, group: event.currentTarget.value })}
            />
          )}
          <span className={styles.quiet} role="status">
            {filtered && memberWords.filter.shown(shown.length, active.length)}
          </span>
        </search>
      )}
      {data ? (
        shown.length > 0 ? (
          <ul className={styles.list} aria-label={words.members.title}>
            {shown.map((member) => (
              <MemberRow
                key={member.actor}
                member={member}
                workspace={workspace}
                groups={mayGroup ? groupsOf(member.actor) : []}
              />
            ))}
          </ul>
        ) : (
          <EmptyState
            title={memberWords.filter.none}
            actions={
              <Button variant="default" onClick={() => setFilter(NO_FILTER)}>
                {memberWords.filter.clear}
              </Button>
            }
          />
        )
      ) : error ? (
        <ErrorState title={words.members.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      {mayGroup ? (
        <GroupsSection workspaceId={workspace.id} members={active} />
      ) : (
        groups !== undefined &&
        groups.length > 0 && (
          <Section title={memberWords.groups.title}>
            <p>{memberWords.groups.yours(groups.map(({ name }) => name).join(", "))}</p>
          </Section>
        )
      )}
      {mayInvite && <PendingInvitations workspaceId={workspace.id} />}
      {former.length > 0 && <FormerMembers members={former} workspace={workspace} />}
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
