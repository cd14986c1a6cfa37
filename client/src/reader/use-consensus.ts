import { MAX_SOURCES } from "@postil/shared/schema/annotation";
import { useCallback, useMemo } from "react";
import { type Agreement, type Coded, compareCoding } from "../annotations/agreement.ts";
import type { Consensus, Taken } from "../annotations/consensus.ts";
import { quoteOf, shorten } from "../annotations/quote.ts";
import { rightsOn } from "../annotations/rights.ts";
import { personOf, type Room, removeWithUndo } from "../annotations/room.ts";
import { shownTags } from "../annotations/shown-tags.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import type { OtherLayers } from "./other-layers.tsx";
import type { ReaderStore } from "./reader-store.ts";
import { words } from "./words.ts";

interface ConsensusOptions {
  /** Of the layer that is written into. */
  room: Room;
  own: readonly ResolvedAnnotation[];
  /** The article's, as it reads now. */
  textNow: () => string;
  others: OtherLayers;
  store: ReaderStore;
  /** Scrolls a place of the text into view. */
  go: (offset: number) => void;
  say: (words: string) => void;
}

export interface ConsensusFlow {
  cards: Consensus;
  agreement: Agreement;
  /** Adds the open card's annotation; false when there is none that could be. */
  addOpen: () => boolean;
  /** Opens the next of those about which nothing was decided yet; false when there is none left. */
  nextOpen: () => boolean;
}

/**
 * Settling what blind coders made: while an assignment's agreed layer is the one that is written into, its coders'
 * layers are compared beside it, and what they hold can be taken over. Null in every other layer.
 */
export function useConsensus({ room, own, textNow, others, store, go, say }: ConsensusOptions): ConsensusFlow | null {
  const { layer, tagsById, actions, writer } = room;
  const coded = useMemo(() => codedIn(layer, others, tagsById), [layer, others, tagsById]);
  const agreement = useMemo(() => coded && compareCoding(own, coded), [own, coded]);

  const show = useCallback(
    (id: string) => {
      const annotation = coded?.find((one) => one.annotation.id === id)?.annotation ?? own.find((one) => one.id === id);
      store.focus(id, "card");
      const from = annotation?.ranges[0]?.from;
      if (from !== undefined) go(from);
    },
    [coded, own, store, go],
  );

  const add = useCallback(
    (id: string, taken?: Taken) => {
      const one = coded?.find(({ annotation }) => annotation.id === id);
      const state = agreement?.states.get(id);
      if (!one || state?.kind !== "coded" || state.takenAs !== null || state.leftOutBy !== null) return;
      if (!actions.open) return;
      const sources = [id];
      for (const other of state.others) {
        const theirs = agreement?.states.get(other.id);
        if (other.sameTags && theirs?.kind === "coded" && theirs.takenAs === null) sources.push(other.id);
      }
      actions.adopt(one.annotation, {
        tags: taken?.tags ?? one.tags,
        note: taken?.note === false ? "" : one.annotation.note,
        sources: sources.slice(0, MAX_SOURCES),
      });
      say(words.consensus.added(sources.length));
    },
    [coded, agreement, actions, say],
  );

  const leaveOut = useCallback(
    (id: string) => {
      const one = coded?.find(({ annotation }) => annotation.id === id);
      const state = agreement?.states.get(id);
      if (!one || state?.kind !== "coded" || !state.isOpen || !actions.open) return;
      // Who reads lists and tables of the agreed layer is to see what it was.
      const note = words.consensus.leftOutNote(shorten(quoteOf(textNow(), one.annotation), 200));
      const memo = { on: "memo" as const, ranges: [], anchor: null };
      actions.adopt(memo, { tags: [], note, sources: [id] }, words.consensus.step);
      say(words.consensus.done);
    },
    [coded, agreement, actions, textNow, say],
  );

  const takeBack = useCallback(
    (id: string) => {
      const memo = own.find((one) => one.id === id);
      if (!memo || !rightsOn(memo, room.writer).remove) return null;
      return () => removeWithUndo(room, id, words.consensus.takenBack);
    },
    [own, room],
  );

  return useMemo(() => {
    if (!coded || !agreement) return null;
    const rooms = [room, ...[...others.values()].map((other) => other.room)];
    const cards: Consensus = {
      stateOf: (id) => agreement.states.get(id) ?? null,
      nameOf: (actor) => personOf(rooms.find(({ people }) => people.has(actor)) ?? room, actor).name,
      coders: agreement.coders,
      add: writer.canAnnotate ? add : null,
      leaveOut: writer.canAnnotate ? leaveOut : null,
      takeBack,
      show,
    };
    return {
      cards,
      agreement,
      addOpen: () => {
        const { focused } = store.get();
        const state = focused === null ? undefined : agreement.states.get(focused);
        if (focused === null || state?.kind !== "coded") return false;
        if (cards.add === null) say(words.layers.agreedClosed);
        else if (state.takenAs !== null) say(words.consensus.already);
        else if (state.leftOutBy !== null) say(words.consensus.alreadyLeft);
        else add(focused);
        return true;
      },
      nextOpen: () => {
        const next = nextOf(agreement.open, coded, store.get().focused);
        if (next === null) say(words.consensus.nothingLeft);
        else show(next);
        return next !== null;
      },
    };
  }, [coded, agreement, room, others, writer.canAnnotate, add, leaveOut, takeBack, show, say, store]);
}

/** What the assignment's coders made, as far as it is shown, in order of place. */
function codedIn({ kind, assignment }: Room["layer"], layers: OtherLayers, tagsById: Room["tagsById"]): Coded[] | null {
  if (kind !== "consensus" || assignment === null) return null;
  const found: Coded[] = [];
  for (const { room: there, annotations } of layers.values()) {
    if (there.layer.kind !== "blind" || there.layer.assignment !== assignment) continue;
    for (const annotation of annotations) {
      const tags = shownTags(annotation, tagsById).map(({ tag }) => tag.id);
      found.push({ annotation, tags });
    }
  }
  return found.sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ annotation }: Coded): number {
  if (annotation.on !== "passage") return -1;
  return annotation.ranges[0]?.from ?? Number.MAX_SAFE_INTEGER;
}

/** The next open one after the focused one, in order of place; the first of them after the last. */
export function nextOf(open: readonly string[], coded: readonly Coded[], focused: string | null): string | null {
  const left = new Set(open);
  const at = coded.findIndex(({ annotation }) => annotation.id === focused);
  const later = coded.slice(at + 1).find(({ annotation }) => left.has(annotation.id));
  return later?.annotation.id ?? open.find((id) => id !== focused) ?? open[0] ?? null;
}
