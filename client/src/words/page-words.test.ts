import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const source = join(import.meta.dirname, "..");
const IMPORTED = /(?:^import\s(?!type\b)[^"]*?from\s*|^import\s*|^export\s[^"]*?from\s*|\bimport\()"(\.[^"]+\.tsx?)"/gm;

/** The file, and all that it imports, at once or later; of `app/pages.ts` only what doesn't wait for words. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(file, "utf8").replaceAll(/^.*\bpage\(async.*$|^.*: page\(\n?(?:.*\n)*?^ {2}\),$/gm, "");
  for (const [, specifier = ""] of code.matchAll(IMPORTED)) reached(join(dirname(file), specifier), seen);
  return seen;
}

describe("the words of pages", () => {
  it("are read by nothing that the frame or the reading room may load before they are there", () => {
    const files = [...reached(join(source, "app/start.tsx"))];
    expect(files.map((file) => relative(source, file))).toContain("reader/ReadingRoom.tsx");
    const readers = files.filter((file) => /\bpageCatalogue\(\)/.test(readFileSync(file, "utf8")));
    expect(readers.map((file) => relative(source, file))).toEqual(["words/catalogue.ts"]);
  });
});
