import { Button, Group, Modal, Select } from "@mantine/core";
import type { Tag } from "@postil/shared/schema/tag";
import { useState } from "react";
import { useMergePreview, useMergeTags, useUnmergeTag } from "../api/tags.ts";
import { notify, notifyError } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { words as shared } from "../ui/words.ts";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

/** Merges a tag into another: says first what that changes, as far as the person may see, and can be taken back. */
export function MergeDialog({ tag, tags, onClose }: { tag: Tag; tags: readonly Tag[]; onClose: () => void }) {
  const [into, setInto] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const preview = useMergePreview(tag.workspaceId, tag.id, into);
  const merge = useMergeTags(tag.workspaceId);
  const unmerge = useUnmergeTag(tag.workspaceId);
  const target = tags.find(({ id }) => id === into);

  async function confirm() {
    if (!target) return;
    setProblem(null);
    try {
      const { count } = await merge.mutateAsync({ from: tag.id, into: target.id });
      onClose();
      notify({
        message: words.merge.done(tag.name, target.name, count),
        undo: () => {
          unmerge.mutateAsync(tag.id).then(
            () => notify({ message: words.merge.undone(tag.name) }),
            (error: unknown) => notifyError(error),
          );
        },
      });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  // While it is being merged there is soon nothing left to look ahead at.
  const asks = !merge.isPending && !merge.isSuccess;
  const refusal = asks && preview.error instanceof Error ? preview.error.message : null;
  return (
    <Modal opened onClose={onClose} title={words.merge.title(tag.name)}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Select
          label={words.merge.into}
          searchable
          // The list itself scrolls: the keyboard goes through it from the field.
          withScrollArea={false}
          classNames={{ options: styles.scrolling }}
          data-autofocus
          value={into}
          onChange={setInto}
          nothingFoundMessage={words.merge.none}
          data={tags
            .filter((other) => other.id !== tag.id && other.mergedInto === null)
            .map(({ id, path }) => ({ value: id, label: path }))}
        />
        <div className={styles.preview} aria-live="polite">
          {target && preview.data && (
            <>
              <p>{words.merge.carried(target.name, preview.data.count, preview.data.both)}</p>
              {preview.data.moved.length > 0 && <p>{words.merge.children(preview.data.moved.length, target.name)}</p>}
              <p className={styles.quiet}>{words.merge.after(tag.name)}</p>
            </>
          )}
        </div>
        <Problem message={problem ?? refusal} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={merge.isPending} disabled={!preview.data}>
            {words.merge.confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
