import { describe, expect, it } from "vitest";
import { steadyOrder } from "./steady-order.ts";

const reading = { ids: ["a", "b", "c"], fresh: 0 };

function change(sorted: string[], more: Partial<Parameters<typeof steadyOrder>[0]> = {}) {
  return steadyOrder({
    ...{ before: reading, present: new Map(sorted.map((id) => [id, id])), sorted: () => sorted, hold: true },
    ...{ wanted: null, moved: () => false },
    ...more,
  });
}

describe("a list that others write into", () => {
  it("follows at once where nobody reads in the middle of it", () => {
    expect(change(["new", "a", "b", "c"], { hold: false })).toEqual({ ids: ["new", "a", "b", "c"], fresh: 0 });
    expect(change(["c", "a"], { before: null })).toEqual({ ids: ["c", "a"], fresh: 0 });
  });

  it("keeps its order where somebody does, and counts what is new", () => {
    expect(change(["new", "c", "b", "newer", "a"])).toEqual({ ids: ["a", "b", "c"], fresh: 2 });
  });

  it("counts one that would stand elsewhere now", () => {
    expect(change(["c", "a", "b"], { moved: (id) => id === "c" })).toEqual({ ids: ["a", "b", "c"], fresh: 1 });
  });

  it("drops what is gone", () => {
    expect(change(["a", "c"])).toEqual({ ids: ["a", "c"], fresh: 0 });
  });

  it("is the same object while nothing differs", () => {
    expect(change(["c", "b", "a"])).toBe(reading);
  });

  it("lets in the one that was opened", () => {
    expect(change(["mine", "a", "b", "c"], { wanted: "mine" }).ids).toEqual(["mine", "a", "b", "c"]);
    expect(change(["new", "a", "b", "c"], { wanted: "b" }).ids).toEqual(["a", "b", "c"]);
  });
});
