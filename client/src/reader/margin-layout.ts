/** A card that wants to stand at `wanted` (its passage's top) and is `height` tall. Pixels. */
export interface MarginItem {
  id: string;
  wanted: number;
  height: number;
}

interface MarginOptions {
  /** Least space between two cards. */
  gap: number;
  /** No card stands above this, unless the focused one needs the room. */
  top: number;
  /** This one stands exactly where it wants to. */
  focused?: string | null;
}

/**
 * Places cards beside their passages: in the given order, without overlap, the focused one exactly at its passage and
 * the others moved as little as that allows (least squares). Answers each card's top.
 *
 * With every card's top lessened by the heights and gaps before it, "no overlap" becomes "never decreasing": the
 * closest such sequence is an isotonic regression (pool adjacent violators, Ayer et al. 1955), in linear time; and the
 * closest one within bounds is that, clamped.
 */
export function layoutMargin(items: readonly MarginItem[], { gap, top, focused }: MarginOptions): Map<string, number> {
  const before: number[] = [];
  let sum = 0;
  for (const item of items) {
    before.push(sum);
    sum += item.height + gap;
  }
  const wanted = items.map((item, index) => item.wanted - (before[index] as number));
  const pin = focused ? items.findIndex((item) => item.id === focused) : -1;
  const slack =
    pin === -1
      ? closestRising(wanted).map((value) => Math.max(value, top))
      : aroundPin(wanted, pin, items[pin] as MarginItem, before[pin] as number);
  return new Map(items.map((item, index) => [item.id, (slack[index] as number) + (before[index] as number)]));
}

function aroundPin(wanted: readonly number[], pin: number, item: MarginItem, before: number): number[] {
  const held = item.wanted - before;
  return [
    ...closestRising(wanted.slice(0, pin)).map((value) => Math.min(value, held)),
    held,
    ...closestRising(wanted.slice(pin + 1)).map((value) => Math.max(value, held)),
  ];
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
