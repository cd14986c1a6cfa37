import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { articleText } from "../document/text-document.ts";
import { describeAnchor } from "./describe.ts";
import { addInline, addLink, isMarked, lineKind, removeInline, setLines } from "./mark-edits.ts";
import { decodePosition } from "./relative-position.ts";
import { changeMarks, changeText, readMarks, trimEdit } from "./text-edits.ts";
import { textSnapshot } from "./text-snapshot.ts";

function documentOf(text: string): Y.Doc {
  const doc = new Y.Doc();
  articleText(doc).insert(0, text);
  return doc;
}

function held(doc: Y.Doc, from: number, to: number): () => string {
  const [segment] = describeAnchor(textSnapshot(doc), [{ from, to }]).segments;
  const text = articleText(doc);
  return () =>
    text
      .toString()
      .slice(decodePosition(doc, text, segment?.start ?? "") ?? 0, decodePosition(doc, text, segment?.end ?? "") ?? 0);
}

describe("replacing words", () => {
  it("keeps what holds the whole word, its beginning or its end", () => {
    const doc = documentOf("The quick fox.\n");
    const [word, before, after] = [held(doc, 4, 9), held(doc, 0, 9), held(doc, 4, 13)];
    changeText(doc, [{ from: 4, to: 9, insert: "slow" }]);
    expect(articleText(doc).toString()).toBe("The slow fox.\n");
    expect([word(), before(), after()]).toEqual(["slow", "The slow", "slow fox"]);
  });

  it("carries out several, by the offsets of the text before them", () => {
    const doc = documentOf("one two three\n");
    changeText(doc, [
      { from: 0, to: 3, insert: "eins" },
      { from: 4, to: 8, insert: "" },
      { from: 13, to: 13, insert: "!" },
    ]);
    expect(articleText(doc).toString()).toBe("eins three!\n");
  });

  it("leaves out what both sides begin and end with, and cuts no character in two", () => {
    expect(trimEdit("recieve it", { from: 0, to: 7, insert: "receive" })).toEqual({ from: 3, to: 5, insert: "ei" });
    expect(trimEdit("a 😀 b", { from: 2, to: 4, insert: "😁" })).toEqual({ from: 2, to: 4, insert: "😁" });
    expect(trimEdit("same", { from: 0, to: 4, insert: "same" })).toBeNull();
    expect(trimEdit("aaa", { from: 0, to: 3, insert: "aa" })).toEqual({ from: 2, to: 3, insert: "" });
  });
});

describe("marks", () => {
  const text = "A heading\nSome bold words here.\nAnother line.\n";
  const bold = { from: 15, to: 19 };

  it("are set and taken off, and grow together when they meet", () => {
    const doc = documentOf(text);
    changeMarks(doc, addInline(readMarks(doc), "bold", bold));
    expect(isMarked(readMarks(doc), "bold", bold)).toBe(true);
    changeMarks(doc, addInline(readMarks(doc), "bold", { from: 19, to: 25 }));
    expect(readMarks(doc)).toEqual([expect.objectContaining({ kind: "bold", from: 15, to: 25 })]);
    changeMarks(doc, removeInline(readMarks(doc), "bold", { from: 17, to: 20 }));
    const left = readMarks(doc).map(({ from, to }) => [from, to]);
    expect(left.sort()).toEqual([
      [15, 17],
      [20, 25],
    ]);
  });

  it("make a line one thing at a time", () => {
    const doc = documentOf(text);
    const lines = [
      { from: 0, to: 9 },
      { from: 10, to: 31 },
    ];
    changeMarks(doc, setLines(readMarks(doc), lines, "quote"));
    changeMarks(doc, setLines(readMarks(doc), lines.slice(0, 1), "h1"));
    expect(lines.map((line) => lineKind(readMarks(doc), line))).toEqual(["h1", "quote"]);
    changeMarks(doc, setLines(readMarks(doc), lines, null));
    expect(readMarks(doc)).toEqual([]);
  });

  it("put a link in place of what it covers of another", () => {
    const doc = documentOf(text);
    changeMarks(doc, addLink(readMarks(doc), { from: 10, to: 31 }, "https://a.example/"));
    changeMarks(doc, addLink(readMarks(doc), bold, "https://b.example/"));
    const links = readMarks(doc).map(({ from, to, href }) => [from, to, href]);
    expect(links.sort()).toEqual([
      [10, 15, "https://a.example/"],
      [15, 19, "https://b.example/"],
      [19, 31, "https://a.example/"],
    ]);
  });

  it("follow the words, and leave out what is typed at their edges", () => {
    const doc = documentOf(text);
    changeMarks(doc, addInline([], "bold", bold));
    changeText(doc, [
      { from: 0, to: 0, insert: "Now: " },
      { from: 15, to: 15, insert: "very " },
      { from: 19, to: 19, insert: "ly" },
    ]);
    expect(readMarks(doc).map(({ from, to }) => articleText(doc).toString().slice(from, to))).toEqual(["bold"]);
  });
});

describe("what is long", () => {
  it("goes in updates that the server takes", () => {
    const doc = documentOf("Before. After.\n");
    const sizes: number[] = [];
    doc.on("update", (update: Uint8Array) => sizes.push(update.length));
    const long = "中😀".repeat(100_000);
    changeText(doc, [{ from: 8, to: 13, insert: long }]);
    expect(articleText(doc).toString()).toBe(`Before. ${long}.\n`);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
    expect(sizes.length).toBe(5);
  });
});
