import { useNavigate } from "react-router";
import { isFiltering, NO_FILTER } from "../../annotations/filters.ts";
import { triedSentence } from "../../annotations/tried-sentence.ts";
import { useCommandSource } from "../../commands/use-commands.ts";
import { notify } from "../../ui/notify.ts";
import { words as copyWords } from "../copy/words.ts";
import { focusOnceThere } from "../focus-once-there.ts";
import { useReaderRoom } from "../reader-context.ts";
import { useReader } from "../reader-store.ts";
import type { SelectionAction } from "../SelectionToolbar.tsx";
import { nextKey } from "../use-layer-choice.ts";
import { words } from "../words.ts";
import { namedCommands } from "./named-commands.ts";
import { type ReaderCommand, useReaderCommands } from "./use-reader-commands.ts";

/** What every reader can do here: annotate, move, undo. What belongs to a feature stands with the feature. */
export function ReadingCommands() {
  const reader = useReaderRoom();
  const navigate = useNavigate();
  const hasHeadings = reader.blocks.some(({ content }) => /^h[123]$/.test(content.kind));
  const { store, room, reading, articles, article, consensus, layers } = reader;
  const selected = useReader(store, (state) => state.selected !== null);
  const focused = useReader(store, (state) => state.focused !== null);
  const at = articles.findIndex(({ id }) => id === article.id);

  const make = (action: SelectionAction, key: string, enabled: boolean): ReaderCommand => ({
    id: `reader.${action}`,
    title: words.keys[action],
    group: "selection",
    keys: [{ key, alt: "free" }],
    enabled,
    run: ({ exact }) => reading.make(action, exact),
  });
  const step = (towards: "undo" | "redo"): boolean => {
    if (!room.actions.open) return true;
    notify({
      message: triedSentence(towards === "undo" ? room.actions.steps.undo() : room.actions.steps.redo(), towards),
    });
    return true;
  };

  useReaderCommands([
    make("highlight", "h", selected),
    make("tag", "t", selected || focused),
    make("comment", "c", selected || focused),
    make("note", "n", selected || focused),
    {
      id: "reader.shortcut",
      title: words.keys.shortcut,
      group: "selection",
      keys: [{ key: "1-9", alt: "free" }],
      keyOnly: true,
      run: ({ digit, exact }) => {
        const tag = room.tags.find(({ shortcut }) => shortcut === digit);
        return tag ? reading.applyTag(tag, exact) : false;
      },
    },
    { id: "reader.exact", title: words.keys.exact, group: "selection", keys: [{ key: "Alt" }] },
    { id: "reader.extra", title: words.keys.addPassage, group: "selection", keys: [{ key: "Control" }] },
    {
      id: "reader.next",
      title: words.keys.nextAnnotation,
      group: "moving",
      keys: [{ key: "j" }],
      run: () => reading.step(1),
    },
    {
      id: "reader.previous",
      title: words.keys.previousAnnotation,
      group: "moving",
      keys: [{ key: "k" }],
      run: () => reading.step(-1),
    },
    {
      id: "reader.nextArticle",
      title: words.keys.nextArticle,
      group: "moving",
      keys: [{ key: "]" }],
      enabled: at !== -1 && at < articles.length - 1,
      run: () => reader.goToArticle(1),
    },
    {
      id: "reader.previousArticle",
      title: words.keys.previousArticle,
      group: "moving",
      keys: [{ key: "[" }],
      enabled: at > 0,
      run: () => reader.goToArticle(-1),
    },
    {
      id: "reader.escape",
      title: words.keys.escape,
      group: "moving",
      keys: [{ key: "Escape" }],
      keyOnly: true,
      run: reading.leave,
    },
    ...CARET,
    {
      id: "reader.adopt",
      title: words.keys.adopt,
      group: "agreed",
      keys: [{ key: "a" }],
      enabled: consensus !== null,
      run: () => consensus?.addOpen() ?? false,
    },
    {
      id: "reader.difference",
      title: words.keys.difference,
      group: "agreed",
      keys: [{ key: "d" }],
      enabled: consensus !== null,
      run: () => consensus?.nextOpen(),
    },
    {
      id: "reader.filters",
      title: words.keys.filters,
      group: "view",
      keys: [{ key: "f" }],
      run: reader.wantFilters,
    },
    {
      id: "reader.layer",
      title: words.keys.layer,
      group: "view",
      keys: [{ key: "l" }],
      run: () => layers.choose(nextKey(layers)),
    },
    {
      id: "reader.undo",
      title: words.keys.undo,
      group: "other",
      keys: [{ key: "z", control: true }],
      run: () => step("undo"),
    },
    {
      id: "reader.redo",
      title: words.keys.redo,
      group: "other",
      keys: [
        { key: "z", control: true, shift: true },
        { key: "y", control: true },
      ],
      run: () => step("redo"),
    },
    { id: "reader.send", title: words.keys.send, group: "other", keys: [{ key: "Enter", control: true }] },
    {
      id: "reader.copy",
      title: copyWords.command,
      group: "other",
      run: () => void navigate(`/a/${article.id}/copy`),
    },
    {
      id: "reader.correct",
      title: words.keys.correct,
      group: "other",
      enabled: reader.sessions.text.hello?.canEditText ?? false,
      run: () => void navigate(`/a/${article.id}/correct`),
    },
    {
      id: "reader.outline",
      title: words.rail.toOutline,
      group: "moving",
      keys: [{ key: "g" }],
      enabled: hasHeadings,
      run: () => {
        if (reader.width === "wide") reader.setPreferences({ rail: true, outline: true });
        else {
          reader.setPreferences({ outline: true });
          reader.setDrawer(true);
        }
        focusOnceThere("[data-outline] [aria-current], [data-outline] li button");
      },
    },
    {
      id: "reader.rail",
      title: words.keys.rail,
      group: "view",
      run: () =>
        reader.width === "wide"
          ? reader.setPreferences({ rail: !reader.preferences.rail })
          : reader.setDrawer(!reader.drawer),
    },
    {
      id: "reader.showAll",
      title: words.keys.showAll,
      group: "view",
      enabled: isFiltering(reader.filter),
      run: () => reader.setFilter(NO_FILTER),
    },
  ]);
  useCommandSource(() => namedCommands(reader));
  return null;
}

/** Handled by the caret itself, while the text has the keyboard. */
const CARET: readonly ReaderCommand[] = [
  {
    id: "caret.arrows",
    title: words.keys.arrows,
    group: "text",
    keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => ({ key })),
  },
  { id: "caret.select", title: words.keys.select, group: "text", keys: [{ key: "ArrowLeft", shift: true }] },
  { id: "caret.words", title: words.keys.words, group: "text", keys: [{ key: "ArrowLeft", control: true }] },
  { id: "caret.sentences", title: words.keys.sentences, group: "text", keys: [{ key: "ArrowDown", alt: "held" }] },
  { id: "caret.paragraphs", title: words.keys.paragraphs, group: "text", keys: [{ key: "ArrowDown", control: true }] },
  { id: "caret.line", title: words.keys.line, group: "text", keys: [{ key: "Home" }, { key: "End" }] },
  { id: "caret.open", title: words.keys.open, group: "text", keys: [{ key: "Enter" }] },
];
