import { useDeferredValue, useMemo, useState } from "react";
import { triedSentence } from "../../annotations/tried-sentence.ts";
import { notify } from "../../ui/notify.ts";
import { useReaderRoom } from "../reader-context.ts";
import { findInText } from "../search/find-in-text.ts";
import type { TextRange } from "../text-range.ts";
import { annotatedAlready, MOST_OCCURRENCES, mostAtOnce } from "./occurrences.ts";
import { words } from "./words.ts";

export interface OccurrenceQuery {
  quote: string;
  matchCase: boolean;
  wholeWords: boolean;
  ignoreDiacritics: boolean;
}

/** What is found, what of it would be annotated, and how. */
export function useOccurrences(first: OccurrenceQuery, firstTags: readonly string[]) {
  const { room, text, language, annotations, store, say } = useReaderRoom();
  const [query, setQuery] = useState(first);
  const [tags, setTags] = useState<readonly string[]>(firstTags);
  const [note, setNote] = useState("");
  /** Where those begin that the person leaves out. */
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const wanted = useDeferredValue(query);

  const found = useMemo<readonly TextRange[]>(
    () => findInText(text, wanted.quote.trim(), { ...wanted, locale: language, limit: MOST_OCCURRENCES + 1 }),
    [text, language, wanted],
  );
  const ranges = useMemo(() => found.slice(0, MOST_OCCURRENCES), [found]);
  const { own } = annotations;
  const { tagsById } = room;
  const { actor } = room.writer;
  const already = useMemo(
    () => annotatedAlready(ranges, own, { tags, actor, sameTag: (id) => tagsById.get(id)?.id ?? id }),
    [ranges, own, tags, actor, tagsById],
  );
  const chosen = useMemo(
    () => ranges.filter(({ from }) => !left.has(from) && !already.has(from)),
    [ranges, left, already],
  );

  const most = mostAtOnce({ quote: wanted.quote, note, tags: tags.length });

  return {
    query,
    /** How many of them can be annotated so at once, where that is less than are chosen. */
    most: chosen.length > most ? most : null,
    ask: (change: Partial<OccurrenceQuery>) => {
      setQuery((before) => ({ ...before, ...change }));
      setLeft(new Set());
    },
    tags,
    setTags,
    note,
    setNote,
    ranges,
    more: found.length > ranges.length,
    already,
    chosen,
    choose: (from: number, wish: boolean) => {
      setLeft((before) => {
        const next = new Set(before);
        if (wish) next.delete(from);
        else next.add(from);
        return next;
      });
    },
    chooseAll: (wish: boolean) => setLeft(new Set(wish ? [] : ranges.map(({ from }) => from))),
    /** Annotates what is chosen. Answers whether there was anything. */
    make: (): boolean => {
      if (chosen.length === 0 || chosen.length > most || !room.actions.open || !room.writer.canAnnotate) return false;
      const { ids, step } = room.actions.annotateEach(chosen, {
        tags,
        ...(note.trim() === "" ? {} : { note: note.trim() }),
      });
      store.focus(ids[0] ?? null);
      const made = words.made(ids.length);
      say(made);
      notify({
        message: made,
        tone: "good",
        undo: () => {
          const tried = room.actions.open ? room.actions.steps.undoThis(step) : null;
          if (tried && tried.left > 0) notify({ message: triedSentence(tried, "undo") });
        },
      });
      return true;
    },
  };
}
