import { Button, Group, Modal, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { words as shared } from "../ui/words.ts";
import styles from "./codebook.module.css";
import { possibleParents, type TagNode } from "./tag-tree.ts";
import { placeOf, siblingsAt } from "./tree-rows.ts";
import { useTagMoves } from "./use-tag-moves.ts";
import { words } from "./words.ts";

interface MoveDialogProps {
  node: TagNode;
  tree: readonly TagNode[];
  onClose: () => void;
}

/** Moves a tag by choosing where, for those who neither drag nor step. */
export function MoveDialog({ node: { tag }, tree, onClose }: MoveDialogProps) {
  const [parentId, setParentId] = useState(tag.parentId);
  const [before, setBefore] = useState(placeOf(tree, tag.id)?.before ?? null);
  const moves = useTagMoves(tag.workspaceId, tree);
  return (
    <Modal opened onClose={onClose} title={words.move.title(tag.name)}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void moves(tag.id, { parentId, before });
          onClose();
        }}
      >
        <NativeSelect
          label={words.edit.parent}
          data-autofocus
          value={parentId ?? ""}
          onChange={(event) => {
            setParentId(event.currentTarget.value || null);
            setBefore(null);
          }}
          data={[
            { value: "", label: words.edit.topLevel },
            ...possibleParents(tree, tag.id).map(({ id, path }) => ({ value: id, label: path })),
          ]}
        />
        <NativeSelect
          label={words.move.place}
          value={before ?? ""}
          onChange={(event) => setBefore(event.currentTarget.value || null)}
          data={[
            ...siblingsAt(tree, parentId, tag.id).map(({ id, name }) => ({
              value: id,
              label: words.move.before(name),
            })),
            { value: "", label: words.move.last },
          ]}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit">{words.move.confirm}</Button>
        </Group>
      </form>
    </Modal>
  );
}
