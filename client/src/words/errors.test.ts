import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { errors } from "./de/errors.ts";

const root = resolve(import.meta.dirname, "../../..");

function sources(folder: string): string[] {
  return readdirSync(resolve(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${join("/", "testing", "/")}`))
    .map((path) => readFileSync(path, "utf8"));
}

const server = sources("server/src");
const schemas = sources("shared/src/schema");

/** Every code that the server's sources name where they refuse something. */
const codes = new Set(
  [
    ...server.flatMap((source) => [
      ...source.matchAll(/new AppError\(\s*\d+,\s*"([\w-]+)"/g),
      ...source.matchAll(/\b(?:conflict|gone)\(\s*"([\w-]+)"/g),
    ]),
    // The intake's are named by what is wrong with a text.
    ...(server.find((source) => source.includes("INTAKE_REASONS = {")) ?? "").matchAll(/^ {2}"([\w-]+)":/gm),
  ].map(([, code]) => code as string),
);

/** What is wrong with a field: of the schemas that client and server share, and of the server alone. */
const problems = new Set([
  ...schemas.flatMap((source) =>
    [...source.matchAll(/["`]((?:must|may|is not|is too|is the)\b [^"`\n]{3,})["`]/g)].map(
      ([, text]) => text as string,
    ),
  ),
  ...server.flatMap((source) =>
    [...source.matchAll(/path: "[\w.]+", message: "([^"]+)"/g)].map(([, text]) => text as string),
  ),
]);

describe("refusals in German", () => {
  it("has a sentence for every code that the server can send", () => {
    expect(codes.size).toBeGreaterThan(50);
    expect([...codes].filter((code) => !(code in errors.byCode)).sort()).toEqual([]);
  });

  it("keeps none for codes that are gone", () => {
    const known = Object.keys(errors.byCode).filter((code) => code !== "bad-files");
    expect(known.filter((code) => !codes.has(code))).toEqual([]);
  });

  it("says what is wrong with a field", () => {
    expect(problems.size).toBeGreaterThan(30);
    const filled = [...problems].map((problem) => problem.replaceAll(/\$\{\w+\}/g, "12"));
    expect(filled.filter((problem) => errors.field(problem) === problem)).toEqual([]);
  });

  it("tells what it doesn't know in the server's words", () => {
    expect(errors.field("must be 42 or so")).toBe("must be 42 or so");
  });
});
