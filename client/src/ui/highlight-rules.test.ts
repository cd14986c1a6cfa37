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
  it("stand in one place each: every further one for some elements is asked about for each element of the page", () => {
    const files = new Set(highlightSelectors().map(({ file }) => file));
    expect([...files].sort()).toEqual(["reader/highlight/highlight-styles.ts", "ui/base.css"]);
  });

  it("are for all elements alike where they are the selection's", () => {
    const selectors = highlightSelectors().filter(({ file }) => file.endsWith(".css"));
    expect(selectors.length).toBeGreaterThan(0);
    expect(selectors.filter(({ selector }) => selector !== "")).toEqual([]);
  });
});
