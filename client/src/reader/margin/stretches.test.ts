import { describe, expect, it } from "vitest";
import { buildBlocks } from "../blocks.ts";
import { stretchesOf } from "./stretches.ts";

describe("stretchesOf", () => {
  it("begins at 0 and rises", () => {
    const text = `${Array.from({ length: 200 }, (_, index) => "word ".repeat((index * 37) % 150)).join("\n")}\n`;
    const borders = stretchesOf(buildBlocks(text, []));
    expect(borders[0]).toBe(0);
    expect(borders.length).toBeGreaterThan(10);
    expect([...new Set(borders)].sort((a, b) => a - b)).toEqual(borders);
  });

  it("cuts a text without paragraphs too", () => {
    const borders = stretchesOf(buildBlocks(`${"word ".repeat(20_000)}\n`, []));
    expect(borders.length).toBeGreaterThan(60);
    expect(borders.at(-1)).toBeLessThan(100_000);
  });

  it("keeps a short text whole", () => {
    expect(stretchesOf(buildBlocks("One line.\nAnother.\n", []))).toEqual([0]);
    expect(stretchesOf([])).toEqual([0]);
  });
});
