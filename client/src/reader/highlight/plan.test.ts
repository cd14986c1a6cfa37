import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TextRange } from "../text-range.ts";
import { HighlightPlan, LEVELS, type Planned, rangesByOwner } from "./plan.ts";

const LENGTH = 4_000;
const range = fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const annotations = fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.array(range, { maxLength: 3 })), {
  maxLength: 12,
});

function planOf(entries: readonly (readonly [string, TextRange[]])[]): HighlightPlan {
  const plan = new HighlightPlan();
  for (const [id, ranges] of entries) plan.set({ id, ranges });
  return plan;
}

/** A plan's segments, with the ids of their owners. */
const segmentsOf = (plan: HighlightPlan, from: number, to: number) =>
  plan.segments(from, to).map(({ owners, ...range }) => ({ ...range, owners: owners.map(({ id }) => id) }));
const levelOf = (plan: HighlightPlan, id: string) => plan.levelOf(plan.get(id) as Planned);

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
    expect(segmentsOf(plan, 0, 20)).toEqual([
      { from: 0, to: 5, owners: ["first"] },
      { from: 5, to: 10, owners: ["first", "second"] },
      { from: 10, to: 15, owners: ["second"] },
    ]);
    expect(rangesByOwner(plan.segments(0, 12))).toEqual([
      { owner: plan.get("first"), from: 0, to: 10 },
      { owner: plan.get("second"), from: 5, to: 12 },
    ]);
  });

  it("covers exactly the union, each stretch with the right owners, whatever was set and removed", () => {
    fc.assert(
      fc.property(annotations, fc.array(fc.constantFrom("a", "b", "c")), range, (entries, removed, block) => {
        const plan = planOf(entries);
        for (const id of removed) plan.delete(id);
        const left = [...new Map(entries)].filter(([id]) => !(removed as string[]).includes(id));
        const segments = segmentsOf(plan, block.from, block.to);
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

  it("ends, after any steps, with the segments that it would have had from the start", () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.option(fc.array(range, { maxLength: 3 }))),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (taken) => {
        const plan = new HighlightPlan();
        const left = new Map<string, TextRange[]>();
        for (const [id, ranges] of taken) {
          if (ranges) plan.set({ id, ranges });
          else plan.delete(id);
          if (ranges) left.set(id, ranges);
          else left.delete(id);
        }
        const fresh = planOf([...left]);
        expect(segmentsOf(plan, 0, LENGTH)).toEqual(segmentsOf(fresh, 0, LENGTH));
        expect(plan.size).toBe(fresh.size);
        for (const id of left.keys()) expect(plan.get(id)?.ranges).toEqual(fresh.get(id)?.ranges);
      }),
    );
  });

  it("holds the same whether many come together or one by one", () => {
    const places = fc.array(fc.tuple(fc.nat(40_000), fc.integer({ min: -5, max: 3_000 })), {
      minLength: 300,
      maxLength: 700,
    });
    fc.assert(
      fc.property(
        places,
        fc.array(fc.nat(699), { maxLength: 40 }),
        fc.nat(40_000),
        fc.nat(300),
        (taken, removed, probe, half) => {
          const given = taken.map(([from, length], index) => ({
            id: `p${index}`,
            ranges: [{ from, to: from + length }],
          }));
          const together = new HighlightPlan();
          together.setAll(given);
          const asNew = new HighlightPlan();
          asNew.addNew(given.slice(0, half));
          asNew.addNew(given.slice(half));
          const singly = planOf(given.map(({ id, ranges }) => [id, ranges]));
          for (const index of removed) for (const plan of [together, asNew, singly]) plan.delete(`p${index}`);
          for (const plan of [together, asNew]) {
            expect(plan.size).toBe(singly.size);
            expect(plan.overlapping(probe, probe + 400)).toEqual(singly.overlapping(probe, probe + 400));
            for (const { id } of given) expect(plan.get(id)).toEqual(singly.get(id));
          }
          const expected = given.filter(
            ({ id, ranges: [one] }) =>
              singly.get(id) && one && one.from < one.to && one.from < probe + 400 && probe < one.to,
          );
          expect(new Set(singly.overlapping(probe, probe + 400))).toEqual(new Set(expected.map(({ id }) => id)));
        },
      ),
      { numRuns: 20 },
    );
  });

  it("covers with each owner's ranges just what that owner has there, none of them touching the next", () => {
    fc.assert(
      fc.property(annotations, range, (entries, { from, to }) => {
        const drawn = rangesByOwner(planOf(entries).segments(from, to));
        for (const [id, ranges] of new Map(entries)) {
          const own = drawn.filter(({ owner }) => owner.id === id);
          own.slice(1).forEach((one, index) => {
            expect(one.from).toBeGreaterThan(own[index]?.to ?? Number.NaN);
          });
          const length = own.reduce((sum, one) => sum + one.to - one.from, 0);
          let expected = 0;
          for (let offset = from; offset < to; offset++) {
            if (ranges.some((one) => one.from <= offset && offset < one.to)) expected++;
          }
          expect(length).toBe(expected);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("lets two that overlap share a line only when the later one found every line taken", () => {
    const ids = Array.from({ length: 24 }, (_, index) => `p${index}`);
    fc.assert(
      fc.property(fc.array(range, { minLength: 2, maxLength: ids.length }), (ranges) => {
        const plan = new HighlightPlan();
        const set: { id: string; range: TextRange }[] = [];
        ranges.forEach((one, index) => {
          const id = ids[index] as string;
          if (one.from === one.to) return;
          const beside = set.filter((other) => other.range.from < one.to && one.from < other.range.to);
          const taken = new Set(beside.map((other) => levelOf(plan, other.id)));
          plan.set({ id, ranges: [one] });
          set.push({ id, range: one });
          if (taken.size < LEVELS) expect(taken).not.toContain(levelOf(plan, id));
          else levelOf(plan, id);
        });
      }),
    );
  });

  it("keeps a passage's line when its ends move", () => {
    const plan = planOf([
      ["a", [{ from: 0, to: 50 }]],
      ["b", [{ from: 40, to: 80 }]],
    ]);
    expect([levelOf(plan, "a"), levelOf(plan, "b")]).toEqual([0, 1]);
    plan.delete("a");
    plan.set({ id: "b", ranges: [{ from: 40, to: 90 }] });
    expect(levelOf(plan, "b")).toBe(1);
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
    expect(["a", "b", "c", "d"].map((id) => levelOf(plan, id))).toEqual([0, 1, 2, 0]);
  });

  it("forgets a passage that lost its text", () => {
    const plan = planOf([["a", [{ from: 0, to: 5 }]]]);
    plan.set({ id: "a", ranges: [{ from: 3, to: 3 }] });
    expect(plan.size).toBe(0);
    expect(plan.segments(0, 10)).toEqual([]);
  });
});
