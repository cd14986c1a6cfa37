import { useDeleteTag, useRestoreTag } from "../api/tags.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import type { TagNode } from "./tag-tree.ts";
import { words } from "./words.ts";

/** Says what carries the tag before it goes; afterwards an Undo puts it back with the tags that stood under it. */
export function DeleteTagDialog({ node, onClose }: { node: TagNode; onClose: () => void }) {
  const { tag, children } = node;
  const remove = useDeleteTag(tag.workspaceId);
  const restore = useRestoreTag(tag.workspaceId);
  async function confirm() {
    const { count, moved } = await remove.mutateAsync(tag.id);
    notify({
      message: words.delete.done(tag.name, count),
      undo: () => {
        restore.mutateAsync({ id: tag.id, children: moved }).then(
          () => notify({ message: words.delete.restored(tag.name) }),
          (error: unknown) => notifyError(error),
        );
      },
    });
  }
  return (
    <ConfirmDialog
      opened
      title={words.delete.title(tag.name)}
      confirmLabel={words.delete.confirm}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{words.delete.carried(tag.count)}</p>
      {children.length > 0 && <p>{words.delete.children(children.length)}</p>}
    </ConfirmDialog>
  );
}
