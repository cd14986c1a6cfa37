import type { KeptTag } from "@postil/shared/schema/codebook";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCodebooks } from "./compare.ts";

function tag(id: string, more: Partial<KeptTag> = {}): KeptTag {
  return {
    id,
    parentId: null,
    order: 0,
    name: id,
    description: "",
    whenToUse: "",
    whenNot: "",
    examples: [],
    sign: null,
    colour: 0,
    shortcut: null,
    state: "accepted",
    mergedInto: null,
    archived: false,
    ...more,
  };
}

const inOrder = (ids: readonly string[]) => ids.map((id, order) => tag(id, { order }));

describe("what two states of a codebook differ in", () => {
  it("tells of a tag that was put elsewhere among its siblings, not of all it passed", () => {
    const told = (after: string[]) =>
      compareCodebooks(inOrder(["a", "b", "c", "d"]), inOrder(after)).map(({ kind, id }) => `${kind} ${id}`);
    expect(told(["d", "a", "b", "c"])).toEqual(["reordered d"]);
    expect(told(["b", "c", "d", "a"])).toEqual(["reordered a"]);
    expect(told(["a", "new", "b", "c", "d"])).toEqual(["added new"]);
    expect(told(["a", "c", "d"])).toEqual(["removed b"]);
  });

  it("is nothing between a state and itself, in whatever order its rows come", () => {
    const codebooks = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 1 }).chain((ids) =>
      fc.tuple(
        ...ids.map((id, index) =>
          fc
            .record({
              order: fc.nat(3),
              under: fc.option(fc.constantFrom(...ids.slice(0, index + 1)), { nil: null }),
            })
            .map(({ order, under }) => tag(id, { order, parentId: under === id ? null : under })),
        ),
      ),
    );
    fc.assert(
      fc.property(codebooks, (tags) => {
        expect(compareCodebooks(tags, [...tags].reverse())).toEqual([]);
      }),
    );
  });

  it("tells texts as they were and are, and marks by themselves", () => {
    const before = [tag("a", { description: "Old", examples: [{ quote: "Q", source: "p. 1", annotation: null }] })];
    const after = [tag("a", { description: "New", colour: 4, sign: "!" })];
    expect(compareCodebooks(before, after).map(({ kind, field, from, to }) => [kind, field, from, to])).toEqual([
      ["redefined", "description", "Old", "New"],
      ["redefined", "examples", "Q (p. 1)", ""],
      ["marked", "sign", "", "!"],
      ["marked", "colour", "0", "4"],
    ]);
  });
});
