import { describe, expect, it } from "vitest";
import { type TagNode, TagTree } from "./tag-tree.ts";

function node(id: string, more: Partial<TagNode> = {}): TagNode {
  return { id, name: id.toUpperCase(), parentId: null, mergedInto: null, deleted: false, ...more };
}

describe("a codebook's tree", () => {
  const tree = new TagTree([
    node("framing"),
    node("threat", { parentId: "framing" }),
    node("danger", { parentId: "framing", mergedInto: "threat" }),
    node("flood", { parentId: "threat" }),
    node("water", { mergedInto: "danger" }),
    node("gone", { deleted: true }),
    node("to-gone", { mergedInto: "gone" }),
    node("voice"),
  ]);

  it("names tags by their path", () => {
    expect(tree.path("flood")).toBe("FRAMING > THREAT > FLOOD");
    expect(tree.path("voice")).toBe("VOICE");
  });

  it("follows merges, through several, and hides what is deleted", () => {
    expect(tree.living("water")?.id).toBe("threat");
    expect(tree.living("gone")).toBeNull();
    expect(tree.living("to-gone")).toBeNull();
    expect(tree.living("unknown")).toBeNull();
  });

  it("takes a tag with all below it and all that was merged into them", () => {
    expect(tree.family(["framing"]).sort()).toEqual(["danger", "flood", "framing", "threat", "water"]);
    expect(tree.family(["flood"])).toEqual(["flood"]);
    expect(tree.family(["water"]).sort()).toEqual(["danger", "flood", "threat", "water"]);
    expect(tree.family(["gone", "unknown"])).toEqual([]);
  });

  it("ends where parents or merges lead in a circle", () => {
    const circle = new TagTree([
      node("a", { parentId: "b" }),
      node("b", { parentId: "a" }),
      node("c", { mergedInto: "d" }),
      node("d", { mergedInto: "c" }),
    ]);
    expect(circle.path("a")).toBe("B > A");
    expect(circle.living("c")).toBeNull();
  });
});
