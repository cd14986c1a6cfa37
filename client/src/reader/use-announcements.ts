import { useCallback, useEffect, useRef, useState } from "react";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { words } from "./words.ts";

/** Least time between two announcements of what others do, in ms. */
const PACE = 5_000;

/**
 * What is said to screen readers in passing: one's own steps at once, what others do gathered, a sentence each few
 * seconds at most. Answers the words to show in a polite live region, and the way to say something.
 */
export function useAnnouncements(
  annotations: readonly ResolvedAnnotation[],
  me: string,
  ready: boolean,
  nameOf: (actor: string) => string,
): [said: string, say: (words: string) => void] {
  const [said, setSaid] = useState("");
  const seen = useRef<ReadonlyMap<string, ResolvedAnnotation> | null>(null);
  const waiting = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    if (!ready) {
      seen.current = null;
      return;
    }
    const before = seen.current;
    const now = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    if (before) {
      for (const [id, annotation] of now) {
        const known = before.get(id);
        if (known === annotation) continue;
        if (!known && annotation.author !== me) waiting.current.push(words.live.added(nameOf(annotation.author)));
        for (const comment of annotation.comments) {
          if (comment.author === me || comment.deleted) continue;
          if (known && !known.comments.some(({ id }) => id === comment.id)) {
            waiting.current.push(words.live.replied(nameOf(comment.author)));
          }
        }
      }
    }
    seen.current = now;
    if (waiting.current.length === 0) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const [only] = waiting.current;
      setSaid(waiting.current.length === 1 && only ? only : words.live.several(waiting.current.length));
      waiting.current = [];
    }, PACE);
  }, [annotations, me, ready, nameOf]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return [said, useCallback((text: string) => setSaid(text), [])];
}
