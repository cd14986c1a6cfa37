import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const sources = resolve(import.meta.dirname, "..");

/** Selectors that end in ::selection or ::highlight(…), of all style sheets and of the scripts that write some. */
function highlightSelectors(): { file: string; selector: string }[] {
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(css|ts|tsx)$/.test(file) && !/\.test\.tsx?$/.test(file),
  );
  return files.flatMap((file) => {
    const code = readFileSync(resolve(sources, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    const found = code.matchAll(/([^{},;`]*)::(?:selection|highlight\([^)]*\)+)\s*[{,]/g);
    return [...found].map(([, subject = ""]) => ({ file, selector: subject.trim() }));
  });
}

describe("rules for highlights and the selection", () => {
  it("are for all elements alike: one that isn't makes the browser style every highlight for each element", () => {
    const selectors = highlightSelectors();
    expect(selectors.map(({ file }) => file)).toEqual(
      expect.arrayContaining(["ui/base.css", "reader/highlight/highlight-styles.ts"]),
    );
    expect(selectors.filter(({ selector }) => selector !== "")).toEqual([]);
  });
});
