import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { layoutMargin, type MarginItem, type MarginPin } from "../margin-layout.ts";
import { type Fold, foldCrowded, type Shown } from "./crowding.ts";
import { type Drawn, heldCard, isSeen } from "./held.ts";

/** Px between cards. */
const GAP = 8;
/** What a fold takes, px. */
const FOLD = 36;
/** So far cards may hang over beside what follows before they are folded, px. */
const SPILL = 280;
/** A card's first line stands level with the passage's: the card begins that much above. */
const RAISE = 12;
/** Least room that a stretch is taken to have, px. */
const LEAST_ROOM = 160;

/** Where things are in the page, in px from the margin's top. */
export interface Page {
  /** What of it is in view. */
  view: { from: number; to: number };
  /** The first card stands no higher. */
  top: number;
  /** Where the text ends. */
  end: number;
  /** Where each stretch of the text begins. */
  borders: readonly { from: number; top: number }[];
  /** Where passages begin, by their first offsets. */
  measure: (offsets: readonly number[]) => readonly number[];
}

/** What the person is at. */
export interface Attention {
  focused: string | null;
  keyboard: string | null;
  hovered: string | null;
  /** Shown though it stands where a fold is: pointed at in the text. */
  pointed: string | null;
  /** Another card was opened, by the person: nothing else needs to be held. */
  free: boolean;
  /** What is shown was chosen anew, by the person: what was there before isn't kept either. */
  anew: boolean;
  /** Has done nothing lately: all that is in view stays where it is, as far as there is room for it. */
  still: boolean;
}

export interface Arranged {
  /** In order of place. */
  entries: readonly Entry[];
  /** Of all of them, px. */
  height: number;
}

export type Entry = Drawn & ({ kind: "card"; annotation: ResolvedAnnotation } | ({ kind: "fold" } & Fold));

export const NOTHING: Arranged = { entries: [], height: 0 };

export interface ArrangeOptions {
  /** Those on the whole article first, then those with a passage, in order of place. */
  annotations: readonly ResolvedAnnotation[];
  heightOf: (annotation: ResolvedAnnotation) => number;
  opened: ReadonlyMap<number, number>;
  page: Page;
  attention: Attention;
  before: Arranged;
}

/**
 * Where everything in the margin stands: cards beside their passages, crowded stretches folded, and what somebody reads
 * where it was. What it costs grows with the text, not with the number of annotations, but for one pass over them.
 */
export function arrange({ annotations, heightOf, opened, page, attention, before }: ArrangeOptions): Arranged {
  const { view, top } = page;
  const { focused, keyboard, hovered, pointed, free, anew, still } = attention;
  const seen = new Set(before.entries.flatMap((entry) => (isSeen(entry, view) ? entry.id : [])));
  const kept = (id: string) =>
    id === focused || id === keyboard || id === pointed || (seen.has(id) && (!anew || id === hovered));
  const shown = foldCrowded(annotations, stretchesWithRoom(page), {
    gap: GAP,
    foldHeight: FOLD,
    spill: SPILL,
    heightOf,
    kept,
    opened,
  });
  const items = itemsOf(shown, page, heightOf);
  const pins: MarginPin[] = [];
  const focus = items.find(({ id }) => id === focused);
  if (focus) pins.push({ id: focus.id, at: focus.wanted, exact: true });
  if (!free && !anew) {
    const wanted = new Map(items.map((item) => [item.id, item.wanted]));
    const cards = before.entries.filter(({ id, kind }) => kind === "card" && wanted.has(id));
    const held = heldCard(cards, { view, focused, keyboard, hovered });
    const others = still ? cards.filter((card) => card !== held && isSeen(card, view)) : [];
    // With its passage, should the text itself have moved.
    for (const { id, top, wanted: last } of held ? [held, ...others] : others)
      pins.push({ id, at: (wanted.get(id) as number) + top - last, exact: false });
  }
  const places = layoutMargin(items, { gap: GAP, top, pins });
  let height = 0;
  const entries = items.map((item, index) => {
    const drawn = { ...item, top: Math.round(places.get(item.id) as number) };
    height = Math.max(height, drawn.top + drawn.height);
    return { ...(shown[index] as Shown<ResolvedAnnotation>), ...drawn };
  });
  return { entries, height };
}

function stretchesWithRoom({ borders, end, top }: Page) {
  const first = borders[0]?.top ?? 0;
  return [
    { from: -1, room: Math.max(LEAST_ROOM, first - top) },
    ...borders.map(({ from, top: at }, index) => ({
      from,
      room: Math.max(LEAST_ROOM, (borders[index + 1]?.top ?? end) - at),
    })),
  ];
}

function itemsOf(
  shown: readonly Shown<ResolvedAnnotation>[],
  page: Page,
  heightOf: (annotation: ResolvedAnnotation) => number,
): MarginItem[] {
  const tops = page.measure(shown.map((one) => (one.kind === "card" ? (one.annotation.ranges[0]?.from ?? 0) : 0)));
  const items: MarginItem[] = [];
  shown.forEach((one, index) => {
    if (one.kind === "fold") {
      const last = items.at(-1);
      // Straight below the cards that it counts on.
      items.push({ id: foldKey(one.stretch), wanted: last ? last.wanted + last.height : page.top, height: FOLD });
      return;
    }
    const { id, ranges } = one.annotation;
    const last = items.at(-1);
    // On the whole article: one below the other from the top, whichever of them is open.
    const wanted =
      ranges.length > 0 ? (tops[index] as number) - RAISE : last ? last.wanted + last.height + GAP : page.top;
    items.push({ id, wanted, height: heightOf(one.annotation) });
  });
  return items;
}

function foldKey(stretch: number): string {
  return `fold ${stretch}`;
}
