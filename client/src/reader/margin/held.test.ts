import { describe, expect, it } from "vitest";
import { type Drawn, heldCard } from "./held.ts";

const drawn: readonly Drawn[] = ["a", "b", "c", "d"].map((id, index) => ({
  id,
  top: index * 100,
  wanted: index * 100,
  height: 90,
}));
const view = { from: 50, to: 350 };
const nobody = { view, focused: null, keyboard: null, hovered: null };

describe("heldCard", () => {
  it("holds the first card that is in view whole", () => {
    expect(heldCard(drawn, nobody)?.id).toBe("b");
  });

  it("holds one that is in view in part where none is whole", () => {
    expect(heldCard(drawn, { ...nobody, view: { from: 110, to: 150 } })?.id).toBe("b");
  });

  it("holds the card under the pointer rather, and the one with the keyboard before it", () => {
    expect(heldCard(drawn, { ...nobody, hovered: "c" })?.id).toBe("c");
    expect(heldCard(drawn, { ...nobody, hovered: "c", keyboard: "d" })?.id).toBe("d");
  });

  it("holds none beside the focused one, which its passage holds, but the one under the pointer", () => {
    expect(heldCard(drawn, { ...nobody, focused: "c" })).toBeNull();
    expect(heldCard(drawn, { ...nobody, focused: "c", hovered: "d" })?.id).toBe("d");
    expect(heldCard(drawn, { ...nobody, focused: "c", keyboard: "c" })).toBeNull();
  });

  it("looks at what is in view while the focused one is elsewhere", () => {
    expect(heldCard(drawn, { ...nobody, view: { from: 150, to: 400 }, focused: "a", hovered: "a" })?.id).toBe("c");
  });

  it("holds nothing where nothing is in view", () => {
    expect(heldCard(drawn, { ...nobody, view: { from: 900, to: 1_200 } })).toBeNull();
  });
});
