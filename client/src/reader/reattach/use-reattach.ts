import { rightsOn } from "../../annotations/rights.ts";
import { notify } from "../../ui/notify.ts";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { useReaderRoom } from "../reader-context.ts";
import { useReader } from "../reader-store.ts";
import { snapSelection } from "../snap.ts";
import { focusText } from "../use-keyboard-place.ts";
import { words } from "./words.ts";

export interface Reattach {
  /** Puts the open annotation, whose passage is gone, on what is selected; null where there is no such thing. */
  attach: (() => boolean) | null;
  /** Opens an annotation whose passage is gone, and leads to the text; null for one that isn't this person's to move. */
  begin: (id: string) => (() => void) | null;
}

/** Annotations whose passage is gone get another one: open it, select a passage, press one key. */
export function useReattach(): Reattach {
  const { root, store, annotations, roomOf, currentText, language, say } = useReaderRoom();
  const focused = useReader(store, (state) => state.focused);
  const selected = useReader(store, (state) => state.selected);
  const movable = (id: string | null) => {
    const found = annotations.loose.find((one) => one.id === id && one.on === "passage") ?? null;
    return found && rightsOn(found, roomOf(found.id).writer).move ? found : null;
  };
  const open = movable(focused);

  const attach = (): boolean => {
    const passage = selected && snapSelection(currentText(), selected, { exact: selected.exact, locale: language });
    if (!open || !passage) return false;
    roomOf(open.id).actions.move(open.id, [passage]);
    root.current?.ownerDocument.getSelection()?.collapseToEnd();
    store.select(null);
    say(words.attached);
    return true;
  };
  const lead = () => {
    // Where it was when it was written is the best guess of where its passage may be now.
    if (root.current) focusText(root.current, Math.min(open?.anchor?.segments[0]?.from ?? 0, currentText().length));
    notify({ message: words.select });
  };
  useReaderCommands([
    {
      id: "reader.reattach",
      title: words.command,
      group: "annotation",
      keys: [{ key: "r" }],
      enabled: open !== null,
      run: () => (selected ? attach() : lead()),
    },
  ]);
  return {
    attach: open && selected ? attach : null,
    begin: (id) => {
      const found = movable(id);
      return (
        found &&
        (() => {
          store.focus(id);
          lead();
        })
      );
    },
  };
}
