import { layerMap } from "@postil/shared/document/layer-document";
import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { useEffect, useRef } from "react";
import { useDraft } from "../../annotations/drafts.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { useMentions } from "../../annotations/use-mentions.ts";
import { writeDraft } from "../../sync/draft-storage.ts";
import { useReaderRoom } from "../reader-context.ts";
import { mergeTexts } from "./merge-texts.ts";

/** Pause after the last keystroke before a memo is written into the document, in ms: each writing leaves a trace. */
const PAUSE = 1_000;

/**
 * One's memo as it is being typed: kept on this device at each pause, written into the layer after a longer one and
 * when the field goes away. The first words make it. What is written into it elsewhere meanwhile, in another tab or by
 * joining two, comes into the field; `onFollow` is told before and after.
 */
export function useMemoWriting(memo: ResolvedAnnotation | null, onFollow: (before: string, after: string) => void) {
  const { room, sessions } = useReaderRoom();
  const { actions, userId, layer, writer } = room;
  const { doc } = sessions.layer;
  const draft = useDraft(userId, layer.document, "memo", memo?.note ?? "");
  const typed = useMentions(draft);
  const { text } = draft;
  const tooLong = text.length > MAX_NOTE_LENGTH;
  /** The one that these words go to: known before it comes back from the document. */
  const id = useRef(memo?.id ?? null);
  /** Its words as the document had them when they and the field were last the same. */
  const base = useRef(memo?.note ?? "");
  const before = useRef(memo?.note ?? "");
  /** Whether it was made here: then its making is the step, not its words. */
  const fresh = useRef(false);

  /** Answers one's words with what the document was told elsewhere, which the document knows sooner than what is drawn. */
  const follow = (own: string): string => {
    const known = (one: string) => layerMap(doc, "annotations").has(one);
    const shown = (one: string) => known(one) && !layerMap(doc, "deletions").has(one);
    if (id.current === null || !shown(id.current)) {
      const next = memo && shown(memo.id) ? memo.id : null;
      // Not there at all: it is being put back after an interruption.
      if (next === null && id.current !== null && !known(id.current)) return own;
      if (id.current !== next) fresh.current = false;
      id.current = next;
    }
    const words = (id.current !== null && layerMap(doc, "notes").get(id.current)?.text) || "";
    if (words === base.current) return own;
    const merged = mergeTexts(base.current, words, own);
    if (id.current !== null && !fresh.current) actions.noteWritten(id.current, before.current, base.current);
    before.current = words;
    base.current = words;
    if (merged !== own) {
      onFollow(own, merged);
      draft.setText(merged);
    }
    return merged;
  };
  const write = (words: string) => {
    if (words.length > MAX_NOTE_LENGTH || !actions.open || !writer.canAnnotate) return false;
    if (id.current !== null && !layerMap(doc, "annotations").has(id.current)) return false;
    if (id.current !== null) actions.writeNote(id.current, words);
    else if (words.trim() !== "") {
      id.current = actions.annotateWhole("memo", { note: words });
      fresh.current = true;
    }
    base.current = words;
    // From here on the document has them; left lying, they would come before what it is told later.
    writeDraft(userId, layer.document, "memo", "");
    return true;
  };
  const latest = useRef({ draft, typed, follow, write, actions });
  latest.current = { draft, typed, follow, write, actions };

  // biome-ignore lint/correctness/useExhaustiveDependencies: with each change of the memo, however it came
  useEffect(() => {
    latest.current.follow(latest.current.draft.text);
  }, [memo]);
  useEffect(() => {
    const timer = setTimeout(() => latest.current.write(latest.current.follow(text)), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  // However the field goes away, what was typed is written; after the effects, lest a mere remount would count.
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    return () => {
      leaving.current = setTimeout(() => {
        const { draft, typed, follow, write, actions } = latest.current;
        const words = follow(typed.finish());
        // With nowhere to write to, or no right to it any more, the words stay a draft.
        if (!write(words)) return;
        if (id.current !== null && !fresh.current) actions.noteWritten(id.current, before.current, words);
        draft.clear();
      });
    };
  }, []);
  return { typed, tooLong };
}
