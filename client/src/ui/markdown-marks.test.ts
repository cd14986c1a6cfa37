import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { describe, expect, it } from "vitest";
import { mayHoldMarkdown } from "./markdown-marks.ts";

const full = (piece: string) => piece.repeat(Math.floor(MAX_NOTE_LENGTH / piece.length));
const reads = (text: string) => mayHoldMarkdown(text, { long: true });

describe("reading a text as Markdown", () => {
  it("is for those that people write", () => {
    const memo =
      "# On the bridge\n\n> Quoted\n> > within\n\n1. first\n   - a\n   - b\n\n---\n\nSee **this** and [that](https://example.org).\n\n";
    expect(reads(memo)).toBe(true);
    expect(reads(memo.repeat(40))).toBe(true);
    expect(reads(`${"- one of many\n".repeat(900)}`)).toBe(true);
    expect(reads("-".repeat(80))).toBe(true);
    expect(reads("Plain words, and more of them.")).toBe(false);
  });

  // Each of these has kept a page busy for seconds, or ended it.
  it.each([
    ["quotes in quotes", full("> ")],
    ["quotes without spaces", full(">")],
    ["lists in lists", full("1. - ")],
    ["lists in quotes, line by line", full("> - > - > - > - > - > - a\n")],
    ["lists in lists, line by line", full("1. - 1. - 1. - 1. - a\n")],
    ["lines without end", full("a\n==\n")],
    ["items without end", full("- a\n")],
    ["stars", full("*")],
    ["stars and strokes", full("*_")],
    ["brackets", full("[a](")],
  ])("isn't for %s", (_, text) => {
    expect(reads(text)).toBe(false);
    expect(mayHoldMarkdown(text)).toBe(false);
  });
});
