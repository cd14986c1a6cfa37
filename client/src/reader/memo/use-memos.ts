import { useMemo } from "react";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { type ReaderRoom, useReaderRoom } from "../reader-context.ts";
import { memosOf, type PersonsMemos } from "./memos-of.ts";

/** Whether it is the reader's own memo in the layer that is written into. */
export function isOwnMemo({ room, roomOf }: Pick<ReaderRoom, "room" | "roomOf">, memo: ResolvedAnnotation): boolean {
  return memo.author === room.writer.actor && roomOf(memo.id).layer.id === room.layer.id;
}

/** The memos of all layers that are shown, whatever the filters. */
export function useMemos(): PersonsMemos[] {
  const { annotations, room, roomOf } = useReaderRoom();
  const { all } = annotations;
  return useMemo(
    () =>
      memosOf(
        all,
        (id) => roomOf(id).layer.id,
        (memo) => isOwnMemo({ room, roomOf }, memo),
      ),
    [all, room, roomOf],
  );
}
