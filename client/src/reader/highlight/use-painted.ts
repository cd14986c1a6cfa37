import { useMemo } from "react";
import type { Room } from "../../annotations/room.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import type { Block } from "../blocks.ts";
import type { Reader } from "../presence.ts";
import type { ReaderStore } from "../reader-store.ts";
import type { PaintMark } from "./painter.ts";
import { useHighlighted } from "./use-highlighted.ts";
import { useHighlights } from "./use-highlights.ts";

interface Painted {
  blocks: readonly Block[];
  /** Those with a passage that are to be seen. */
  annotations: readonly ResolvedAnnotation[];
  colourBy: "tag" | "person";
  readers: readonly Reader[];
  store: ReaderStore;
}

const NONE: readonly never[] = [];

/** Paints the annotations' passages and what others have selected into the text. */
export function usePainted(element: HTMLElement | null, room: Room, painted: Painted) {
  const { blocks, annotations, colourBy, readers, store } = painted;
  const highlighted = useHighlighted(annotations, room, colourBy);
  const presence = useMemo<readonly PaintMark[]>(
    () => readers.flatMap(({ selection, colour }) => (selection ? [{ ...selection, colour, level: 0 }] : [])),
    [readers],
  );
  return useHighlights(element, { blocks, annotations: highlighted, store, presence, selection: NONE });
}
