import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockIndexAt, buildBlocks, hasOwnSign } from "./blocks.ts";

const text = "Title\n\nA bold and linked word.\n- one\nLast 😀 line\n";

describe("buildBlocks", () => {
  it("makes one block a line, with offsets that slice the text", () => {
    const blocks = buildBlocks(text, []);
    expect(blocks.map((block) => text.slice(block.from, block.to))).toEqual(text.slice(0, -1).split("\n"));
    expect(blocks.map((block) => block.content.kind)).toEqual(["p", "blank", "p", "p", "p"]);
  });

  it("names a block by the block mark that lies over it", () => {
    const blocks = buildBlocks(text, [
      { kind: "h1", from: 0, to: 5 },
      { kind: "li", from: text.indexOf("- one"), to: text.indexOf("- one") + 5 },
    ]);
    expect(blocks.map((block) => block.content.kind)).toEqual(["h1", "blank", "p", "li", "p"]);
  });

  it("spreads a mark over every line it covers", () => {
    const blocks = buildBlocks("one\ntwo\nthree\n", [{ kind: "quote", from: 1, to: 6 }]);
    expect(blocks.map((block) => block.content.kind)).toEqual(["quote", "quote", "p"]);
  });

  it("cuts inlines where styles begin and end, overlapping ones included", () => {
    const [block] = buildBlocks("abcdef\n", [
      { kind: "bold", from: 1, to: 4 },
      { kind: "italic", from: 3, to: 9 },
      { kind: "link", from: 0, to: 2, href: "https://example.org" },
    ]);
    expect(block?.content.inlines).toEqual([
      { from: 0, to: 1, bold: false, italic: false, href: "https://example.org" },
      { from: 1, to: 2, bold: true, italic: false, href: "https://example.org" },
      { from: 2, to: 3, bold: true, italic: false, href: null },
      { from: 3, to: 4, bold: true, italic: true, href: null },
      { from: 4, to: 6, bold: false, italic: true, href: null },
    ]);
  });

  it("loses no character, whatever the text and the marks", () => {
    const kinds = fc.constantFrom("h1", "li", "quote", "bold", "italic", "link");
    const mark = fc.record({ kind: kinds, from: fc.nat(40), length: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b ", "\n", "😀")), fc.array(mark), (parts, marks) => {
        const whole = `${parts.join("")}\n`;
        const ranges = marks.map(({ kind, from, length }) => ({
          kind,
          from,
          to: from + length,
          ...(kind === "link" ? { href: "https://example.org" } : {}),
        }));
        const blocks = buildBlocks(whole, ranges);
        const shown = blocks.map((block) =>
          block.content.inlines.map(({ from, to }) => block.content.text.slice(from, to)).join(""),
        );
        expect(`${shown.join("\n")}\n`).toBe(whole);
      }),
    );
  });

  it("keeps keys and content of what an edit did not touch", () => {
    const before = buildBlocks("one\ntwo\nthree\n", []);
    const after = buildBlocks("one\nnew\ntwo, too\nthree\n", [], before);
    expect(after[0]).toBe(before[0]);
    expect(after[3]?.key).toBe(before[2]?.key);
    expect(after[3]?.content).toBe(before[2]?.content);
    expect(after[3]?.from).toBe(17);
    expect(new Set(after.map((block) => block.key)).size).toBe(4);
  });

  it("gives every block a key of its own through any edits", () => {
    const line = fc.constantFrom("a", "b", "c", "");
    fc.assert(
      fc.property(fc.array(fc.array(line, { minLength: 1 }), { minLength: 2 }), (versions) => {
        let blocks = buildBlocks("", []);
        for (const lines of versions) {
          const whole = `${lines.join("\n")}\n`;
          blocks = buildBlocks(whole, [], blocks);
          expect(new Set(blocks.map((block) => block.key)).size).toBe(blocks.length);
          expect(blocks.map((block) => block.content.text)).toEqual(lines);
          expect(blocks.map((block) => whole.slice(block.from, block.to))).toEqual(lines);
        }
      }),
    );
  });
});

describe("hasOwnSign", () => {
  it("knows items that were written with a bullet or a number, and no other line", () => {
    for (const signed of ["- one", "• one", "•one", "12. twelve", "b) second", "– lunch", "- البند"]) {
      expect(hasOwnSign({ kind: "li", text: signed }), signed).toBe(true);
      expect(hasOwnSign({ kind: "p", text: signed }), signed).toBe(false);
    }
    for (const bare of ["one", "-5 degrees", "2025 was warm", "1.5 litres", "ab) no"]) {
      expect(hasOwnSign({ kind: "li", text: bare }), bare).toBe(false);
    }
  });
});

describe("blockIndexAt", () => {
  it("finds the block of any offset, a line's end included", () => {
    const blocks = buildBlocks("ab\n\ncd\n", []);
    expect([0, 2, 3, 4, 6, 99].map((offset) => blockIndexAt(blocks, offset))).toEqual([0, 0, 1, 2, 2, 2]);
    expect(blockIndexAt([], 3)).toBe(-1);
  });
});
