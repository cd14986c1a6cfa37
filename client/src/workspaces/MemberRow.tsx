import { Button, NativeSelect } from "@mantine/core";
import { canGrant, canManage } from "@postil/shared/policy/permissions";
import { ROLES, type Role } from "@postil/shared/schema/role";
import type { Member, Workspace } from "@postil/shared/schema/workspace";
import { useState } from "react";
import { useChangeRole } from "../api/members.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { Time } from "../ui/Time.tsx";
import { words as shared } from "../ui/words.ts";
import { LeaveDialog } from "./LeaveDialog.tsx";
import styles from "./MembersPage.module.css";
import { words } from "./words.ts";

interface MemberRowProps {
  member: Member;
  workspace: Workspace;
  /** Names of those that the caller knows of. */
  groups: readonly string[];
}

export function MemberRow({ member, workspace, groups }: MemberRowProps) {
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
            {groups.length > 0 && ` · ${groups.join(", ")}`}
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
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        className={styles.button}
        variant="default"
        aria-label={isMe ? words.members.leaveOf : words.members.removeOf(member.name)}
        onClick={() => setAsking(true)}
      >
        {isMe ? words.members.leave : words.members.remove}
      </Button>
      <LeaveDialog
        workspaceId={workspaceId}
        person={member}
        who={isMe ? "me" : "other"}
        opened={asking}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
