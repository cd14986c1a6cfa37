import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { type Arranged, type ArrangeOptions, arrange, type Entry, NOTHING } from "./arrange.ts";

/** A text of 1 px a character, in stretches of 500. */
const page: ArrangeOptions["page"] = {
  view: { from: 2_000, to: 2_900 },
  top: 0,
  end: 10_000,
  borders: Array.from({ length: 20 }, (_, index) => ({ from: index * 500, top: index * 500 })),
  measure: (offsets) => offsets,
};
const nobody = { focused: null, keyboard: null, hovered: null, pointed: null, free: false, anew: false, still: true };

function made(id: string, from: number, createdAt: number): ResolvedAnnotation {
  return {
    ...{
      id,
      author: "ada",
      createdAt,
      on: "passage",
      sources: [],
      anchor: null,
      note: "",
      noteEditedAt: null,
      tags: [],
    },
    ...{ comments: [], resolved: null, assignee: null, reactions: [], deleted: null, updatedAt: createdAt },
    ...{ ranges: [{ from, to: from + 9 }], state: "position" },
  };
}

function lay(all: readonly ResolvedAnnotation[], before: Arranged, more: Partial<ArrangeOptions> = {}): Arranged {
  const annotations = [...all].sort((a, b) => (a.ranges[0]?.from ?? 0) - (b.ranges[0]?.from ?? 0));
  return arrange({ annotations, heightOf: () => 90, opened: new Map(), page, attention: nobody, before, ...more });
}

const within = (min: number, max: number, length: number) =>
  fc.array(fc.integer({ min, max }), { maxLength: length, size: "max" });
const places = (length: number) => within(0, 9_990, length);
/** Not at the top, where the cards above have nowhere to go. */
const farDown = (length: number) => within(700, 9_990, length);
/** In view and not far from it. */
const near = (length: number) => within(1_500, 3_400, length);
const seenIn = ({ entries }: Arranged) =>
  entries.filter(({ kind, top, height }) => kind === "card" && top + height > page.view.from && top < page.view.to);
const placeOf = (entry: Entry | undefined) =>
  entry?.kind === "card" ? (entry.annotation.ranges[0]?.from ?? 0) : Number.POSITIVE_INFINITY;
const topOf = ({ entries }: Arranged, id: string) => entries.find((entry) => entry.id === id)?.top;

describe("the margin while others write", () => {
  it("never moves or folds what is in view whole and is read", () => {
    fc.assert(
      fc.property(farDown(60), farDown(30), (old, come) => {
        const there = old.map((from, index) => made(`old${index}`, from, index));
        const before = lay(there, NOTHING);
        const read = before.entries.find(
          ({ kind, top, height }) => kind === "card" && top >= page.view.from && top + height <= page.view.to,
        );
        const after = lay([...there, ...come.map((from, index) => made(`new${index}`, from, 100 + index))], before);
        if (read) expect(topOf(after, read.id)).toBe(read.top);
        for (const { id } of seenIn(before)) expect(topOf(after, id)).toBeDefined();
      }),
    );
  });

  it("leaves all that is in view where it is when others write elsewhere", () => {
    fc.assert(
      fc.property(near(20), near(20), (old, come) => {
        const there = old.map((from, index) => made(`old${index}`, from, index));
        const before = lay(there, NOTHING);
        const seen = seenIn(before);
        const last = placeOf(seen.at(-1));
        // In the same stretch those that come may be folded, and a fold needs room too.
        const first = Math.floor(placeOf(seen[0]) / 500) * 500;
        const elsewhere = come
          .filter((from) => from < first || from > last)
          .map((from, index) => made(`new${index}`, from, 100 + index));
        const after = lay([...there, ...elsewhere], before);
        for (const { id, top } of seen) expect(topOf(after, id)).toBe(top);
      }),
    );
  });

  it("moves what is in view no farther than those that come between need, away from what is read", () => {
    fc.assert(
      fc.property(near(20), near(8), (old, come) => {
        const there = old.map((from, index) => made(`old${index}`, from, index));
        const before = lay(there, NOTHING);
        const seen = seenIn(before);
        const read = seen.find(({ top, height }) => top >= page.view.from && top + height <= page.view.to) ?? seen[0];
        if (!read) return;
        const after = lay([...there, ...come.map((from, index) => made(`new${index}`, from, 100 + index))], before);
        const known = new Set(before.entries.map(({ id }) => id));
        const order = after.entries.map(({ id }) => id);
        const start = order.indexOf(read.id);
        for (const { id, top } of seen) {
          const at = order.indexOf(id);
          const between = after.entries.slice(Math.min(start, at) + 1, Math.max(start, at));
          const needed = between.reduce((sum, entry) => sum + (known.has(entry.id) ? 0 : entry.height + 8), 0);
          const moved = (topOf(after, id) as number) - top;
          expect(Math.sign(at - start) * moved).toBeGreaterThanOrEqual(0);
          expect(Math.abs(moved)).toBeLessThanOrEqual(needed);
        }
      }),
    );
  });

  it("moves nothing for one that comes where there is room", () => {
    const there = [2_000, 2_010, 2_300, 2_310].map((from, index) => made(`a${index}`, from, index));
    const before = lay(there, NOTHING);
    const after = lay([...there, made("new", 2_012, 100)], before);
    for (const { id } of there) expect(topOf(after, id)).toBe(topOf(before, id));
  });

  it("brings all beside their passages again once the person does something", () => {
    const there = [2_000, 2_010, 2_300].map((from, index) => made(`a${index}`, from, index));
    const crowded = lay([...there, made("new", 2_012, 100)], lay(there, NOTHING));
    const settled = lay(there, crowded, { attention: { ...nobody, still: false } });
    expect(topOf(settled, "a2")).toBe(2_300 - 12);
  });

  it("keeps the card under the pointer where it is, though those above it grow", () => {
    const there = [2_000, 2_150, 2_300, 2_450].map((from, index) => made(`a${index}`, from, index));
    const before = lay(there, NOTHING);
    const heightOf = ({ id }: { id: string }) => (id === "a0" ? 160 : 90);
    const after = lay(there, before, { heightOf, attention: { ...nobody, hovered: "a2" } });
    expect(topOf(after, "a2")).toBe(topOf(before, "a2"));
  });

  it("goes with the text where that itself moves", () => {
    const there = [made("a", 2_100, 0)];
    const before = lay(there, NOTHING);
    const lower = { ...page, measure: (offsets: readonly number[]) => offsets.map((offset) => offset + 40) };
    expect(topOf(lay(there, before, { page: lower }), "a")).toBe((topOf(before, "a") as number) + 40);
  });

  it("aligns the focused one exactly, folded or not", () => {
    fc.assert(
      fc.property(places(80), fc.nat(79), (old, index) => {
        const there = old.map((from, at) => made(`old${at}`, from, at));
        const focused = there[index % Math.max(1, there.length)];
        if (!focused) return;
        const after = lay(there, lay(there, NOTHING), { attention: { ...nobody, focused: focused.id, free: true } });
        expect(topOf(after, focused.id)).toBe((focused.ranges[0]?.from ?? 0) - 12);
      }),
    );
  });

  it("draws no more than the text has room for, however many there are", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => made(`a${index}`, (index * 7_919) % 9_990, index));
    expect(lay(many, NOTHING).entries.length).toBeLessThan(20 * 7);
  });
});
