import { describeAnchor } from "@postil/shared/anchor/describe";
import { resolveAnchor } from "@postil/shared/anchor/resolve";
import { changeMarks, readMarks } from "@postil/shared/anchor/text-edits";
import { textSnapshot } from "@postil/shared/anchor/text-snapshot";
import { articleText } from "@postil/shared/document/text-document";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { restoreVersion, rewriteText } from "./restore-text.ts";

const BEFORE = "One heading\n\nThe quik brown fox jumps over the lazy dog.\n\nA last line.\n";

function opened(): Y.Doc {
  const doc = new Y.Doc();
  articleText(doc).insert(0, BEFORE);
  return doc;
}

it("writes little, and leaves what is anchored in the text where it is", () => {
  const doc = opened();
  const at = BEFORE.indexOf("brown fox");
  const anchor = describeAnchor(textSnapshot(doc), [{ from: at, to: at + 9 }]);
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  rewriteText(doc, BEFORE.replace("quik", "quick").replace("lazy", "sleepy"));
  const text = articleText(doc).toString();
  expect(text).toContain("The quick brown fox jumps over the sleepy dog.");
  expect(updates.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(120);
  const { state, ranges } = resolveAnchor(textSnapshot(doc), anchor);
  expect([state, ...ranges.map(({ from, to }) => text.slice(from, to))]).toEqual(["position", "brown fox"]);
});

it("brings back a version with its marks, and keeps those that are the same", () => {
  const doc = opened();
  changeMarks(doc, [
    { id: "heading-heading-heading", mark: { kind: "h1", from: 0, to: 11 } },
    { id: "bold-bold-bold-bold-bold", mark: { kind: "bold", from: 17, to: 21 } },
  ]);
  restoreVersion(doc, {
    text: "One heading\n\nThe brown fox.\n",
    marks: [
      { kind: "h1", from: 0, to: 11 },
      { kind: "link", from: 17, to: 22, href: "https://example.org/" },
    ],
  });
  expect(articleText(doc).toString()).toBe("One heading\n\nThe brown fox.\n");
  const marks = readMarks(doc).sort((a, b) => a.from - b.from);
  expect(marks).toEqual([
    { id: "heading-heading-heading", kind: "h1", from: 0, to: 11 },
    { id: expect.any(String), kind: "link", from: 17, to: 22, href: "https://example.org/" },
  ]);
});
