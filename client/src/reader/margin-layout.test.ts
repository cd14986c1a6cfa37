import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutMargin, type MarginItem } from "./margin-layout.ts";

const GAP = 8;
const items = fc
  .array(fc.record({ wanted: fc.integer({ min: 0, max: 2_000 }), height: fc.integer({ min: 20, max: 300 }) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((cards) =>
    cards.sort((a, b) => a.wanted - b.wanted).map((card, index): MarginItem => ({ id: `card${index}`, ...card })),
  );

function tops(cards: readonly MarginItem[], focused: string | null): number[] {
  const layout = layoutMargin(cards, { gap: GAP, top: 0, focused });
  return cards.map((card) => layout.get(card.id) as number);
}

function moved(cards: readonly MarginItem[], places: readonly number[]): number {
  return cards.reduce((sum, card, index) => sum + ((places[index] as number) - card.wanted) ** 2, 0);
}

describe("layoutMargin", () => {
  it("leaves cards with room where they want to be", () => {
    const cards = [
      { id: "a", wanted: 10, height: 50 },
      { id: "b", wanted: 100, height: 50 },
    ];
    expect(tops(cards, null)).toEqual([10, 100]);
    expect(tops(cards, "b")).toEqual([10, 100]);
  });

  it("keeps the order and never overlaps, focused or not", () => {
    fc.assert(
      fc.property(items, fc.option(fc.nat(29)), (cards, focus) => {
        const places = tops(cards, focus === null ? null : `card${focus % cards.length}`);
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
        const index = focus % cards.length;
        expect(tops(cards, `card${index}`)[index]).toBeCloseTo((cards[index] as MarginItem).wanted, 6);
      }),
    );
  });

  it("stays below the top while nothing is focused", () => {
    fc.assert(
      fc.property(items, (cards) => {
        expect(Math.min(...tops(cards, null))).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });

  it("moves the others least: no other allowed layout is closer to what they want", () => {
    const nudges = fc.array(fc.float({ min: -60, max: 60, noNaN: true }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(items, fc.option(fc.nat(29)), nudges, (cards, focus, by) => {
        const pin = focus === null ? -1 : focus % cards.length;
        const best = tops(cards, pin === -1 ? null : `card${pin}`);
        // Any rival that keeps the rules: nudge each card, then repair from the pinned one outwards.
        const rival = best.map((place, index) => (index === pin ? place : place + (by[index] as number)));
        if (pin === -1) rival[0] = Math.max(0, rival[0] as number);
        for (let index = Math.max(pin, 0) + 1; index < rival.length; index++) {
          const end = (rival[index - 1] as number) + (cards[index - 1] as MarginItem).height + GAP;
          rival[index] = Math.max(end, rival[index] as number);
        }
        for (let index = pin - 1; index >= 0; index--) {
          const start = (rival[index + 1] as number) - (cards[index] as MarginItem).height - GAP;
          rival[index] = Math.min(start, rival[index] as number);
        }
        expect(moved(cards, best)).toBeLessThanOrEqual(moved(cards, rival) + 1e-6);
      }),
    );
  });
});
