import { useCallback, useEffect, useRef, useState } from "react";
import { readDraft, writeDraft } from "../sync/draft-storage.ts";

/** Pause after the last keystroke before a draft is kept, in ms. */
const PAUSE = 300;

export interface Draft {
  text: string;
  setText(text: string): void;
  /** Forgets the words: call it when they were sent or thrown away. */
  clear(): void;
}

/**
 * Unsent words that survive a reload. `key` says what they are for, such as `note/<annotationId>` or
 * `reply/<annotationId>`; `initial` is shown when nothing is kept.
 */
export function useDraft(userId: string, document: string, key: string, initial = ""): Draft {
  const place = `${userId}/${document}/${key}`;
  const [state, setState] = useState(() => ({ place, text: readDraft(userId, document, key) || initial }));
  const unsaved = useRef<(() => void) | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    unsaved.current?.();
    unsaved.current = null;
  }, []);

  useEffect(() => {
    // A page that is closed or put away on a phone gets no later chance.
    window.addEventListener("pagehide", flush);
    window.document.addEventListener("visibilitychange", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      window.document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [flush]);

  let current = state;
  if (state.place !== place) {
    flush();
    current = { place, text: readDraft(userId, document, key) || initial };
    setState(current);
  }

  const setText = useCallback(
    (text: string) => {
      setState({ place, text });
      unsaved.current = () => writeDraft(userId, document, key, text);
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, PAUSE);
    },
    [place, userId, document, key, flush],
  );

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    unsaved.current = null;
    writeDraft(userId, document, key, "");
    setState({ place, text: "" });
  }, [place, userId, document, key]);

  return { text: current.text, setText, clear };
}
