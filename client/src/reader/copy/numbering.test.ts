import { describe, expect, it } from "vitest";
import { numberNotes, passagesOf, piecesOf } from "./numbering.ts";

const note = (id: string, ...ranges: [number, number][]) => ({
  id,
  ranges: ranges.map(([from, to]) => ({ from, to })),
});
const plain = (from: number, to: number) => [{ from, to, bold: false, italic: false, href: null }];

/** A text of one line "0123456789…", cut into pieces, with [ ] around what is marked and the numbers behind. */
function drawn(notes: ReturnType<typeof note>[], length = 10, from = 0): string {
  const block = { from, to: from + length, inlines: plain(0, length) };
  return piecesOf(block, passagesOf(numberNotes(notes)))
    .map(({ from: at, to, marked, ends }) => {
      const text = Array.from({ length: to - at }, (_, index) => (at + index - from) % 10).join("");
      return (marked ? `[${text}]` : text) + ends.map(({ number }) => `^${number}`).join("");
    })
    .join("");
}

describe("the numbers of notes", () => {
  it("follow the text, whatever order the notes come in", () => {
    const numbered = numberNotes([note("late", [8, 9]), note("early", [1, 4]), note("shorter", [1, 2]), note("none")]);
    expect(numbered.map(({ number, note: { id } }) => [number, id])).toEqual([
      [1, "shorter"],
      [2, "early"],
      [3, "late"],
    ]);
  });
});

describe("a block of the reading copy", () => {
  it("has each passage marked, with its number behind it", () => {
    expect(drawn([note("a", [2, 4]), note("b", [6, 8])])).toBe("01[23]^145[67]^289");
  });

  it("tells passages that overlap, and those that end together", () => {
    expect(drawn([note("a", [1, 5]), note("b", [3, 8])])).toBe("0[12][34]^1[567]^289");
    expect(drawn([note("a", [1, 5]), note("b", [3, 5])])).toBe("0[12][34]^1^256789");
  });

  it("writes the same number behind every part of a passage in several parts", () => {
    expect(drawn([note("a", [1, 3], [6, 8])])).toBe("0[12]^1345[67]^189");
  });

  it("goes on in the next block, and ends where the passage does, with or without the line break", () => {
    const over = [note("a", [8, 14])];
    expect(drawn(over)).toBe("01234567[89]");
    expect(drawn(over, 10, 11)).toBe("[012]^13456789");
    expect(drawn([note("a", [8, 11])])).toBe("01234567[89]^1");
    expect(drawn([note("a", [8, 10])])).toBe("01234567[89]^1");
  });

  it("keeps what is bold, and links, through passages that cross them", () => {
    const block = {
      from: 0,
      to: 10,
      inlines: [
        { from: 0, to: 4, bold: true, italic: false, href: null },
        { from: 4, to: 10, bold: false, italic: false, href: "https://example.org/" },
      ],
    };
    const pieces = piecesOf(block, passagesOf(numberNotes([note("a", [2, 6])])));
    expect(
      pieces.map(({ from, to, inline, marked, ends }) => [
        from,
        to,
        inline.bold,
        inline.href !== null,
        marked,
        ends.length,
      ]),
    ).toEqual([
      [0, 2, true, false, false, 0],
      [2, 4, true, false, true, 0],
      [4, 6, false, true, true, 1],
      [6, 10, false, true, false, 0],
    ]);
  });
});
