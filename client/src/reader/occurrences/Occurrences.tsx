import { useEffect, useEffectEvent, useState } from "react";
import { shownTags } from "../../annotations/shown-tags.ts";
import { lazyPart, usePrefetched } from "../../ui/lazy-part.tsx";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { useReaderRoom } from "../reader-context.ts";
import { type Marking, useReader } from "../reader-store.ts";
import { snapSelection } from "../snap.ts";
import { focusText } from "../use-keyboard-place.ts";
import { quoteToFind } from "./occurrences.ts";
import type { OccurrenceQuery } from "./use-occurrences.ts";
import { words } from "./words.ts";

const load = async () => (await import("./OccurrencesPanel.tsx")).OccurrencesPanel;
const LOADS = [load];
const Panel = lazyPart(load);

interface Asked {
  query: OccurrenceQuery;
  tags: readonly string[];
  /** Where the keyboard goes afterwards. */
  from: number;
}

/** Name of the command, for buttons that do the same. */
export const MARK_ALL = "reader.occurrences";

/** Annotating every occurrence of what is selected, or of the open annotation's passage. */
export function Occurrences() {
  const { room, store, root, annotations, currentText, language, go, width } = useReaderRoom();
  const hasSelection = useReader(store, (state) => state.selected !== null);
  const focused = useReader(store, (state) => state.focused !== null);
  const marking = useReader(store, (state) => state.marking);
  const [asked, setAsked] = useState<Asked | null>(null);

  const ask = (id = store.get().focused, bySelection = true): boolean => {
    const state = store.get();
    const text = currentText();
    const selected = bySelection ? state.selected : null;
    const range = selected && snapSelection(text, selected, { exact: selected.exact, locale: language });
    const annotation = annotations.placed.find((one) => one.id === id);
    const passage = range ?? annotation?.ranges[0];
    if (!passage) return false;
    const quote = quoteToFind(text, passage);
    const tags = !range && annotation ? shownTags(annotation, room.tagsById).map(({ tag }) => tag.id) : [];
    const whole = snapSelection(text, passage, { locale: language });
    const native = root.current?.ownerDocument.getSelection();
    if (native && native.rangeCount > 0) native.collapseToEnd();
    store.select(null);
    setAsked({
      query: {
        quote,
        matchCase: false,
        wholeWords: whole?.from === passage.from && whole.to === passage.to,
        ignoreDiacritics: false,
      },
      tags: tags.filter((id) => room.tags.some((tag) => tag.id === id)),
      from: passage.from,
    });
    // The panel lies over the lower half there.
    if (width === "narrow") go(passage.from);
    return true;
  };
  const askFor = useEffectEvent((wish: Marking) => {
    store.markAll(null);
    if ("annotation" in wish) return ask(wish.annotation, false);
    const { from, ...query } = wish;
    setAsked({ query, tags: [], from });
  });
  useEffect(() => {
    if (marking) askFor(marking);
  }, [marking]);
  usePrefetched(LOADS);
  useReaderCommands([
    {
      id: MARK_ALL,
      title: words.command,
      group: hasSelection ? "selection" : "annotation",
      keys: [{ key: "o" }],
      enabled: room.writer.canAnnotate && (hasSelection || focused),
      run: () => ask(),
    },
  ]);
  if (!asked) return null;
  return (
    <Panel
      key={asked.from}
      query={asked.query}
      tags={asked.tags}
      onClose={() => {
        setAsked(null);
        if (root.current) focusText(root.current, asked.from);
      }}
    />
  );
}
