import { Button } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import type { Member, Workspace } from "@postil/shared/schema/workspace";
import { useState } from "react";
import { Avatar } from "../ui/Avatar.tsx";
import { Section } from "../ui/Page.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import styles from "./MembersPage.module.css";
import { memberWords } from "./member-words.ts";
import { words } from "./words.ts";

/** Those who have left. Owners make pseudonyms of those who are here by name still. */
export function FormerMembers({ members, workspace }: { members: readonly Member[]; workspace: Workspace }) {
  const [asking, setAsking] = useState<Member | null>(null);
  const [opened, setOpened] = useState(false);
  const mayCutOff = can(workspace.me.role, "hand-over");
  return (
    <Section title={words.members.former} lead={words.members.formerLead}>
      <ul className={styles.former}>
        {members.map((member) => (
          <li key={member.actor}>
            <Avatar name={member.name} colour={member.colour} decorative /> {member.name}
            {mayCutOff && !member.pseudonym && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={memberWords.leave.formerOf(member.name)}
                onClick={() => {
                  setAsking(member);
                  setOpened(true);
                }}
              >
                {memberWords.leave.former}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking && (
        <LeaveDialog
          workspaceId={workspace.id}
          person={asking}
          who="former"
          opened={opened}
          onClose={() => setOpened(false)}
        />
      )}
    </Section>
  );
}
