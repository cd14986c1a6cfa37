import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { literalWords } from "./literal-words.mjs";
import { root } from "./steps.mjs";

/** @param {string} code */
const found = (code) => literalWords(code, "client/src/a/b.tsx").map(({ text }) => text);

describe("words that stand in the code", () => {
  it("are found between tags and in what is read out", () => {
    expect(found("const a = <p>Hello <b>{name}</b></p>;")).toEqual(["Hello"]);
    expect(found('const a = <button aria-label="Close" />;')).toEqual(["Close"]);
    expect(found('const a = <Field placeholder={busy ? "Please wait" : words.find} />;')).toEqual(["Please wait"]);
  });

  it("are found in calls and templates", () => {
    expect(found('notify({ message: "That was saved." });')).toEqual(["That was saved."]);
    expect(found("const a = `$" + "{count} of them were left`;")).toEqual(["of them were left"]);
    expect(found('throw new ApiError(0, "gone", words.gone); fail(new ApiError(0, "x", "It is gone"));')).toEqual([
      "It is gone",
    ]);
  });

  it("are none where programs read them", () => {
    expect(found('import x from "Some Package";')).toEqual([]);
    expect(found('throw new Error("The page has no root");')).toEqual([]);
    expect(found('const a = <p className="One two" data-kind="memo">{words.title}</p>;')).toEqual([]);
    expect(found('type A = "Some thing"; const kinds = ["annotation", "blind-layer"];')).toEqual([]);
  });
});

/** @type {{ file: string, code: string }[]} */
const client = readdirSync(join(root, "client/src"), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ file: relative(root, path).replaceAll("\\", "/"), code: readFileSync(path, "utf8") }))
  .filter(({ file }) => !/\/(words|testing)\//.test(file));

/** Names of keys, of kinds of data and of our product; selectors and attributes' values. */
const NO_WORDS = new Set([
  ...["Escape", "Enter", "Home", "End", "Delete", "Backspace", "Insert", "Tab", "Alt", "Control", "Shift", "Meta"],
  ...["Postil", "Files", "Position", "local copy", "too long"],
]);
const SELECTOR = /^([#[]\w|a, input|input, )/;
/** Their strings are styles. */
const STYLES = new Set(
  ["ui/theme.ts", "ui/fonts.ts", "reader/highlight/highlight-styles.ts"].map((file) => `client/src/${file}`),
);

describe("the client", () => {
  it("says nothing that isn't in its catalogue", () => {
    expect(client.length).toBeGreaterThan(100);
    const said = client
      .filter(({ file }) => !STYLES.has(file))
      .flatMap(({ file, code }) =>
        literalWords(code, file)
          .filter(({ text }) => !NO_WORDS.has(text) && !SELECTOR.test(text))
          .map(({ line, text }) => `${file}:${line}: ${text}`),
      );
    expect(said).toEqual([]);
  });

  it("asks for formats and orders in one place, which knows the language", () => {
    const own =
      /\.toLocale(Date|Time)?String\(|\.localeCompare\(|new Intl\.(?!Segmenter)\w+\((?!"en-CA"|\)\.resolved)|\.toLocale(Lower|Upper)Case\(\)/;
    const asking = client.filter(({ file, code }) => file !== "client/src/ui/format.ts" && own.test(code));
    expect(asking.map(({ file }) => file)).toEqual([]);
  });
});
