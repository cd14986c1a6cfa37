import type { TextRange } from "@postil/shared/anchor/text-snapshot";
import type { Tag } from "@postil/shared/schema/tag";
import { type RefObject, useCallback, useRef } from "react";
import { rememberTag } from "../annotations/recent-tags.ts";
import { rightsOn } from "../annotations/rights.ts";
import type { Room } from "../annotations/room.ts";
import { shownTags } from "../annotations/shown-tags.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { notify } from "../ui/notify.ts";
import { selectionOffsets } from "./dom-offsets.ts";
import type { CardField, ReaderStore } from "./reader-store.ts";
import type { SelectionAction } from "./SelectionToolbar.tsx";
import { snapSelection } from "./snap.ts";
import { focusText } from "./use-keyboard-place.ts";
import { prefersStill } from "./viewport.ts";
import { words } from "./words.ts";

interface ReadingOptions {
  root: RefObject<HTMLElement | null>;
  store: ReaderStore;
  /** Of the layer that is written into. */
  room: Room;
  /** Of the layer that an annotation is in. */
  roomOf: (annotation: string) => Room;
  /** Those on the whole article, then those with a passage, in order of place. */
  annotations: readonly ResolvedAnnotation[];
  text: () => string;
  /** The text's, where it is known: BCP 47. */
  language: string | undefined;
  /** Tells screen readers. */
  say: (words: string) => void;
  /** Scrolls a place of the text into view. */
  go: (offset: number) => void;
}

const FIELDS: Record<SelectionAction, CardField | null> = {
  highlight: null,
  tag: "tags",
  comment: "reply",
  note: "note",
};

/** What clicks, buttons and keys do in the reading room. */
export function useReading(options: ReadingOptions) {
  const { root, store, room, roomOf, annotations, text, language, say, go } = options;
  const { actions, writer } = room;
  // As they are when somebody does something: no card need be rendered because another has changed.
  const latest = useRef(annotations);
  latest.current = annotations;
  const list = useCallback(() => latest.current, []);

  /** Opens an annotation's card and brings its passage into view. */
  const open = useCallback(
    (id: string, field: CardField | null = null) => {
      store.focus(id, field);
      const annotation = list().find((one) => one.id === id);
      const from = annotation?.ranges[0]?.from;
      if (from !== undefined) go(from);
      else if (annotation?.on === "article") window.scrollTo({ top: 0, behavior: prefersStill() ? "auto" : "smooth" });
    },
    [store, list, go],
  );

  /** Closes the open card; the keyboard goes back to the text, to the passage it came from. */
  const back = useCallback(() => {
    const from = list().find(({ id }) => id === store.get().focused)?.ranges[0]?.from;
    store.focus(null);
    if (root.current) focusText(root.current, from);
  }, [list, root, store]);

  const step = useCallback(
    (towards: 1 | -1) => {
      const annotations = list();
      const at = annotations.findIndex(({ id }) => id === store.get().focused);
      const next = at === -1 ? fromHere(root.current, annotations, towards) : annotations[at + towards];
      if (next) open(next.id, "card");
    },
    [list, store, open, root],
  );

  /** The selected passage as meant, and nothing selected any more; null when there is none. */
  const take = useCallback(
    (exact: boolean): TextRange | null => {
      const { selected } = store.get();
      const range = selected && snapSelection(text(), selected, { exact: exact || selected.exact, locale: language });
      if (!range) return null;
      root.current?.ownerDocument.getSelection()?.collapseToEnd();
      store.select(null);
      return range;
    },
    [root, store, text, language],
  );

  const mayAnnotate = useCallback((): boolean => {
    if (writer.canAnnotate) return true;
    notify({ message: words.live.readOnly });
    return false;
  }, [writer]);

  /** Makes an annotation of the selection; without one, acts on the open annotation. Answers whether it did anything. */
  const make = useCallback(
    (action: SelectionAction, exact: boolean): boolean => {
      const field = FIELDS[action];
      if (store.get().selected) {
        if (!mayAnnotate()) return true;
        const range = take(exact);
        if (!range) return false;
        store.focus(actions.annotate([range]), field);
        say(words.live.made);
        return true;
      }
      const annotation = list().find(({ id }) => id === store.get().focused);
      if (!annotation || field === null) return false;
      const rights = rightsOn(annotation, roomOf(annotation.id).writer);
      if (!(action === "comment" ? rights.comment : action === "note" ? rights.editNote : rights.tag)) return false;
      open(annotation.id, field);
      return true;
    },
    [store, take, mayAnnotate, actions, say, list, open, roomOf],
  );

  const applyTag = useCallback(
    (tag: Tag, exact: boolean): boolean => {
      if (store.get().selected) {
        if (!mayAnnotate()) return true;
        const range = take(exact);
        if (!range) return false;
        store.focus(actions.annotate([range], { tags: [tag.id] }));
        rememberTag(room.workspaceId, tag.id);
        say(words.live.made);
        return true;
      }
      const annotation = list().find(({ id }) => id === store.get().focused);
      if (!annotation) return false;
      const where = roomOf(annotation.id);
      if (!rightsOn(annotation, where.writer).tag) return false;
      const there = shownTags(annotation, room.tagsById).find((shown) => shown.tag.id === tag.id);
      if (there) where.actions.removeTags(annotation.id, there.ids);
      else {
        where.actions.addTag(annotation.id, tag.id);
        rememberTag(room.workspaceId, tag.id);
      }
      return true;
    },
    [store, take, mayAnnotate, actions, room, roomOf, say, list],
  );

  /** Lets go of what one is at: the choice, the selection, or the open card. Answers whether there was anything. */
  const leave = useCallback((): boolean => {
    const { selected, focused, choosing } = store.get();
    if (choosing) store.choose(null);
    else if (selected) take(true);
    else if (focused !== null) back();
    else return false;
    return true;
  }, [store, take, back]);

  return { open, step, back, make, applyTag, leave };
}

/** The next annotation from the caret, or from what is in view. */
function fromHere(
  root: HTMLElement | null,
  annotations: readonly ResolvedAnnotation[],
  towards: 1 | -1,
): ResolvedAnnotation | undefined {
  const selection = root?.ownerDocument.getSelection();
  const here = (root && selection && selectionOffsets(root, selection)?.focus) ?? 0;
  const after = annotations.findIndex(({ ranges }) => (ranges[0]?.from ?? 0) >= here);
  if (towards === 1) return annotations[after === -1 ? annotations.length - 1 : after];
  return annotations[(after === -1 ? annotations.length : after) - 1] ?? annotations[0];
}
