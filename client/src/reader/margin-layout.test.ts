import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutMargin, type MarginItem, type MarginPin } from "./margin-layout.ts";

const GAP = 8;

function cardsOf(most: number, unit = 1) {
  return fc
    .array(
      fc.record({
        wanted: fc.integer({ min: 0, max: 2_000 / unit }),
        height: fc.integer({ min: 20, max: 300 / unit }),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((cards) =>
      cards.sort((a, b) => a.wanted - b.wanted).map((card, index): MarginItem => ({ id: `card${index}`, ...card })),
    );
}

const items = cardsOf(30);

function focusOn(cards: readonly MarginItem[], index: number): MarginPin {
  const { id, wanted } = cards[index % cards.length] as MarginItem;
  return { id, at: wanted, exact: true };
}

function tops(cards: readonly MarginItem[], pins: readonly MarginPin[] = []): number[] {
  const layout = layoutMargin(cards, { gap: GAP, top: 0, pins });
  return cards.map((card) => layout.get(card.id) as number);
}

function moved(cards: readonly MarginItem[], places: readonly number[]): number {
  return cards.reduce((sum, card, index) => sum + ((places[index] as number) - card.wanted) ** 2, 0);
}

/**
 * The least that cards on whole pixels can be moved, by trying every place of each (dynamic programming): slow, and
 * knows nothing of pools. `pin`: the index of one that stands where it wants to.
 */
function leastMoved(cards: readonly MarginItem[], pin: number): number {
  const most =
    Math.max(...cards.map(({ wanted }) => wanted)) + cards.reduce((sum, { height }) => sum + height + GAP, 0);
  const above = cards.slice(0, Math.max(pin, 0)).reduce((sum, { height }) => sum + height + GAP, 0);
  // Above the top no farther than the focused one needs.
  const least = pin === -1 ? 0 : Math.min(0, (cards[pin] as MarginItem).wanted - above);
  let best: number[] = [];
  cards.forEach(({ wanted }, index) => {
    const above = cards[index - 1];
    const costs: number[] = [];
    for (let place = least; place <= most; place++) {
      const room = above ? place - above.height - GAP - least : 0;
      const before = above ? (room < 0 ? Number.POSITIVE_INFINITY : (best[room] as number)) : 0;
      const here = index === pin && place !== wanted ? Number.POSITIVE_INFINITY : before + (place - wanted) ** 2;
      costs.push(Math.min(here, costs.at(-1) ?? Number.POSITIVE_INFINITY));
    }
    best = costs;
  });
  return best.at(-1) as number;
}

describe("layoutMargin", () => {
  it("leaves cards with room where they want to be", () => {
    const cards = [
      { id: "a", wanted: 10, height: 50 },
      { id: "b", wanted: 100, height: 50 },
    ];
    expect(tops(cards)).toEqual([10, 100]);
    expect(tops(cards, [{ id: "b", at: 100, exact: true }])).toEqual([10, 100]);
  });

  it("keeps the order and never overlaps, whatever is held wherever", () => {
    const held = fc.array(
      fc.record({ index: fc.nat(29), at: fc.integer({ min: -500, max: 3_000 }), exact: fc.boolean() }),
      {
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(items, held, (cards, pins) => {
        const places = tops(
          cards,
          pins.map(({ index, at, exact }) => ({ id: `card${index}`, at, exact })),
        );
        for (let index = 1; index < cards.length; index++) {
          const end = (places[index - 1] as number) + (cards[index - 1] as MarginItem).height + GAP;
          expect(places[index]).toBeGreaterThanOrEqual(end - 1e-6);
        }
      }),
    );
  });

  it("aligns the focused card exactly", () => {
    fc.assert(
      fc.property(items, fc.nat(29), (cards, focus) => {
        const pin = focusOn(cards, focus);
        expect(layoutMargin(cards, { gap: GAP, top: 0, pins: [pin] }).get(pin.id)).toBeCloseTo(pin.at, 6);
      }),
    );
  });

  it("stays below the top while nothing is focused, even where one is held higher", () => {
    fc.assert(
      fc.property(items, fc.nat(29), fc.integer({ min: -900, max: 900 }), (cards, index, at) => {
        expect(Math.min(...tops(cards))).toBeGreaterThanOrEqual(-1e-6);
        const { id } = cards[index % cards.length] as MarginItem;
        expect(Math.min(...tops(cards, [{ id, at, exact: false }]))).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });

  it("moves the others least: no layout on whole pixels is closer to what they want", () => {
    fc.assert(
      fc.property(cardsOf(6, 10), fc.option(fc.nat(5)), (cards, focus) => {
        const pin = focus === null ? -1 : focus % cards.length;
        const places = tops(cards, pin === -1 ? [] : [focusOn(cards, pin)]);
        expect(moved(cards, places)).toBeLessThanOrEqual(leastMoved(cards, pin) + 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it("holds the card that is read while others come, go and grow, wherever they stand", () => {
    const change = fc.record({
      gone: fc.array(fc.nat(29), { maxLength: 5 }),
      grown: fc.array(fc.record({ index: fc.nat(29), height: fc.integer({ min: 20, max: 600 }) }), { maxLength: 5 }),
      come: fc.array(
        fc.record({ wanted: fc.integer({ min: 0, max: 2_000 }), height: fc.integer({ min: 20, max: 300 }) }),
        {
          maxLength: 5,
        },
      ),
    });
    fc.assert(
      fc.property(items, fc.nat(29), change, (cards, index, { gone, grown, come }) => {
        const read = cards[index % cards.length] as MarginItem;
        // Far enough from the top: there the cards above have nowhere else to go.
        const down = cards.map((card) => ({ ...card, wanted: card.wanted + 20_000 }));
        const at = layoutMargin(down, { gap: GAP, top: 0 }).get(read.id) as number;
        const after = down
          .filter(({ id }, place) => id === read.id || !gone.includes(place))
          .map((card) => ({
            ...card,
            height: grown.find((one) => `card${one.index}` === card.id)?.height ?? card.height,
          }))
          .concat(come.map((card, place) => ({ id: `new${place}`, height: card.height, wanted: card.wanted + 20_000 })))
          .sort((a, b) => a.wanted - b.wanted);
        const layout = layoutMargin(after, { gap: GAP, top: 0, pins: [{ id: read.id, at, exact: false }] });
        expect(layout.get(read.id)).toBeCloseTo(at, 6);
      }),
    );
  });

  it("gives way to the focused card where the one that is read stands in its way", () => {
    const cards = [
      { id: "read", wanted: 100, height: 200 },
      { id: "focused", wanted: 150, height: 50 },
    ];
    const pins = [
      { id: "focused", at: 150, exact: true },
      { id: "read", at: 100, exact: false },
    ];
    expect(tops(cards, pins)).toEqual([150 - 200 - GAP, 150]);
  });
});
