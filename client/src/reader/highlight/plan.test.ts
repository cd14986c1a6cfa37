import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TextRange } from "../text-range.ts";
import { HighlightPlan, rangesByOwner } from "./plan.ts";

const LENGTH = 4_000;
const range = fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const annotations = fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.array(range, { maxLength: 3 })), {
  maxLength: 12,
});

function planOf(entries: readonly (readonly [string, TextRange[]])[]): HighlightPlan {
  const plan = new HighlightPlan();
  for (const [id, ranges] of entries) plan.set(id, ranges);
  return plan;
}

function ownersAt(entries: readonly (readonly [string, TextRange[]])[], offset: number): string[] {
  const current = new Map(entries);
  return [...current]
    .filter(([, ranges]) => ranges.some(({ from, to }) => from <= offset && offset < to))
    .map(([id]) => id)
    .sort();
}

describe("HighlightPlan", () => {
  it("cuts overlaps into segments with their owners", () => {
    const plan = planOf([
      ["first", [{ from: 0, to: 10 }]],
      ["second", [{ from: 5, to: 15 }]],
    ]);
    expect(plan.segments(0, 20)).toEqual([
      { from: 0, to: 5, owners: ["first"] },
      { from: 5, to: 10, owners: ["first", "second"] },
      { from: 10, to: 15, owners: ["second"] },
    ]);
    expect(rangesByOwner(plan.segments(0, 12))).toEqual([
      { id: "first", from: 0, to: 10 },
      { id: "second", from: 5, to: 12 },
    ]);
  });

  it("covers exactly the union, each stretch with the right owners, whatever was set and removed", () => {
    fc.assert(
      fc.property(annotations, fc.array(fc.constantFrom("a", "b", "c")), range, (entries, removed, block) => {
        const plan = planOf(entries);
        for (const id of removed) plan.delete(id);
        const left = [...new Map(entries)].filter(([id]) => !(removed as string[]).includes(id));
        const segments = plan.segments(block.from, block.to);
        let end = block.from;
        for (const segment of segments) {
          expect(segment.from).toBeGreaterThanOrEqual(end);
          expect(segment.to).toBeGreaterThan(segment.from);
          end = segment.to;
        }
        expect(end).toBeLessThanOrEqual(block.to);
        const probes = new Set([block.from, block.to - 1]);
        for (const [, ranges] of left) {
          for (const { from, to } of ranges)
            probes
              .add(from - 1)
              .add(from)
              .add(to - 1)
              .add(to);
        }
        for (const offset of probes) {
          if (offset < block.from || offset >= block.to) continue;
          const segment = segments.find(({ from, to }) => from <= offset && offset < to);
          expect([...(segment?.owners ?? [])].sort()).toEqual(ownersAt(left, offset));
        }
      }),
    );
  });

  it("offers the shortest passage first where several overlap", () => {
    const plan = planOf([
      ["paragraph", [{ from: 0, to: 400 }]],
      ["word", [{ from: 20, to: 25 }]],
      ["sentence", [{ from: 10, to: 90 }]],
    ]);
    expect(plan.at(22)).toEqual(["word", "sentence", "paragraph"]);
    expect(plan.at(25)).toEqual(["sentence", "paragraph"]);
    expect(plan.at(400)).toEqual([]);
  });

  it("gives overlapping passages underlines of their own", () => {
    const plan = planOf([
      ["a", [{ from: 0, to: 50 }]],
      ["b", [{ from: 40, to: 80 }]],
      ["c", [{ from: 45, to: 47 }]],
      ["d", [{ from: 60, to: 90 }]],
    ]);
    expect(["a", "b", "c", "d"].map((id) => plan.get(id)?.level)).toEqual([0, 1, 2, 0]);
  });

  it("forgets a passage that lost its text", () => {
    const plan = planOf([["a", [{ from: 0, to: 5 }]]]);
    plan.set("a", [{ from: 3, to: 3 }]);
    expect(plan.size).toBe(0);
    expect(plan.segments(0, 10)).toEqual([]);
  });
});
