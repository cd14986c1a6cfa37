import type { Tag } from "@postil/shared/schema/tag";
import { describe, expect, it } from "vitest";
import { buildTagTree, possibleParents, type TagNode } from "./tag-tree.ts";

function tag(id: string, parentId: string | null = null, more: Partial<Tag> = {}): Tag {
  return {
    id,
    workspaceId: "w",
    name: id,
    path: id,
    parentId,
    description: "",
    order: 0,
    whenToUse: "",
    whenNot: "",
    examples: [],
    sign: null,
    state: "accepted",
    madeBy: null,
    archivedAt: null,
    archived: false,
    mergedAt: null,
    colour: 0,
    shortcut: null,
    mergedInto: null,
    count: 0,
    createdAt: "2025-01-01T00:00:00.000Z",
    ...more,
  };
}

const outline = (nodes: readonly TagNode[]): string =>
  nodes.map(({ tag: { id }, children }) => (children.length > 0 ? `${id}(${outline(children)})` : id)).join(" ");

describe("buildTagTree", () => {
  it("puts tags under their parents, siblings in their order and else by name", () => {
    const tags = [tag("z"), tag("b", "z"), tag("a", "z"), tag("c", "a"), tag("m")];
    expect(outline(buildTagTree(tags))).toBe("m z(a(c) b)");
    const ordered = [tag("x", null, { order: 3 }), tag("y", null, { order: 1 }), tag("w", null, { order: 3 })];
    expect(outline(buildTagTree(ordered))).toBe("y w x");
  });

  it("sorts numbers in names as numbers", () => {
    expect(outline(buildTagTree([tag("code 10"), tag("code 9")]))).toBe("code 9 code 10");
  });

  it("leaves merged tags out and loses none whose parent is gone", () => {
    expect(outline(buildTagTree([tag("a"), tag("old", null, { mergedInto: "a" }), tag("b", "nowhere")]))).toBe("a b");
  });

  it("loses no tag of a circle", () => {
    expect(outline(buildTagTree([tag("a", "b"), tag("b", "a"), tag("c", "a")]))).toBe("a(c) b");
  });
});

describe("possibleParents", () => {
  it("are all but the tag itself and what stands below it", () => {
    const tree = buildTagTree([tag("a"), tag("b", "a"), tag("c", "b"), tag("d")]);
    expect(possibleParents(tree, "b").map(({ id }) => id)).toEqual(["a", "d"]);
    expect(possibleParents(tree, null).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  });
});
