import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessHeadings } from "./guess-headings.ts";

const PARAGRAPH = `${"A sentence that says something about the matter at hand. ".repeat(5).trim()}`;

function marked(text: string): string[] {
  return guessHeadings(text).map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);
}

describe("headings", () => {
  it("are short lines over paragraphs; the first line's is the title", () => {
    const text = `The title of it\n\n${PARAGRAPH}\n\nWhat came before\n\n${PARAGRAPH}\n`;
    expect(marked(text)).toEqual(["h1 The title of it", "h2 What came before"]);
  });

  it("are found where no blank lines stand between paragraphs", () => {
    expect(marked(`${PARAGRAPH}\nReactions from Kigali\n${PARAGRAPH}\n${PARAGRAPH}\n`)).toEqual([
      "h2 Reactions from Kigali",
    ]);
  });

  it("include a title with a byline and a date between it and the text, and not these", () => {
    const text = `Talks with two countries\nBy Somebody Else\nApril 30, 2025\n\n${PARAGRAPH}\n${PARAGRAPH}\n`;
    expect(marked(text)).toEqual(["h1 Talks with two countries"]);
  });

  it("may close a text that has some, in the same style", () => {
    const text = `${PARAGRAPH}\nThe First Part\n${PARAGRAPH}\nThe Second Part\n${PARAGRAPH}\nLeave a Reply\n`;
    expect(marked(text).at(-1)).toBe("h2 Leave a Reply");
  });

  it.each([
    ["a sentence", `${PARAGRAPH}\nHe said no.\n${PARAGRAPH}\n`],
    ["a sentence in quotation marks", `${PARAGRAPH}\n“The further away, the better.”\n${PARAGRAPH}\n`],
    ["what leads to a list", `${PARAGRAPH}\nKey concerns include:\n${PARAGRAPH}\n`],
    ["a line that begins in lower case", `${PARAGRAPH}\nand so it went\n${PARAGRAPH}\n`],
    ["a short line over another", `${PARAGRAPH}\nLEAVE A REPLY\nPlease enter a comment\n`],
    ["a name that comes again and again", `Anna\n${PARAGRAPH}\n`.repeat(4)],
    ["a paragraph of 10,000 characters", `${"word ".repeat(2_000)}\n${"word ".repeat(4_000)}\n`],
    ["a lone last line without others before", `${PARAGRAPH}\nLeave a Reply\n`],
  ])("are never taken for one: %s", (_name, text) => {
    expect(marked(text)).toEqual([]);
  });

  it("aren't the short last lines of paragraphs that are broken at a width", () => {
    const wrapped = `${"These words go on until the line is full and then go on.\n".repeat(4)}Short end without stop\n`;
    expect(marked(`${wrapped}\n${wrapped}\n${wrapped}`)).toEqual([]);
    expect(marked(`${wrapped}\nThe next part\n\n${wrapped}`)).toEqual(["h2 The next part"]);
  });
});

describe("list items", () => {
  it("begin with a bullet", () => {
    expect(marked(`${PARAGRAPH}\n\n  • Libya is one\n\n  • Rwanda another\n`)).toEqual([
      "li   • Libya is one",
      "li   • Rwanda another",
    ]);
  });

  it("begin with a dash or a number when two stand together, and not alone", () => {
    expect(marked(`${PARAGRAPH}\n- one\n- two\n${PARAGRAPH}\n1. first\n2. second\n`)).toEqual([
      "li - one",
      "li - two",
      "li 1. first",
      "li 2. second",
    ]);
    expect(marked(`${PARAGRAPH}\n– No, she said\n${PARAGRAPH}\n`)).toEqual([]);
  });
});

describe("marks", () => {
  it("cover whole lines, in order, whatever the text", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom("", "• item", "- item", "A Heading", PARAGRAPH, "x".repeat(10_000)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = `${lines.map((one) => one.replaceAll("\n", " ")).join("\n")}\n`;
        let last = -1;
        for (const { from, to } of guessHeadings(text)) {
          expect(from).toBeGreaterThan(last);
          expect(from === 0 || text[from - 1] === "\n").toBe(true);
          expect(text[to]).toBe("\n");
          expect(text.slice(from, to)).not.toContain("\n");
          last = to;
        }
      }),
    );
  });
});
