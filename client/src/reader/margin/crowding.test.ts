import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Crowding, foldCrowded, type Shown, type Stretch } from "./crowding.ts";

const HEIGHT = 90;
const GAP = 10;
const SPILL = 150;
const stretches: readonly Stretch[] = [
  { from: -1, room: 200 },
  { from: 0, room: 500 },
  { from: 1_000, room: 500 },
];

const crowds = fc
  .array(fc.record({ from: fc.integer({ min: -1, max: 1_900 }), createdAt: fc.integer({ min: 0, max: 50 }) }), {
    maxLength: 60,
  })
  .map((made) =>
    made
      .map(({ from, createdAt }, index) => ({ id: `a${index}`, createdAt, ranges: from < 0 ? [] : [{ from }] }))
      .sort((a, b) => at(a) - at(b)),
  );

function at({ ranges }: Crowding): number {
  return ranges[0]?.from ?? -1;
}

function fold(all: readonly Crowding[], kept: readonly string[] = [], opened: ReadonlyMap<number, number> = new Map()) {
  return foldCrowded(all, stretches, {
    gap: GAP,
    foldHeight: 40,
    spill: SPILL,
    heightOf: () => HEIGHT,
    kept: (id) => kept.includes(id),
    opened,
  });
}

function cards(shown: readonly Shown<Crowding>[]): string[] {
  return shown.flatMap((one) => (one.kind === "card" ? one.annotation.id : []));
}

describe("foldCrowded", () => {
  it("shows all where there is room", () => {
    const few = [0, 100, 900].map((from, index) => ({ id: `a${index}`, createdAt: 0, ranges: [{ from }] }));
    expect(cards(fold(few))).toEqual(["a0", "a1", "a2"]);
    expect(fold(few)).toHaveLength(3);
  });

  it("lets a few cards hang over what follows, where that is free", () => {
    const first = Array.from({ length: 6 }, (_, index) => ({
      id: `a${index}`,
      createdAt: 0,
      ranges: [{ from: index }],
    }));
    expect(cards(fold(first))).toHaveLength(6);
    const second = first.map((one) => ({
      ...one,
      id: `b${one.id}`,
      ranges: [{ from: 1_000 + (one.ranges[0]?.from ?? 0) }],
    }));
    const both = fold([...first, ...second]);
    expect(cards(both).filter((id) => id.startsWith("b"))).toHaveLength(3);
    expect(both.at(-1)).toMatchObject({ kind: "fold", stretch: 1_000, count: 3 });
  });

  it("shows or counts every annotation, in order of place, never more than a little beyond the room there is", () => {
    fc.assert(
      fc.property(crowds, (all) => {
        const shown = fold(all);
        const ids = cards(shown);
        expect(ids).toEqual(all.map(({ id }) => id).filter((id) => ids.includes(id)));
        const hidden = shown.reduce((sum, one) => sum + (one.kind === "fold" ? one.count : 0), 0);
        expect(ids.length + hidden).toBe(all.length);
        let over = 0;
        stretches.forEach(({ from, room }, index) => {
          const end = stretches[index + 1]?.from ?? Number.POSITIVE_INFINITY;
          const here = all.filter((one) => ids.includes(one.id) && at(one) >= from && at(one) < end);
          over = Math.max(0, over + here.length * (HEIGHT + GAP) - room);
          // In each stretch one card may stand though there is no room at all.
          expect(over).toBeLessThanOrEqual(SPILL + (index + 1) * (HEIGHT + GAP));
          if (all.some((one) => at(one) >= from && at(one) < end)) expect(here.length).toBeGreaterThan(0);
        });
      }),
    );
  });

  it("never folds one alone", () => {
    fc.assert(
      fc.property(crowds, (all) => {
        for (const one of fold(all)) if (one.kind === "fold") expect(one.count).toBeGreaterThan(1);
      }),
    );
  });

  it("keeps what is read when others arrive", () => {
    fc.assert(
      fc.property(crowds, crowds, (all, come) => {
        const before = cards(fold(all));
        const newer = come.map((one) => ({ ...one, id: `new${one.id}`, createdAt: 100 + one.createdAt }));
        const after = cards(
          fold(
            [...all, ...newer].sort((a, b) => at(a) - at(b)),
            before,
          ),
        );
        for (const id of before) expect(after).toContain(id);
      }),
    );
  });

  it("lets no newer one take the place of an older one", () => {
    const crowd = Array.from({ length: 20 }, (_, index) => ({
      id: `a${index}`,
      createdAt: index,
      ranges: [{ from: 9 }],
    }));
    const newest = { id: "new", createdAt: 99, ranges: [{ from: 3 }] };
    expect(cards(fold([newest, ...crowd]))).toEqual(cards(fold(crowd)));
  });

  it("always shows the focused one", () => {
    fc.assert(
      fc.property(crowds, fc.nat(59), (all, index) => {
        const one = all[index % Math.max(1, all.length)];
        if (one) expect(cards(fold(all, [one.id]))).toContain(one.id);
      }),
    );
  });

  it("shows as many more as were asked for, and offers to close again", () => {
    const crowd = Array.from({ length: 30 }, (_, index) => ({
      id: `a${index}`,
      createdAt: index,
      ranges: [{ from: 9 }],
    }));
    const closed = fold(crowd);
    expect(closed.at(-1)).toEqual({ kind: "fold", stretch: 0, count: 26, opened: false });
    const opened = fold(crowd, [], new Map([[0, 20]]));
    expect(cards(opened)).toHaveLength(24);
    expect(opened.at(-1)).toEqual({ kind: "fold", stretch: 0, count: 6, opened: true });
    expect(fold(crowd, [], new Map([[0, 40]])).at(-1)).toEqual({ kind: "fold", stretch: 0, count: 0, opened: true });
  });
});
