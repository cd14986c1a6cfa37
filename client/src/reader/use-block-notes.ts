import { useMemo } from "react";
import { personOf, type Room } from "../annotations/room.ts";
import { shownTags } from "../annotations/shown-tags.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { type Block, blockIndexAt } from "./blocks.ts";
import { changeBetween } from "./list-change.ts";
import { words } from "./words.ts";

/** What a block's annotations are, for those who can't see the highlights. */
export interface BlockNote {
  /** Id of the element that holds the words. */
  id: string;
  key: number;
  words: string;
}

export interface BlockNotes {
  notes: readonly BlockNote[];
  /** By block key. */
  ids: ReadonlyMap<number, string>;
}

/** Annotations told by name; more are counted. */
const TOLD = 3;

/**
 * One note for each block that carries annotations, in order; highlights painted by style sheets are nothing to screen
 * readers. Asked again and again, it makes anew only the notes of blocks in which the list of annotations differs from
 * the last time: another stays the same object.
 */
export class BlockNoter {
  private before: readonly ResolvedAnnotation[] = [];
  /** By index of the block. */
  private readonly made: (BlockNote | undefined)[];
  private notes: BlockNotes = { notes: [], ids: new Map() };

  constructor(
    private readonly blocks: readonly Block[],
    private readonly room: Room,
  ) {
    this.made = blocks.map(() => undefined);
  }

  /** `annotations` in order of place. The same answer as before when no note differs. */
  note(annotations: readonly ResolvedAnnotation[]): BlockNotes {
    const { from, beforeTo, afterTo } = changeBetween(this.before, annotations);
    const touched = new Map<number, ResolvedAnnotation[]>();
    for (const [list, to] of [[this.before, beforeTo] as const, [annotations, afterTo] as const])
      for (let at = from; at < to; at++)
        for (const index of this.touchedBy(list[at] as ResolvedAnnotation)) touched.set(index, []);
    this.before = annotations;
    if (touched.size === 0) return this.notes;
    for (const annotation of annotations)
      for (const index of this.touchedBy(annotation)) {
        const here = touched.get(index);
        if (here && here.at(-1) !== annotation) here.push(annotation);
      }
    let differs = false;
    let others = false;
    for (const [index, here] of touched) {
      const last = this.made[index];
      const next = here.length === 0 ? undefined : this.describe(this.blocks[index] as Block, here);
      if (next?.words === last?.words) continue;
      this.made[index] = next;
      others ||= (next === undefined) !== (last === undefined);
      differs = true;
    }
    if (!differs) return this.notes;
    const notes = this.made.filter((note) => note !== undefined);
    // Where the same blocks have notes as before, the text itself needs no look.
    const ids = others ? new Map(notes.map(({ key, id }) => [key, id])) : this.notes.ids;
    this.notes = { notes, ids };
    return this.notes;
  }

  /** Indices of blocks; some perhaps more than once, where an annotation has several passages. */
  private *touchedBy({ ranges }: ResolvedAnnotation): Generator<number> {
    for (const { from, to } of ranges) {
      const last = blockIndexAt(this.blocks, Math.max(from, to - 1));
      for (let index = blockIndexAt(this.blocks, from); index >= 0 && index <= last; index++) yield index;
    }
  }

  private describe({ key }: Block, here: readonly ResolvedAnnotation[]): BlockNote {
    const parts = here.slice(0, TOLD).map((annotation) => {
      const tags = shownTags(annotation, this.room.tagsById).map(({ tag }) => tag.name);
      return words.text.blockPart(personOf(this.room, annotation.author).name, tags.join(", "));
    });
    if (here.length > TOLD) parts.push(words.text.more(here.length - TOLD));
    return { id: `block-note-${key}`, key, words: words.text.blockNote(here.length, parts.join("; ")) };
  }
}

export function useBlockNotes(
  blocks: readonly Block[],
  annotations: readonly ResolvedAnnotation[],
  room: Room,
): BlockNotes {
  const noter = useMemo(() => new BlockNoter(blocks, room), [blocks, room]);
  return useMemo(() => noter.note(annotations), [noter, annotations]);
}
