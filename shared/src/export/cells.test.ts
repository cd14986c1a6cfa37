import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defuse, guardCells, numberCell, oneLine, timeCell } from "./cells.ts";

const STARTERS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];

describe("cells of a CSV", () => {
  it.each(STARTERS)("defuses a cell that begins with %j", (starter) => {
    expect(defuse(`${starter}1+1`)).toBe(`'${starter}1+1`);
    expect(defuse(starter)).toBe(`'${starter}`);
  });

  it("leaves alone what a spreadsheet would not run", () => {
    for (const cell of ["", "1+1", "a=b", " =1", "'=1", "x@example.org", "\n"]) expect(defuse(cell)).toBe(cell);
  });

  it("never lets a cell begin with what runs, and changes nothing but that first character", () => {
    const unit = fc.constantFrom(...STARTERS, "'", " ", "\n", "a", "é", "🌊", "\u0000", "\ufeff");
    const cell = fc.array(unit, { maxLength: 6 }).map((units) => units.join(""));
    fc.assert(
      fc.property(cell, (text) => {
        const defused = defuse(text);
        expect(STARTERS.some((starter) => defused.startsWith(starter))).toBe(false);
        expect([text, `'${text}`]).toContain(defused);
      }),
    );
  });

  it("gives exact cells when they are asked for raw", () => {
    expect(guardCells(["=1", "a"], true)).toEqual(["=1", "a"]);
    expect(guardCells(["=1", "a"], false)).toEqual(["'=1", "a"]);
  });

  it("writes times as ISO 8601 in UTC and leaves out what isn't there", () => {
    expect(timeCell(Date.UTC(2025, 3, 30, 12, 0, 0, 5))).toBe("2025-04-30T12:00:00.005Z");
    expect(timeCell(null)).toBe("");
    expect(numberCell(0)).toBe("0");
    expect(numberCell(null)).toBe("");
  });

  it("puts a text of several lines on one", () => {
    expect(oneLine("a\r\nb\nc\rd\u2028e")).toBe("a b c d e");
  });
});
