import { Button } from "@mantine/core";
import type { MemberGroup } from "@postil/shared/schema/group";
import type { Member } from "@postil/shared/schema/workspace";
import { useState } from "react";
import { useDeleteGroup, useGroups } from "../api/groups.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notify } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { GroupDialog } from "./GroupDialog.tsx";
import styles from "./MembersPage.module.css";
import { memberWords } from "./member-words.ts";

const words = memberWords.groups;

/** `null`: a new one. */
type Dialog = { kind: "edit"; group: MemberGroup | null } | { kind: "delete"; group: MemberGroup };

/** Sections of a course: made, filled and deleted by instructors. */
export function GroupsSection({ workspaceId, members }: { workspaceId: string; members: readonly Member[] }) {
  const { data, error, refetch } = useGroups(workspaceId);
  const remove = useDeleteGroup(workspaceId);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [opened, setOpened] = useState(false);
  const open = (next: Dialog) => {
    setDialog(next);
    setOpened(true);
  };
  const close = () => setOpened(false);
  const create = (
    <div>
      <Button variant="default" onClick={() => open({ kind: "edit", group: null })}>
        {words.create}
      </Button>
    </div>
  );
  return (
    <Section title={words.title} lead={words.lead}>
      {data ? (
        <>
          {data.length > 0 ? (
            <ul className={styles.list} aria-label={words.title}>
              {data.map((group) => (
                <GroupRow key={group.id} group={group} members={members} open={open} />
              ))}
            </ul>
          ) : (
            <p className={styles.quiet}>{words.empty}</p>
          )}
          {create}
        </>
      ) : error ? (
        <ErrorState title={words.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      {dialog?.kind === "edit" && (
        <GroupDialog workspaceId={workspaceId} group={dialog.group} members={members} opened={opened} onClose={close} />
      )}
      {dialog?.kind === "delete" && (
        <ConfirmDialog
          opened={opened}
          title={words.deleteTitle(dialog.group.name)}
          confirmLabel={words.deleteConfirm}
          onClose={close}
          onConfirm={async () => {
            await remove.mutateAsync(dialog.group.id);
            notify({ message: words.deleted(dialog.group.name) });
          }}
        >
          {words.deleteText}{" "}
          {dialog.group.assignments.length > 0 && words.deleteUsed(dialog.group.assignments.map(({ title }) => title))}
        </ConfirmDialog>
      )}
    </Section>
  );
}

interface GroupRowProps {
  group: MemberGroup;
  members: readonly Member[];
  open: (dialog: Dialog) => void;
}

function GroupRow({ group, members, open }: GroupRowProps) {
  const inside = members.filter(({ actor }) => group.people.includes(actor));
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <div className={styles.names}>
          <span className={styles.name}>{group.name}</span>
          <span className={styles.quiet}>
            {" "}
            {[
              ...(inside.length > 0 ? [words.count(inside.length)] : []),
              ...(group.assignments.length > 0 ? [words.asked(group.assignments.length)] : []),
            ].join(" · ")}
          </span>
          <div className={styles.quiet}>
            {inside.length > 0 ? inside.map(({ name }) => name).join(", ") : words.nobody}
          </div>
        </div>
      </div>
      <div className={styles.end}>
        <Button variant="default" aria-label={words.editOf(group.name)} onClick={() => open({ kind: "edit", group })}>
          {words.edit}
        </Button>
        <Button
          variant="default"
          aria-label={words.deleteOf(group.name)}
          onClick={() => open({ kind: "delete", group })}
        >
          {words.delete}
        </Button>
      </div>
    </li>
  );
}
