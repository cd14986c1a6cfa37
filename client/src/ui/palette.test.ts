import { readFileSync } from "node:fs";
import { PALETTE_SIZE } from "@postil/shared/schema/tag";
import { describe, expect, it } from "vitest";
import { COLOUR_NAMES } from "./colour-names.ts";
import { contrast, distance, mixed, VISIONS } from "./colour-vision.ts";
import { PALETTE, PLAIN, STRONG_SURFACES, SURFACES, TINT_SHARE } from "./palette.ts";

const THEMES = ["light", "dark"] as const;
/** Texts of tokens.css: what is read on tints. */
const INK = { light: "#262523", dark: "#e9e7e2" };
const LINK = { light: "#2b5a9e", dark: "#9dc0f2" };

/** Any two marks, under any vision, in OKLab: 0.02 is about the least that can be told side by side. */
const LEAST_DISTANCE = 0.07;

describe.each(THEMES)("the %s palette", (theme) => {
  const colours = PALETTE[theme];
  const grounds = [...SURFACES[theme], ...STRONG_SURFACES[theme]];

  it("has a colour and a name for every index a tag may carry", () => {
    expect(colours).toHaveLength(PALETTE_SIZE);
    expect(new Set(COLOUR_NAMES).size).toBe(PALETTE_SIZE);
  });

  it.each(colours.map((colour, index) => [COLOUR_NAMES[index], colour] as const))("keeps %s readable", (_, colour) => {
    for (const surface of grounds) {
      expect(contrast(colour.mark, surface)).toBeGreaterThanOrEqual(3);
      expect(contrast(colour.text, surface)).toBeGreaterThanOrEqual(4.5);
    }
    for (const surface of STRONG_SURFACES[theme]) expect(contrast(colour.strong, surface)).toBeGreaterThanOrEqual(7);
    for (const text of [colour.text, colour.strong]) expect(contrast(text, colour.tint)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(INK[theme], colour.tint)).toBeGreaterThanOrEqual(7);
  });

  it("keeps text, links and every underline readable where any highlights lie over one another", () => {
    const marks = [...colours, PLAIN[theme]];
    // A pile depends most on what lies on top: all pairs there, over each ground and over a deep pile of any one tint.
    for (const ground of grounds) {
      for (const deep of marks) {
        const beneath = [ground, mixed(ground, deep.tint, 1 - (1 - TINT_SHARE) ** 4)];
        for (const under of beneath) {
          for (const top of marks) {
            for (const share of [TINT_SHARE, 1]) {
              const behind = mixed(under, top.tint, share);
              expect(contrast(INK[theme], behind)).toBeGreaterThanOrEqual(7);
              expect(contrast(LINK[theme], behind)).toBeGreaterThanOrEqual(4.5);
              for (const { mark } of marks)
                expect(contrast(mark, behind), `${mark} on ${behind}`).toBeGreaterThanOrEqual(3);
            }
          }
        }
      }
    }
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
    const [light = "", dark = "", strong = "", strongDark = ""] = css.split(":root[").map((block) => block.trim());
    const [block, more] = theme === "light" ? [light, strong] : [dark, strongDark];
    for (const [index, { mark, text, strong: high, tint }] of colours.entries()) {
      expect(block).toContain(`--tag-${index}: ${mark};`);
      expect(block).toContain(`--tag-${index}-text: ${text};`);
      expect(block).toContain(`--tag-${index}-tint: ${tint};`);
      expect(more).toContain(`--tag-${index}-text: ${high};`);
    }
  });
});

describe("the tokens", () => {
  it("name the surfaces and texts that the palette was measured on", () => {
    const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
    for (const theme of THEMES) {
      for (const surface of [...SURFACES[theme], ...STRONG_SURFACES[theme]]) expect(css).toContain(surface);
      expect(css).toContain(`--ink: ${INK[theme]};`);
      expect(css).toContain(`--accent-text: ${LINK[theme]};`);
    }
  });
});
