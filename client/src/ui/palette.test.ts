import { readFileSync } from "node:fs";
import { PALETTE_SIZE } from "@postil/shared/schema/tag";
import { describe, expect, it } from "vitest";
import { contrast, distance, VISIONS } from "./colour-vision.ts";
import { COLOUR_NAMES, PALETTE, SURFACES } from "./palette.ts";

const THEMES = ["light", "dark"] as const;
/** The text of tokens.css on the tints. */
const INK = { light: "#262523", dark: "#e9e7e2" };

/** Any two marks, under any vision, in OKLab: 0.02 is about the least that can be told side by side. */
const LEAST_DISTANCE = 0.07;

describe.each(THEMES)("the %s palette", (theme) => {
  const colours = PALETTE[theme];

  it("has a colour and a name for every index a tag may carry", () => {
    expect(colours).toHaveLength(PALETTE_SIZE);
    expect(new Set(COLOUR_NAMES).size).toBe(PALETTE_SIZE);
  });

  it.each(colours.map((colour, index) => [COLOUR_NAMES[index], colour] as const))("keeps %s readable", (_, colour) => {
    for (const surface of SURFACES[theme]) {
      expect(contrast(colour.mark, surface)).toBeGreaterThanOrEqual(3);
      expect(contrast(colour.text, surface)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colour.text, colour.tint)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(INK[theme], colour.tint)).toBeGreaterThanOrEqual(7);
  });

  it.each(VISIONS)("can be told apart with %s vision", (vision) => {
    for (const [i, one] of colours.entries()) {
      for (const other of colours.slice(i + 1)) {
        expect(distance(one.mark, other.mark, vision)).toBeGreaterThan(LEAST_DISTANCE);
      }
    }
  });

  it("stands in palette.css with the same values", () => {
    const css = readFileSync(new URL("./palette.css", import.meta.url), "utf8");
    const [light = "", dark = ""] = css.split(':root[data-mantine-color-scheme="dark"]');
    const block = theme === "light" ? light : dark;
    for (const [index, { mark, text, tint }] of colours.entries()) {
      expect(block).toContain(`--tag-${index}: ${mark};`);
      expect(block).toContain(`--tag-${index}-text: ${text};`);
      expect(block).toContain(`--tag-${index}-tint: ${tint};`);
    }
  });
});

describe("the tokens", () => {
  it("name the surfaces that the palette was measured on", () => {
    const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
    for (const surface of [...SURFACES.light, ...SURFACES.dark]) expect(css).toContain(surface);
    for (const ink of Object.values(INK)) expect(css).toContain(`--ink: ${ink};`);
  });
});
