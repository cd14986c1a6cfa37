import { decodePosition, encodePosition } from "@postil/shared/anchor/relative-position";
import { articleText } from "@postil/shared/document/text-document";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { placeCaret } from "../caret.ts";
import { selectionOffsets } from "../dom-offsets.ts";
import { firstBlockInView } from "../presence.ts";
import { type ReaderRoom, useReaderRoom } from "../reader-context.ts";
import type { TextRange } from "../text-range.ts";
import { focusText } from "../use-keyboard-place.ts";
import { findInText } from "./find-in-text.ts";
import { hitBeside, hitFrom } from "./nearest-hit.ts";
import { keepSearchOptions, readSearchOptions, type SearchOptions } from "./search-options.ts";

/** Where somebody was when they began to search. */
interface Origin {
  scrollY: number;
  offset: number;
  /** A caret, or a selection. */
  selection: TextRange | null;
}

/** A search in the article while its bar is open: what is found in the text as it changes, and which place one is at. */
export function useSearch(query: string) {
  const reader = useReaderRoom();
  const { text, language, currentText, controller, go, root, store, sessions } = reader;
  const [options, setOptions] = useState(readSearchOptions);
  const [origin] = useState(() => originOf(reader));
  const doc = sessions.text.doc;
  // A position rather than an index: others may correct the text meanwhile.
  const [at, setAt] = useState(() => positionOf(doc, origin.offset));
  const wanted = useDeferredValue(query);
  const hits = useMemo(
    () => findInText(text, wanted, { ...options, locale: language }),
    [text, language, wanted, options],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for what the document holds
  const current = useMemo(
    () => hitFrom(hits, (at === null ? null : decodePosition(doc, articleText(doc), at)) ?? 0),
    [hits, at, doc, text],
  );
  const hit = hits[current] ?? null;

  useEffect(() => {
    controller?.mark("found", hits.map(plain));
  }, [controller, hits]);
  useEffect(() => {
    controller?.mark("foundCurrent", hit ? [plain(hit)] : []);
  }, [controller, hit]);
  useEffect(
    () => () => {
      controller?.mark("found", []);
      controller?.mark("foundCurrent", []);
    },
    [controller],
  );

  // What is typed is shown at once, where there is any; what others write moves nobody.
  const shown = useRef(wanted);
  useEffect(() => {
    if (shown.current === wanted) return;
    shown.current = wanted;
    if (hit) go(hit.from);
  }, [wanted, hit, go]);

  const step = useCallback(
    (towards: 1 | -1) => {
      const next = hits[hitBeside(hits, current, towards)];
      if (!next) return;
      setAt(positionOf(doc, next.from));
      go(next.from);
    },
    [hits, current, doc, go],
  );

  const change = (changes: Partial<SearchOptions>) => {
    const next = { ...options, ...changes };
    setOptions(next);
    keepSearchOptions(next);
  };

  /** Gives the keyboard to the text, with the place that was found selected, so that the next key can annotate it. */
  const stay = useCallback(() => {
    const element = root.current;
    if (!element) return;
    if (!hit || hit.to > currentText().length) return focusText(element, origin.offset);
    element.focus({ preventScroll: true });
    placeCaret(element, hit.from, hit.to);
    store.select({ ...hit, by: "keyboard", exact: true });
  }, [root, hit, currentText, origin, store]);

  /** Back to where the search began. */
  const leave = useCallback(() => {
    const element = root.current;
    if (!element) return;
    element.focus({ preventScroll: true });
    if (origin.selection) placeCaret(element, origin.selection.from, origin.selection.to);
    window.scrollTo({ top: origin.scrollY, behavior: "instant" });
  }, [root, origin]);

  return { hits, current, options, change, step, stay, leave };
}

const plain = (range: TextRange) => ({ ...range, colour: null, level: 0 });

function positionOf(doc: ReaderRoom["sessions"]["text"]["doc"], offset: number): string | null {
  const text = articleText(doc);
  return offset <= text.length ? encodePosition(text, offset, 0) : null;
}

function originOf({ root }: ReaderRoom): Origin {
  const element = root.current;
  const selection = element?.ownerDocument.getSelection();
  const offsets = element && selection ? selectionOffsets(element, selection) : null;
  const range = offsets && {
    from: Math.min(offsets.anchor, offsets.focus),
    to: Math.max(offsets.anchor, offsets.focus),
  };
  return {
    scrollY: window.scrollY,
    offset: range?.from ?? (element && firstBlockInView(element)) ?? 0,
    selection: range,
  };
}
