import type { Tag } from "@postil/shared/schema/tag";
import { describe, expect, it } from "vitest";
import type { TagNode } from "./tag-tree.ts";
import { type Direction, type DropSide, dropAt, idsAbove, placeOf, step, visibleRows } from "./tree-rows.ts";

const node = (id: string, ...children: TagNode[]): TagNode => ({ tag: { id, name: id } as Tag, children });
const tree = [node("a", node("b", node("c")), node("d")), node("e"), node("f")];

describe("the lines of the tree", () => {
  it("leave out what stands under a folded tag", () => {
    const shown = (folded: string[]) =>
      visibleRows(tree, new Set(folded)).map(({ node, level, position, size }) =>
        [node.tag.id, level, position, size].join(" "),
      );
    expect(shown([])).toEqual(["a 1 1 3", "b 2 1 2", "c 3 1 1", "d 2 2 2", "e 1 2 3", "f 1 3 3"]);
    expect(shown(["b"])).toEqual(["a 1 1 3", "b 2 1 2", "d 2 2 2", "e 1 2 3", "f 1 3 3"]);
    expect(shown(["a", "b"])).toEqual(["a 1 1 3", "e 1 2 3", "f 1 3 3"]);
    expect(idsAbove(tree, "c")).toEqual(["a", "b"]);
  });
});

describe("a step by the keyboard", () => {
  it.each<[string, Direction, string | null]>([
    ["e", "up", "null<a"],
    ["a", "up", null],
    ["a", "down", "null<f"],
    ["e", "down", "null<null"],
    ["f", "down", null],
    ["e", "in", "a<null"],
    ["a", "in", null],
    ["d", "in", "b<null"],
    ["d", "out", "null<e"],
    ["c", "out", "a<d"],
    ["a", "out", null],
    ["nowhere", "up", null],
  ])("takes %s %s to %s", (id, direction, expected) => {
    const place = step(tree, id, direction);
    expect(place && `${place.parentId}<${place.before}`).toBe(expected);
  });
});

describe("letting go of a tag", () => {
  it.each<[string, DropSide, string, string | null]>([
    ["f", "before", "b", "a<b"],
    ["f", "inside", "b", "b<null"],
    ["f", "after", "b", "a<d"],
    ["f", "after", "d", "a<null"],
    ["f", "after", "e", null],
    ["e", "before", "f", null],
    ["e", "after", "e", null],
    ["e", "after", "a", null],
    ["a", "inside", "c", null],
    ["a", "before", "d", null],
    ["d", "inside", "a", null],
    ["b", "inside", "a", "a<null"],
  ])("%s %s %s puts it at %s", (id, side, target, expected) => {
    const place = dropAt(tree, id, target, side);
    expect(place && `${place.parentId}<${place.before}`).toBe(expected);
  });

  it("can be undone: every tag has a place to go back to", () => {
    expect(placeOf(tree, "b")).toEqual({ parentId: "a", before: "d" });
    expect(placeOf(tree, "f")).toEqual({ parentId: null, before: null });
  });
});
