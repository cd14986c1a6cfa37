import { Button } from "@mantine/core";
import type { Tag } from "@postil/shared/schema/tag";
import { usePeopleByActor } from "../api/people.ts";
import { useAcceptTag, useDeleteTag, useRestoreTag } from "../api/tags.ts";
import { notify, notifyError } from "../ui/notify.ts";
import { Section } from "../ui/Page.tsx";
import { TagMark } from "../ui/TagChip.tsx";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

/** Tags that annotators propose, each to be accepted or refused with one click. */
export function Proposals({ workspaceId, tags }: { workspaceId: string; tags: readonly Tag[] }) {
  const people = usePeopleByActor(workspaceId);
  const accept = useAcceptTag(workspaceId);
  const remove = useDeleteTag(workspaceId);
  const restore = useRestoreTag(workspaceId);
  if (tags.length === 0) return null;

  async function refuse(tag: Tag) {
    try {
      const { moved } = await remove.mutateAsync(tag.id);
      notify({
        message: words.proposals.refused(tag.name),
        undo: () => void restore.mutateAsync({ id: tag.id, children: moved }).catch(notifyError),
      });
    } catch (error) {
      notifyError(error);
    }
  }

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
                onClick={() => void refuse(tag)}
              >
                {words.proposals.refuse}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
