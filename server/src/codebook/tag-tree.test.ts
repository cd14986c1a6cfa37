import { describe, expect, it } from "vitest";
import { leastUsedColour, tagPaths, wouldCycle } from "./tag-tree.ts";

const tags = [
  { id: "frame", parentId: null, name: "Framing" },
  { id: "threat", parentId: "frame", name: "Threat" },
  { id: "border", parentId: "threat", name: "Border" },
  { id: "lost", parentId: "deleted", name: "Lost" },
];

describe("the codebook's tree", () => {
  it("names each tag by its path from the root", () => {
    expect(Object.fromEntries(tagPaths(tags))).toEqual({
      frame: "Framing",
      threat: "Framing > Threat",
      border: "Framing > Threat > Border",
      lost: "Lost",
    });
  });

  it("knows what would stand under itself", () => {
    expect(wouldCycle(tags, "frame", "border")).toBe(true);
    expect(wouldCycle(tags, "frame", "frame")).toBe(true);
    expect(wouldCycle(tags, "border", "frame")).toBe(false);
  });

  it("comes to an end even if rows formed a ring", () => {
    const ring = [
      { id: "a", parentId: "b", name: "A" },
      { id: "b", parentId: "a", name: "B" },
    ];
    expect(tagPaths(ring).get("a")).toBe("B > A");
  });

  it("gives the least used colour, the first of several", () => {
    expect(leastUsedColour([])).toBe(0);
    expect(leastUsedColour([{ colour: 0 }, { colour: 1 }])).toBe(2);
    expect(leastUsedColour(Array.from({ length: 12 }, (_, colour) => ({ colour })))).toBe(0);
  });
});
