import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thinOut } from "./crowd.ts";

const block = { from: 100, to: 160 };
const marks = fc.array(
  fc
    .tuple(fc.integer({ min: 100, max: 159 }), fc.integer({ min: 4, max: 40 }), fc.nat(3), fc.nat(3))
    .map(([from, length, colour, level]) => ({ from, to: Math.min(block.to, from + length), colour, level })),
  { minLength: 10, maxLength: 90, size: "max" },
);
const depthAt = (list: readonly { from: number; to: number }[], offset: number) =>
  list.filter(({ from, to }) => from <= offset && offset < to).length;

describe("thinOut", () => {
  it("covers exactly what the marks cover, deeper where there are more than can be told apart", () => {
    let crowded = 0;
    fc.assert(
      fc.property(marks, (given) => {
        const thinned = thinOut(given, block);
        if (given.length < 24 || given.reduce((sum, { from, to }) => sum + to - from, 0) <= 4 * 60) {
          expect(thinned).toBeNull();
          return;
        }
        crowded++;
        if (!thinned) throw new Error("A crowded block was left as it is.");
        for (let offset = block.from; offset < block.to; offset++) {
          const depth = depthAt(given, offset);
          expect(depthAt(thinned, offset)).toBe(depth === 0 ? 0 : depth <= 4 ? 1 : depth <= 8 ? 2 : 3);
        }
        expect(new Set(thinned.map(({ colour }) => colour)).size).toBe(1);
      }),
      { numRuns: 200 },
    );
    expect(crowded).toBeGreaterThan(10);
  });
});
