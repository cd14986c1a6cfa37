import { useCallback, useRef } from "react";
import { useUpdateTag } from "../api/tags.ts";
import { notify, notifyError } from "../ui/notify.ts";
import type { TagNode } from "./tag-tree.ts";
import { type Place, placeOf, siblingsAt } from "./tree-rows.ts";
import { words } from "./words.ts";

/** Moves tags, tells where they stand then, and offers to take it back. One at a time: each begins where the last ended. */
export function useTagMoves(workspaceId: string, tree: readonly TagNode[]) {
  const { mutateAsync } = useUpdateTag(workspaceId);
  const busy = useRef(false);
  return useCallback(
    async (id: string, place: Place): Promise<void> => {
      const before = placeOf(tree, id);
      if (!before || busy.current) return;
      busy.current = true;
      try {
        const moved = await mutateAsync({ id, body: place });
        const siblings = siblingsAt(tree, place.parentId, id);
        const at = place.before === null ? siblings.length : siblings.findIndex((one) => one.id === place.before);
        const parent = moved.path.includes(" > ") ? moved.path.slice(0, moved.path.lastIndexOf(" > ")) : null;
        notify({
          message: words.move.done(moved.name, parent, at + 1, siblings.length + 1),
          undo: () => {
            mutateAsync({ id, body: before }).then(
              () => notify({ message: words.move.undone(moved.name) }),
              (error: unknown) => notifyError(error),
            );
          },
        });
      } catch (error) {
        notifyError(error);
      } finally {
        busy.current = false;
      }
    },
    [mutateAsync, tree],
  );
}
