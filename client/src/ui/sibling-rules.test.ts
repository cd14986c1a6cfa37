import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const sources = resolve(import.meta.dirname, "..");

it("no style asks for any element after another: where one does, each element that is put in styles its neighbours anew, everywhere", () => {
  const sheets = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(50);
  const found = sheets.flatMap((file) => {
    const css = readFileSync(resolve(sources, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
    return [...css.matchAll(/[^{},;]*[+~]\s*(?:\*|:(?!is\()[a-z-]+)[^{},;]*/g)].map(
      ([rule]) => `${file}: ${rule.trim()}`,
    );
  });
  expect(found).toEqual([]);
});
