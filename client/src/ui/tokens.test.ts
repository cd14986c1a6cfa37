import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast } from "./colour-vision.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** The custom properties that a selector's block sets. */
function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  expect(start, selector).toBeGreaterThanOrEqual(0);
  const body = css.slice(start, css.indexOf("}", start));
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value.trim()]),
  );
}

const dark = ':root[data-mantine-color-scheme="dark"]';
const more = ':root[data-contrast="more"]';
/** Later blocks win, as in the cascade. */
const LOOKS = {
  light: [":root"],
  dark: [":root", dark],
  "light, high contrast": [":root", more],
  "dark, high contrast": [":root", dark, more, `${more}[data-mantine-color-scheme="dark"]`],
};

const SURFACES = ["--ground", "--surface", "--surface-quiet", "--surface-raised"];
const TEXTS = ["--ink", "--ink-quiet", "--accent-text", "--danger-text", "--good-text", "--warn-text"];
/** Text on what is behind it there and nowhere else. */
const PAIRS = [
  ["--on-accent", "--accent"],
  ["--on-accent", "--accent-strong"],
  ["--on-danger", "--danger"],
  ["--on-danger", "--danger-strong"],
  ["--accent-text", "--accent-tint"],
  ["--danger-text", "--danger-tint"],
  ["--good-text", "--good-tint"],
  ["--warn-text", "--warn-tint"],
] as const;

describe.each(Object.entries(LOOKS))("the tokens, %s", (_, selectors) => {
  const values = new Map(selectors.flatMap((selector) => [...block(selector)]));
  function colour(name: string): string {
    const value = values.get(name) ?? "";
    const reference = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    if (reference) return colour(reference);
    expect(value, name).toMatch(/^#[0-9a-f]{6}$/);
    return value;
  }

  it("keep text at 4.5:1 on every surface", () => {
    for (const surface of SURFACES) {
      for (const text of TEXTS) {
        expect(contrast(colour(text), colour(surface)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it.each(PAIRS)("keep %s at 4.5:1 on %s", (text, behind) => {
    expect(contrast(colour(text), colour(behind))).toBeGreaterThanOrEqual(4.5);
  });

  it("keep the edges of controls and the accent at 3:1 on every surface", () => {
    for (const surface of SURFACES) {
      for (const mark of ["--line-strong", "--accent"]) {
        expect(contrast(colour(mark), colour(surface)), `${mark} on ${surface}`).toBeGreaterThanOrEqual(3);
      }
    }
  });
});
