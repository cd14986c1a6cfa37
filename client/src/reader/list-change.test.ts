import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBetween, ListMapper } from "./list-change.ts";

const lists = fc.array(fc.array(fc.nat(6), { maxLength: 12 }), { minLength: 1, maxLength: 6 });

describe("changeBetween", () => {
  it("names a stretch that makes the one list from the other", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 10 }), fc.array(fc.nat(3), { maxLength: 10 }), (before, after) => {
        const { from, beforeTo, afterTo } = changeBetween(before, after);
        expect([...before.slice(0, from), ...after.slice(from, afterTo), ...before.slice(beforeTo)]).toEqual(after);
      }),
    );
  });

  it("holds only what differs", () => {
    expect(changeBetween([1, 2, 3, 4], [1, 2, 9, 4])).toEqual({ from: 2, beforeTo: 3, afterTo: 3 });
    expect(changeBetween([1, 1], [1, 1, 1])).toEqual({ from: 2, beforeTo: 2, afterTo: 3 });
    expect(changeBetween([1, 2, 3], [1, 2, 3])).toEqual({ from: 3, beforeTo: 3, afterTo: 3 });
  });
});

describe("ListMapper", () => {
  it("answers what mapping everything would, whatever came before", () => {
    fc.assert(
      fc.property(lists, (steps) => {
        const mapper = new ListMapper((item: number) => item * 2);
        for (const list of steps) expect(mapper.map(list)).toEqual(list.map((item) => item * 2));
      }),
    );
  });

  it("makes anew only what changed, and nothing when nothing did", () => {
    let made = 0;
    const mapper = new ListMapper((item: string) => {
      made++;
      return { item };
    });
    const list = ["a", "b", "c", "d"];
    const before = mapper.map(list);
    const after = mapper.map(["a", "b", "x", "d"]);
    expect(made).toBe(5);
    expect(after[3]).toBe(before[3]);
    expect(mapper.map(["a", "b", "x", "d"])).toBe(after);
  });
});
