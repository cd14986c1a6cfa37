import { Radio } from "@mantine/core";
import { type WorkAfterwards, workAfterwardsSchema } from "@postil/shared/schema/account";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useRemoveMember } from "../api/members.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import styles from "./leave.module.css";
import { memberWords } from "./member-words.ts";

interface LeaveDialogProps {
  workspaceId: string;
  person: { actor: string; name: string };
  /** `former`: they have left already, and become a pseudonym now. */
  who: "me" | "other" | "former";
  opened: boolean;
  onClose: () => void;
}

const words = memberWords.leave;

/** Asks before somebody goes: what becomes of their work, and under which name it stays. */
export function LeaveDialog({ workspaceId, person, who, opened, onClose }: LeaveDialogProps) {
  const navigate = useNavigate();
  const { mutateAsync } = useRemoveMember(workspaceId);
  const [chosen, setChosen] = useState<WorkAfterwards>("name");
  const { actor, name } = person;
  const work = who === "former" ? "pseudonym" : chosen;
  const title = { me: words.yourTitle, other: words.theirTitle(name), former: words.formerTitle(name) }[who];
  const confirmLabel = { me: words.confirm, other: words.removeConfirm, former: words.formerConfirm }[who];
  return (
    <ConfirmDialog
      opened={opened}
      title={title}
      confirmLabel={confirmLabel}
      onClose={onClose}
      onConfirm={async () => {
        await mutateAsync({ actor, work });
        if (who === "me") await navigate("/");
      }}
    >
      <div className={styles.text}>
        {who === "former" ? (
          <p>{words.pseudonymAbout}</p>
        ) : (
          <>
            <p>{who === "me" ? words.yourConsequence : words.theirConsequence(name)}</p>
            <Radio.Group
              label={words.choice}
              value={chosen}
              onChange={(value) => setChosen(workAfterwardsSchema.parse(value))}
            >
              <div className={styles.choices}>
                <Radio value="name" label={words.name(name)} description={words.nameAbout} />
                <Radio value="pseudonym" label={words.pseudonym} description={words.pseudonymAbout} />
              </div>
            </Radio.Group>
            <div>
              <p className={styles.heading}>{words.parts.title}</p>
              <ul className={styles.parts}>
                {[words.parts.private, words.parts.submitted, words.parts.begun, words.parts.threads].map((part) => (
                  <li key={part}>{part}</li>
                ))}
                <li>{words.parts.groups}</li>
              </ul>
            </div>
            {who === "me" && (
              <p>
                <a href={ownWorkUrl(workspaceId)} download>
                  {words.export}
                </a>
              </p>
            )}
          </>
        )}
      </div>
    </ConfirmDialog>
  );
}

/** Everything that one has annotated oneself, private layers and those under pseudonyms too. */
function ownWorkUrl(workspaceId: string): string {
  return `/api/workspaces/${workspaceId}/exports/annotations.csv?author=me`;
}
