import { Button } from "@mantine/core";
import type { Tag } from "@postil/shared/schema/tag";
import { useState } from "react";
import { usePeopleByActor } from "../api/people.ts";
import { useAcceptTag } from "../api/tags.ts";
import { notify, notifyError } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { TagMark } from "../ui/TagChip.tsx";
import styles from "./codebook.module.css";
import { RefuseDialog } from "./RefuseDialog.tsx";
import { words } from "./words.ts";

/** Tags that annotators propose: each is accepted with one click, or refused with a reason. */
export function Proposals({ workspaceId, tags }: { workspaceId: string; tags: readonly Tag[] }) {
  const people = usePeopleByActor(workspaceId);
  const accept = useAcceptTag(workspaceId);
  const [refusing, setRefusing] = useState<Tag | null>(null);
  if (tags.length === 0) return null;

  return (
    <Section title={words.proposals.title(tags.length)}>
      <ul className={styles.proposals}>
        {tags.map((tag) => (
          <li key={tag.id} className={styles.proposal}>
            <TagMark colour={tag.colour} size={16} />
            <span className={styles.what}>
              <span className={styles.name}>{tag.path}</span>
              <span className={styles.quiet}>
                {words.proposals.by(people.get(tag.madeBy ?? "")?.name ?? words.somebody)}
                {" · "}
                {words.count(tag.count)}
              </span>
              {tag.description && <span className={styles.quiet}>{tag.description}</span>}
            </span>
            <span className={styles.decide}>
              <Button
                size="xs"
                aria-label={words.proposals.acceptOf(tag.name)}
                onClick={() =>
                  accept.mutate(tag.id, {
                    onSuccess: () => notify({ message: words.proposals.accepted(tag.name) }),
                    onError: notifyError,
                  })
                }
              >
                {words.proposals.accept}
              </Button>
              <Button
                size="xs"
                variant="default"
                aria-label={words.proposals.refuseOf(tag.name)}
                onClick={() => setRefusing(tag)}
              >
                {words.proposals.refuse}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {refusing && <RefuseDialog tag={refusing} onClose={() => setRefusing(null)} />}
    </Section>
  );
}
