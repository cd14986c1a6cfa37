/** A card that wants to stand at `wanted` (its passage's top) and is `height` tall. Pixels. */
export interface MarginItem {
  id: string;
  wanted: number;
  height: number;
}

/** A card that is held where it is. */
export interface MarginPin {
  id: string;
  /** Its top. */
  at: number;
  /** Stands there whatever it takes; others are moved as far as room for the cards between needs it. */
  exact: boolean;
}

interface MarginOptions {
  /** Least space between two cards. */
  gap: number;
  /** No card stands above this, unless one that is held exactly needs the room. */
  top: number;
  /** Earlier ones go before later ones where both can't be had. Unknown ids are passed over. */
  pins?: readonly MarginPin[];
}

/**
 * Places cards beside their passages: in the given order, without overlap, those that are held where they are held, and
 * the others moved as little as that allows (least squares). Answers each card's top.
 *
 * With every card's top lessened by the heights and gaps before it, "no overlap" becomes "never decreasing": the
 * closest such sequence is an isotonic regression (pool adjacent violators, Ayer et al. 1955), in linear time; and the
 * closest one within bounds is that, clamped.
 */
export function layoutMargin(
  items: readonly MarginItem[],
  { gap, top, pins = [] }: MarginOptions,
): Map<string, number> {
  const before: number[] = [];
  let sum = 0;
  for (const item of items) {
    before.push(sum);
    sum += item.height + gap;
  }
  const wanted = items.map((item, index) => item.wanted - (before[index] as number));
  const held = holdPins(items, before, pins, top);
  const places = new Map<string, number>();
  let from = 0;
  let low = held[0] ? Math.min(top, held[0].slack) : top;
  for (const { index, slack } of [...held, { index: items.length, slack: Number.POSITIVE_INFINITY }]) {
    const between = closestRising(wanted.slice(from, index));
    for (let at = from; at < index; at++) {
      const value = Math.min(Math.max(between[at - from] as number, low), slack);
      places.set((items[at] as MarginItem).id, value + (before[at] as number));
    }
    const pinned = items[index];
    if (pinned) places.set(pinned.id, slack + (before[index] as number));
    from = index + 1;
    low = slack;
  }
  return places;
}

interface Held {
  index: number;
  /** The place it is held at, without the heights and gaps before it. */
  slack: number;
}

/** In order of place. */
function holdPins(
  items: readonly MarginItem[],
  before: readonly number[],
  pins: readonly MarginPin[],
  top: number,
): Held[] {
  const held: Held[] = [];
  for (const pin of pins) {
    const index = items.findIndex(({ id }) => id === pin.id);
    if (index === -1 || held.some((other) => other.index === index)) continue;
    const above = held.findLast((other) => other.index < index);
    const below = held.find((other) => other.index > index);
    const least = above ? above.slack : pin.exact ? Number.NEGATIVE_INFINITY : Math.min(top, below?.slack ?? top);
    const slack = Math.min(
      Math.max(pin.at - (before[index] as number), least),
      below?.slack ?? Number.POSITIVE_INFINITY,
    );
    held.splice(above ? held.indexOf(above) + 1 : 0, 0, { index, slack });
  }
  return held;
}

/** The never decreasing sequence with the least sum of squared differences from `values`. */
function closestRising(values: readonly number[]): number[] {
  const pools: { sum: number; count: number }[] = [];
  for (const value of values) {
    let pool = { sum: value, count: 1 };
    for (let last = pools.at(-1); last && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
}
