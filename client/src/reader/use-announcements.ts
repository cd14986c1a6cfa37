import { layerMap } from "@postil/shared/document/layer-document";
import { useCallback, useEffect, useRef, useState } from "react";
import type * as Y from "yjs";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { changeBetween } from "./list-change.ts";
import { words } from "./words.ts";

/** Least time between two announcements of what others do, in ms. */
const PACE = 5_000;

/** The ids of everything said so far in a layer. */
function everything(doc: Y.Doc): Set<string> {
  return new Set([...layerMap(doc, "annotations").keys(), ...layerMap(doc, "comments").keys()]);
}

/**
 * What is said to screen readers in passing: one's own steps at once, what others do gathered, a sentence each few
 * seconds at most. Nothing while not `settled`: what was missed meanwhile is no news. Answers the words for a polite
 * live region, and the way to say something.
 */
export function useAnnouncements(
  doc: Y.Doc,
  annotations: readonly ResolvedAnnotation[],
  me: string,
  settled: boolean,
  nameOf: (actor: string) => string,
): [said: string, say: (words: string) => void] {
  const [said, setSaid] = useState("");
  const known = useRef<Set<string> | null>(null);
  const before = useRef<readonly ResolvedAnnotation[]>([]);
  const waiting = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // The same words once more must differ, or nothing changes in the page and nothing is read out.
  const say = useCallback((text: string) => setSaid((last) => (last === text ? `${text}\u00a0` : text)), []);

  useEffect(() => {
    known.current = settled ? everything(doc) : null;
  }, [doc, settled]);

  useEffect(() => {
    const { from, beforeTo, afterTo } = changeBetween(before.current, annotations);
    const stood = new Set(before.current.slice(from, beforeTo));
    const changed = annotations.slice(from, afterTo).filter((annotation) => !stood.has(annotation));
    before.current = annotations;
    const seen = known.current;
    if (!seen) return;
    for (const annotation of changed) {
      const isNew = !seen.has(annotation.id);
      seen.add(annotation.id);
      if (isNew && annotation.author !== me) waiting.current.push(words.live.added(nameOf(annotation.author)));
      for (const { id, author } of annotation.comments) {
        if (seen.has(id)) continue;
        seen.add(id);
        if (author !== me) waiting.current.push(words.live.replied(nameOf(author)));
      }
    }
    if (waiting.current.length === 0) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const [only] = waiting.current;
      say(waiting.current.length === 1 && only ? only : words.live.several(waiting.current.length));
      waiting.current = [];
    }, PACE);
  }, [annotations, me, nameOf, say]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return [said, say];
}
