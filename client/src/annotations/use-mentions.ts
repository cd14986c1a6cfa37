import { useRef } from "react";
import type { Draft } from "./drafts.ts";
import { type KnownNames, toStored, toTyped, uniqueNames } from "./mention-text.ts";
import { readerName, useRoom } from "./room.ts";

/** A draft as its field shows it. */
export interface TypedDraft {
  text: string;
  /** `picked`: somebody who was chosen from the list. */
  setText(text: string, picked?: { name: string; actor: string }): void;
  /** The text as it is to be stored in the end, where full names count though nobody was picked. */
  finish(): string;
}

/** Drafts are kept as they are stored; fields show names in place of marks. */
export function useMentions(draft: Draft): TypedDraft {
  const room = useRoom();
  const known = useRef<KnownNames>(new Map());
  const text = toTyped(draft.text, (actor) => readerName(room, actor), known.current);
  return {
    text,
    setText(typed, picked) {
      if (picked) known.current.set(picked.name, picked.actor);
      draft.setText(toStored(typed, known.current));
    },
    finish: () => toStored(text, new Map([...uniqueNames(room.readers), ...known.current])),
  };
}
