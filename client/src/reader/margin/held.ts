/** Where a card was drawn, and where its passage wanted it. Px in the margin. */
export interface Drawn {
  id: string;
  top: number;
  wanted: number;
  height: number;
}

interface Reading {
  /** What of the margin is in view, px. */
  view: { from: number; to: number };
  focused: string | null;
  /** The card with the keyboard in it. */
  keyboard: string | null;
  /** The card under the pointer. */
  hovered: string | null;
}

/** Whether any of it is in view. */
export function isSeen({ top, height }: Drawn, view: Reading["view"]): boolean {
  return top + height > view.from && top < view.to;
}

/**
 * The card that must not move while others write: the one that somebody is at, else the first that is in view whole.
 * `drawn`: as last laid out, in order of place, without those that are gone. Null where nothing is in view; the focused
 * one is held by its passage, and where it is in view no other needs holding but the one under the pointer.
 */
export function heldCard(drawn: readonly Drawn[], { view, focused, keyboard, hovered }: Reading): Drawn | null {
  const seen = (one: Drawn) => isSeen(one, view);
  const at = (id: string | null) => (id === null ? undefined : drawn.find((one) => one.id === id && seen(one)));
  const busy = at(keyboard) ?? at(hovered);
  if (busy && busy.id !== focused) return busy;
  if (at(focused)) return null;
  return drawn.find(({ top, height }) => top >= view.from && top + height <= view.to) ?? drawn.find(seen) ?? null;
}
