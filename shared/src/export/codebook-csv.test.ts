import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CODEBOOK_COLUMNS, codebookRecord, examplesCell, guarded, readExamples, unguarded } from "./codebook-csv.ts";

const sign = fc.constantFrom("=", "+", "-", "@", "\t", "＝", "'", "\\", "|", "\n", "n", " ", "a", "🌊", ":");
const text = fc.array(sign, { maxLength: 8 }).map((signs) => signs.join(""));
/** As the codebook holds it: trimmed, not empty. */
const line = text.map((value) => value.trim());
const example = fc.record({
  quote: line.filter((value) => value !== ""),
  source: line,
  annotation: fc.option(fc.constant("annotation-000001"), { nil: null }),
});

describe("a codebook's cells", () => {
  it("are never run by a spreadsheet, and come back as they were", () => {
    fc.assert(
      fc.property(text, (cell) => {
        expect(guarded(cell)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
        expect(unguarded(guarded(cell))).toBe(cell);
      }),
    );
    expect([guarded("=1"), guarded("'=1"), guarded("'a"), guarded("a")]).toEqual(["'=1", "''=1", "'a", "a"]);
  });

  it("hold examples, one a line, that come back as they were", () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 4 }), (examples) => {
        const cell = examplesCell(examples);
        expect(readExamples(cell)).toEqual(examples);
        expect(readExamples(cell.replaceAll("\n", "\r\n"))).toEqual(examples);
      }),
    );
    expect(examplesCell([{ quote: "A | b\nc", source: "p. 3", annotation: null }])).toBe("A \\| b\\nc | p. 3");
    expect(readExamples("A quote\n\n  Another |its source ")).toEqual([
      { quote: "A quote", source: "", annotation: null },
      { quote: "Another", source: "its source", annotation: null },
    ]);
  });

  it("stand in the order of the columns", () => {
    const cells = codebookRecord(
      {
        path: ["Framing", "Threat"],
        description: "=What",
        whenToUse: "Always",
        whenNot: "Never",
        examples: [{ quote: "Q", source: "", annotation: null }],
        colour: 11,
        sign: "-",
        shortcut: 3,
        archived: true,
        guid: "00000000-0000-4000-8000-000000000000",
      },
      false,
    );
    expect(Object.fromEntries(CODEBOOK_COLUMNS.map((column, index) => [column, cells[index]]))).toEqual({
      path: "Framing > Threat",
      definition: "'=What",
      when_to_use: "Always",
      when_not: "Never",
      examples: "Q",
      colour: "slate",
      sign: "'-",
      shortcut: "3",
      archived: "yes",
      guid: "00000000-0000-4000-8000-000000000000",
    });
  });
});
