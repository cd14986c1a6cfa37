import { useCallback, useEffect, useRef, useState } from "react";
import { rightsOn } from "../../annotations/rights.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { notify } from "../../ui/notify.ts";
import { useReaderRoom } from "../reader-context.ts";
import { useReader } from "../reader-store.ts";
import type { TextRange } from "../text-range.ts";
import { onto, type PassageEnd, stepEnd, withEnd } from "./extent.ts";
import { spokenEnd } from "./spoken-end.ts";
import { words } from "./words.ts";

/** Steps by keys within this many ms are one change, and one step to undo. */
const PAUSE = 1_200;

/** A change under way: what the passages were when it began, and what they would be. */
interface Edit {
  id: string;
  base: readonly TextRange[];
  ranges: readonly TextRange[];
  /** Where a pointer holds one of the ends; null by keys. */
  held: (PassageEnd & { offset: number }) | null;
}

/** The focused annotation's passages and how they are changed; null where there is none that one may change. */
export interface Extent {
  annotation: ResolvedAnnotation;
  /** As they would be, while they are being changed. */
  ranges: readonly TextRange[];
  changing: boolean;
  /** One step by keys; answers where the passages are then. */
  step: (end: PassageEnd, direction: 1 | -1, exact: boolean) => readonly TextRange[];
  /** A pointer holds an end at this offset. */
  hold: (end: PassageEnd, offset: number) => void;
  /** Writes what is under way. */
  commit: () => void;
  cancel: () => void;
}

function same(a: readonly TextRange[], b: readonly TextRange[]): boolean {
  return a.length === b.length && a.every(({ from, to }, index) => from === b[index]?.from && to === b[index]?.to);
}

export function useExtent(): Extent | null {
  const { store, annotations, roomOf, currentText, language, say } = useReaderRoom();
  const focused = useReader(store, (state) => state.focused);
  const annotation = annotations.placed.find(({ id }) => id === focused) ?? null;
  const room = annotation && roomOf(annotation.id);
  const may = annotation !== null && room !== null && rightsOn(annotation, room.writer).move;

  const [edit, show] = useState<Edit | null>(null);
  // Pointers and keys come faster than renderings: what they go on from is here.
  const latest = useRef<Edit | null>(null);
  const set = useCallback((next: Edit | null) => {
    latest.current = next;
    show(next);
  }, []);
  const now = useRef({ annotation, room });
  now.current = { annotation, room };

  const commit = useCallback(() => {
    const done = latest.current;
    const { annotation: there, room: where } = now.current;
    set(null);
    if (!done || !where?.actions.open || there?.id !== done.id || same(there.ranges, done.ranges)) return;
    if (rightsOn(there, where.writer).move) where.actions.move(done.id, done.ranges);
  }, [set]);
  const cancel = useCallback(() => {
    if (!latest.current) return;
    set(null);
    say(words.cancelled);
  }, [set, say]);

  // Somebody else changed it, or the text: theirs stands, and the pointer goes on from there where it can.
  useEffect(() => {
    const before = latest.current;
    if (!before) return;
    if (annotation?.id !== before.id || !may) {
      set(null);
      return;
    }
    if (same(annotation.ranges, before.base)) return;
    const { held } = before;
    const end = held && onto(before.base, annotation.ranges, held);
    if (held && end) {
      const ranges = withEnd(currentText(), annotation.ranges, end, held.offset);
      set({ ...before, base: annotation.ranges, ranges });
    } else {
      set(null);
      notify({ message: words.changedMeanwhile });
    }
  }, [annotation, may, currentText, set]);

  useEffect(() => {
    if (!edit || edit.held) return;
    const timer = setTimeout(commit, PAUSE);
    // Whatever else is pressed comes after it: undo takes back what was written.
    const onKey = (event: KeyboardEvent) => {
      if (!/^(Shift|Control|Alt|Meta|Escape|Arrow.*)$/.test(event.key)) commit();
    };
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("pointerdown", commit, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("pointerdown", commit, true);
    };
  }, [edit, commit]);
  // Left alone: what was pressed so far was meant.
  useEffect(() => () => commit(), [commit]);

  if (!annotation || !may) return null;
  const current = edit?.id === annotation.id ? edit : null;
  const begun = () => latest.current ?? { id: annotation.id, base: annotation.ranges, ranges: annotation.ranges };
  return {
    annotation,
    ranges: current?.ranges ?? annotation.ranges,
    changing: current !== null,
    step: (end, direction, exact) => {
      const { id, base, ranges } = begun();
      const next = stepEnd(currentText(), ranges, end, direction, { exact, locale: language });
      if (same(next, ranges)) say(words.noFurther);
      else {
        set({ id, base, ranges: next, held: null });
        const part = Math.min(end.part, next.length - 1);
        say(spokenEnd(currentText(), next, { ...end, part }, true));
      }
      return next;
    },
    hold: (end, offset) => {
      const { id, base } = begun();
      set({ id, base, ranges: withEnd(currentText(), base, end, offset), held: { ...end, offset } });
    },
    commit,
    cancel,
  };
}
