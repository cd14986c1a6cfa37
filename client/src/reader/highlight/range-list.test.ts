import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlaps } from "../text-range.ts";
import type { PaintMark } from "./painter.ts";
import { joinAlike, RangeList } from "./range-list.ts";

const range = fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 60 })).map(([from, length]) => ({
  from,
  to: from + length,
}));
const mark = fc.record({ colour: fc.constantFrom(null, 1), level: fc.nat(1), part: fc.boolean() });
const marks = fc.array(
  fc.tuple(range, mark).map(([place, look]) => ({ ...place, ...look })),
  { maxLength: 12 },
);
const looksLike = (a: PaintMark) => (b: PaintMark) => a.colour === b.colour && a.level === b.level && a.part === b.part;

describe("RangeList", () => {
  it("finds exactly the ranges that share a character with a stretch", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 30 }), range, (ranges, wanted) => {
        const found = [...new RangeList(ranges).overlapping(wanted.from, wanted.to)];
        expect(new Set(found)).toEqual(new Set(ranges.filter((one) => overlaps(one, wanted))));
      }),
    );
  });
});

describe("joinAlike", () => {
  it("covers for each look what it covered before, and nothing twice", () => {
    fc.assert(
      fc.property(marks, (given) => {
        const joined = joinAlike(given);
        for (const look of given) {
          const before = given.filter(looksLike(look));
          const after = joined.filter(looksLike(look));
          for (let offset = 0; offset < 360; offset++) {
            const times = after.filter(({ from, to }) => from <= offset && offset < to).length;
            const wanted = before.some(({ from, to }) => from <= offset && offset < to) ? 1 : 0;
            expect(times).toBe(wanted);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
