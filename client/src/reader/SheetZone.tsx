import { useReaderCommands } from "./commands/use-reader-commands.ts";
import { useReaderRoom } from "./reader-context.ts";
import { useReader } from "./reader-store.ts";
import { Sheet } from "./Sheet.tsx";
import { words } from "./words.ts";

/** Where there is no margin: the open card, or the list of all, but not over the tools for a selection. */
export function SheetZone() {
  const { store, room, annotations, text, list, setList, reading } = useReaderRoom();
  const selected = useReader(store, (state) => state.selected);
  const hidden = selected !== null && room.writer.canAnnotate;
  const close = () => {
    setList(false);
    reading.back();
  };
  // Wherever the keyboard is while the list lies over the page.
  useReaderCommands([
    {
      id: "sheet.close",
      title: words.margin.closeSheet,
      group: "moving",
      keys: [{ key: "Escape" }],
      keyOnly: true,
      first: true,
      enabled: list && !hidden,
      run: close,
    },
  ]);
  if (hidden) return null;
  return (
    <Sheet
      store={store}
      annotations={annotations.shown}
      text={text}
      list={list}
      onOpen={(id) => {
        setList(false);
        reading.open(id);
      }}
      onStep={reading.step}
      onFieldTaken={() => store.fieldTaken()}
      onClose={close}
    />
  );
}
