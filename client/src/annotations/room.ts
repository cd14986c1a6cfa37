import type { Writer } from "@postil/shared/policy/entry-rules";
import type { LayerInfo } from "@postil/shared/schema/article";
import type { Tag } from "@postil/shared/schema/tag";
import type { LayerReader } from "@postil/shared/schema/thread";
import { createContext, useContext } from "react";
import { notify } from "../ui/notify.ts";
import type { AnnotationActions } from "./annotation-actions.ts";
import { triedSentence } from "./tried-sentence.ts";
import { words } from "./words.ts";

/** Somebody whose name stands under what they wrote. */
export interface Person {
  name: string;
  /** Index into the palette. */
  colour: number;
}

/** What every card needs to know: where it is, who is looking, and what they may do. */
export interface Room {
  userId: string;
  workspaceId: string;
  articleId: string;
  layer: LayerInfo;
  /** What cards call its layer, where that is not the one that is written into; null where nothing need be said. */
  beside: string | null;
  writer: Writer;
  actions: AnnotationActions;
  /** Tags that can be applied. */
  tags: readonly Tag[];
  /** By every id that an annotation may carry: merged ids lead to their tag, deleted ones to nothing. */
  tagsById: ReadonlyMap<string, Tag>;
  /** By actor id. */
  people: ReadonlyMap<string, Person>;
  /** Who may read the layer, by name: whom one can mention, and assign threads to. */
  readers: readonly LayerReader[];
  /** Adds a tag to the codebook; null for those who may not. */
  createTag: ((name: string) => Promise<Tag>) | null;
  /** What is added so waits for an instructor. */
  proposesTags: boolean;
  /** How what is here goes to the team; null but in a private layer. */
  publishing: Publishing | null;
}

export interface Publishing {
  /** Why one may not; null when one may. */
  closed: string | null;
  /** Sends what is unsent, then publishes, and tells so. Rejects with a sentence for the person. */
  publish(annotations: readonly string[]): Promise<void>;
}

/** Offers to annotate every occurrence of an annotation's passage, where there is a text to look in. */
export const MarkAllContext = createContext<((annotation: string) => void) | null>(null);

export const RoomContext = createContext<Room | null>(null);

/** Only inside a reading room; throws elsewhere. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("useRoom outside a reading room");
  return room;
}

/** Somebody by actor id; those whom the workspace no longer knows keep their work under a plain name. */
export function personOf(room: Room, actor: string): Person {
  return room.people.get(actor) ?? { name: words.card.unknownPerson, colour: 11 };
}

/** The name of somebody who may read the layer; undefined for everybody else. */
export function readerName(room: Room, actor: string): string | undefined {
  return room.readers.find((reader) => reader.actor === actor)?.name;
}

/** Deletes an annotation or a comment and offers to take that back. */
export function removeWithUndo(room: Room, target: string, message: string): void {
  const { actions } = room;
  const step = actions.remove(target);
  notify({
    message,
    undo: () => {
      const tried = actions.open ? actions.steps.undoThis(step) : null;
      if (tried && tried.done === 0) notify({ message: triedSentence(tried, "undo") });
    },
  });
}
