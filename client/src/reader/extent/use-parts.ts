import { MAX_SEGMENTS } from "@postil/shared/schema/anchor";
import { notify } from "../../ui/notify.ts";
import { useReaderRoom } from "../reader-context.ts";
import { snapSelection } from "../snap.ts";
import type { TextRange } from "../text-range.ts";
import { joinParts, withoutRange } from "./extent.ts";
import type { Extent } from "./use-extent.ts";
import { words } from "./words.ts";

export interface Parts {
  add: (range: TextRange) => boolean;
  takeOut: (range: TextRange) => boolean;
}

/** Adds passages to the open annotation and takes them out, each one step. Both answer whether they did anything. */
export function useParts(extent: Extent | null): Parts {
  const { root, store, roomOf, currentText, language, say } = useReaderRoom();
  const write = (ranges: readonly TextRange[], said: string): boolean => {
    if (!extent) return false;
    if (ranges.length === 0) notify({ message: words.lastPart });
    else if (ranges.length > MAX_SEGMENTS) notify({ message: words.tooMany(MAX_SEGMENTS) });
    else {
      roomOf(extent.annotation.id).actions.move(extent.annotation.id, ranges);
      root.current?.ownerDocument.getSelection()?.collapseToEnd();
      store.select(null);
      say(said);
    }
    return true;
  };
  const meant = (range: TextRange) =>
    snapSelection(currentText(), range, { exact: store.get().selected?.exact ?? false, locale: language });
  return {
    add: (range) => {
      const passage = meant(range);
      if (!extent || !passage) return false;
      return write(joinParts(currentText(), [...extent.annotation.ranges, passage]), words.added);
    },
    takeOut: (range) => {
      const passage = meant(range);
      if (!extent || !passage) return false;
      return write(withoutRange(currentText(), extent.annotation.ranges, passage), words.takenOut);
    },
  };
}
