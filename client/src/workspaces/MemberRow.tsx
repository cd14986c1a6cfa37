import { Button, NativeSelect } from "@mantine/core";
import { canGrant, canManage } from "@postil/shared/policy/permissions";
import { ROLES, type Role } from "@postil/shared/schema/role";
import type { Member, Workspace } from "@postil/shared/schema/workspace";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useChangeRole, useRemoveMember } from "../api/members.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { Time } from "../ui/Time.tsx";
import { words as shared } from "../ui/words.ts";
import styles from "./MembersPage.module.css";
import { words } from "./words.ts";

export function MemberRow({ member, workspace }: { member: Member; workspace: Workspace }) {
  const { actor, name, role } = member;
  const isMe = actor === workspace.me.actor;
  const mine = workspace.me.role;
  const mayManage = role !== null && canManage(mine, role);
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <Avatar name={name} colour={member.colour} size={28} decorative />
        <div className={styles.names}>
          <span className={styles.name}>{name}</span>
          {isMe && <span className={styles.quiet}> ({words.members.you})</span>}
          <div className={styles.quiet}>
            {member.email && <>{member.email} · </>}
            {member.joinedAt && (
              <>
                {words.members.joined} <Time at={member.joinedAt} />
              </>
            )}
          </div>
        </div>
      </div>
      <div className={styles.end}>
        {mayManage ? (
          <RoleSelect member={member} workspace={workspace} />
        ) : (
          role && <span title={shared.roleMeanings[role]}>{shared.roles[role]}</span>
        )}
        {(isMe || mayManage) && <Removal member={member} workspaceId={workspace.id} isMe={isMe} />}
      </div>
    </li>
  );
}

function RoleSelect({ member, workspace }: { member: Member; workspace: Workspace }) {
  const change = useChangeRole(workspace.id);
  const options = ROLES.filter((role) => role === member.role || canGrant(workspace.me.role, role));
  return (
    <NativeSelect
      className={styles.role}
      aria-label={words.members.roleOf(member.name)}
      value={member.role ?? ""}
      disabled={change.isPending}
      data={options.map((role) => ({ value: role, label: shared.roles[role] }))}
      onChange={(event) => {
        const role = event.currentTarget.value as Role;
        change.mutate(
          { actor: member.actor, role },
          {
            onSuccess: () => notify({ message: words.members.roleSet(member.name, shared.roles[role]) }),
            onError: notifyError,
          },
        );
      }}
    />
  );
}

interface RemovalProps {
  member: Member;
  workspaceId: string;
  isMe: boolean;
}

function Removal({ member, workspaceId, isMe }: RemovalProps) {
  const navigate = useNavigate();
  const { mutateAsync } = useRemoveMember(workspaceId);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        className={styles.button}
        variant="default"
        aria-label={isMe ? words.members.leaveConfirm : words.members.removeOf(member.name)}
        onClick={() => setAsking(true)}
      >
        {isMe ? words.members.leave : words.members.remove}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={isMe ? words.members.leaveTitle : words.members.removeTitle(member.name)}
        confirmLabel={isMe ? words.members.leaveConfirm : words.members.removeConfirm}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          await mutateAsync(member.actor);
          if (isMe) await navigate("/");
        }}
      >
        {isMe ? words.members.leaveText : words.members.removeText(member.name)}
      </ConfirmDialog>
    </>
  );
}
