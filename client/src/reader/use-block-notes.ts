import { useMemo } from "react";
import { personOf, type Room } from "../annotations/room.ts";
import { shownTags } from "../annotations/shown-tags.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { type Block, blockIndexAt } from "./blocks.ts";
import { words } from "./words.ts";

/** What a block's annotations are, for those who can't see the highlights. */
export interface BlockNote {
  /** Id of the element that holds the words. */
  id: string;
  key: number;
  words: string;
}

/** Annotations told by name; more are counted. */
const TOLD = 3;

/** One note for each block that carries annotations; highlights painted by style sheets are nothing to screen readers. */
export function blockNotes(
  blocks: readonly Block[],
  annotations: readonly ResolvedAnnotation[],
  room: Room,
): BlockNote[] {
  const byBlock = new Map<number, ResolvedAnnotation[]>();
  for (const annotation of annotations) {
    const touched = new Set<number>();
    for (const { from, to } of annotation.ranges) {
      const last = blockIndexAt(blocks, Math.max(from, to - 1));
      for (let index = blockIndexAt(blocks, from); index >= 0 && index <= last; index++) touched.add(index);
    }
    for (const index of touched) {
      const here = byBlock.get(index);
      if (here) here.push(annotation);
      else byBlock.set(index, [annotation]);
    }
  }
  const notes: BlockNote[] = [];
  for (const [index, here] of byBlock) {
    const block = blocks[index];
    if (!block) continue;
    const parts = here.slice(0, TOLD).map((annotation) => {
      const tags = shownTags(annotation, room.tagsById).map(({ tag }) => tag.name);
      return words.text.blockPart(personOf(room, annotation.author).name, tags.join(", "));
    });
    if (here.length > TOLD) parts.push(words.text.more(here.length - TOLD));
    notes.push({
      id: `block-note-${block.key}`,
      key: block.key,
      words: words.text.blockNote(here.length, parts.join("; ")),
    });
  }
  return notes;
}

interface BlockNotes {
  notes: readonly BlockNote[];
  /** By block key. */
  ids: ReadonlyMap<number, string>;
}

export function useBlockNotes(
  blocks: readonly Block[],
  annotations: readonly ResolvedAnnotation[],
  room: Room,
): BlockNotes {
  return useMemo(() => {
    const notes = blockNotes(blocks, annotations, room);
    return { notes, ids: new Map(notes.map(({ key, id }) => [key, id])) };
  }, [blocks, annotations, room]);
}
