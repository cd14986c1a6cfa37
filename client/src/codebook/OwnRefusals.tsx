import { Button } from "@mantine/core";
import { usePeopleByActor } from "../api/people.ts";
import { useDismissRefusal, useRefusals } from "../api/tags.ts";
import { notifyError } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { TagMark } from "../ui/TagChip.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

/** What oneself had proposed and was refused, with the reason, until it is put aside. */
export function OwnRefusals({ workspaceId }: { workspaceId: string }) {
  const { data } = useRefusals(workspaceId);
  const people = usePeopleByActor(workspaceId);
  const dismiss = useDismissRefusal(workspaceId);
  if (!data || data.length === 0) return null;
  return (
    <Section title={words.proposals.yours(data.length)}>
      <ul className={styles.proposals}>
        {data.map(({ tag, name, colour, reason, by, at }) => (
          <li key={tag} className={styles.proposal}>
            <TagMark colour={colour} size={16} />
            <span className={styles.what}>
              <span className={styles.name}>{reason === null ? name : words.proposals.because(name, reason)}</span>
              <span className={styles.quiet}>
                {words.proposals.refusedBy(people.get(by)?.name ?? words.somebody)} · <Time at={at} />
              </span>
            </span>
            <Button
              size="xs"
              variant="default"
              aria-label={words.proposals.dismissOf(name)}
              onClick={() => dismiss.mutate(tag, { onError: notifyError })}
            >
              {words.proposals.dismiss}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
