import { describe, expect, it } from "vitest";
import { type Coded, compareCoding, isSamePassage } from "./agreement.ts";
import type { ResolvedAnnotation } from "./use-annotations.ts";

const ADA = "actor-of-ada";
const BEN = "actor-of-ben";
const CAI = "actor-of-cai";

function made(id: string, author: string, from: number, to: number, rest: Partial<ResolvedAnnotation> = {}) {
  return {
    ...{ id, author, createdAt: 0, updatedAt: 0, on: "passage", sources: [], anchor: null, note: "" },
    ...{ noteEditedAt: null, tags: [], comments: [], resolved: null, assignee: null, reactions: [], deleted: null },
    ...{ ranges: from === to ? [] : [{ from, to }], state: "position" },
    ...rest,
  } as ResolvedAnnotation;
}

const coded = (id: string, author: string, from: number, to: number, ...tags: string[]): Coded => ({
  annotation: made(id, author, from, to),
  tags,
});

describe("comparing what coders made", () => {
  it("takes two passages for the same when they share half of what either holds", () => {
    const whole = made("a", ADA, 100, 200);
    expect(isSamePassage(whole, made("b", BEN, 100, 200))).toBe(true);
    expect(isSamePassage(whole, made("b", BEN, 150, 200))).toBe(true);
    expect(isSamePassage(whole, made("b", BEN, 151, 200))).toBe(false);
    expect(isSamePassage(whole, made("b", BEN, 0, 1_000))).toBe(false);
    expect(isSamePassage(made("a", ADA, 0, 0), made("b", BEN, 0, 0))).toBe(false);
  });

  it("says who else coded a passage, with the same tags in any order or with others", () => {
    const { states, coders } = compareCoding(
      [],
      [
        coded("a", ADA, 490, 510, "threat", "frame"),
        coded("b", BEN, 492, 510, "frame", "threat"),
        coded("c", CAI, 490, 505, "threat"),
        coded("a2", ADA, 490, 510),
        coded("far", BEN, 900, 950, "threat"),
      ],
    );
    expect(coders).toBe(3);
    expect(states.get("a")).toEqual({
      ...{ kind: "coded", takenAs: null, leftOutBy: null, settledBy: null, isOpen: true },
      others: [
        { id: "b", author: BEN, sameTags: true },
        { id: "c", author: CAI, sameTags: false },
      ],
    });
    expect(states.get("far")).toMatchObject({ others: [] });
  });

  it("knows what was taken over, what another one settles, and what was resolved: the rest is open, in order", () => {
    const left = { annotation: made("left", BEN, 300, 320, { resolved: { by: ADA, at: 1 } }), tags: [] };
    const agreed = [made("agreed", CAI, 10, 20, { sources: ["a", "hidden"] }), made("new", CAI, 500, 520)];
    const all = [
      coded("whole", ADA, 0, 0),
      coded("a", ADA, 10, 20),
      coded("b", BEN, 11, 20),
      left,
      coded("d", BEN, 700, 720),
    ];
    const agreement = compareCoding(agreed, all);
    expect(agreement.states.get("a")).toMatchObject({ takenAs: "agreed", settledBy: null, isOpen: false });
    expect(agreement.states.get("b")).toMatchObject({ takenAs: null, settledBy: "agreed", isOpen: false });
    expect(agreement.states.get("agreed")).toEqual({ kind: "agreed", from: [{ id: "a", author: ADA }], unseen: 1 });
    expect(agreement.states.has("new")).toBe(false);
    expect(agreement).toMatchObject({ open: ["whole", "d"], taken: 1, total: 5, coders: 2 });
  });

  it("knows what a memo of the agreed layer leaves out, unless it was taken over as well", () => {
    const memo = made("memo", CAI, 0, 0, { on: "memo", sources: ["a", "b"] });
    const all = [coded("a", ADA, 10, 20), coded("b", BEN, 40, 60), coded("c", BEN, 80, 90)];
    const agreement = compareCoding([memo, made("agreed", CAI, 40, 60, { sources: ["b"] })], all);
    expect(agreement.states.get("a")).toMatchObject({ takenAs: null, leftOutBy: "memo", isOpen: false });
    expect(agreement.states.get("b")).toMatchObject({ takenAs: "agreed", leftOutBy: null });
    expect(agreement).toMatchObject({ open: ["c"], taken: 1 });
  });

  it("compares thousands of passages of one text without looking at each pair", () => {
    const many = Array.from({ length: 6_000 }, (_, n) => coded(`c${n}`, n % 2 ? ADA : BEN, n * 20, n * 20 + 30));
    expect(compareCoding([], many).open).toHaveLength(6_000);
  });
});
