import { describe, expect, it } from "vitest";
import { LONGEST_CELL, serialDay, sheetCell, xmlText } from "./sheet-cells.ts";

describe("a cell of a worksheet", () => {
  it("holds times and whole numbers as such, and text as text", () => {
    expect(sheetCell("2025-04-30T12:00:00.000Z", "dateTime")).toBe('<c s="2"><v>45777.5</v></c>');
    expect(sheetCell("12", "integer")).toBe("<c><v>12</v></c>");
    expect(sheetCell("12", "string")).toContain('t="inlineStr"');
    expect(sheetCell("", "string")).toBe("<c/>");
    expect(serialDay(Date.UTC(1899, 0, 1))).toBeNull();
    expect(sheetCell("1899-01-01T00:00:00.000Z", "dateTime")).toContain("1899-01-01");
  });

  it("never holds a formula", () => {
    for (const sign of ["=", "+", "-", "@", "\t", "＝"]) {
      expect(sheetCell(`${sign}1+1`, "string")).toMatch(/^<c t="inlineStr" s="3">/);
    }
  });

  it("holds no more than fits, and whole characters", () => {
    const [, text = ""] = /preserve">(.*)<\/t>/s.exec(sheetCell("🌊".repeat(20_000), "string")) ?? [];
    expect(text.length).toBeLessThanOrEqual(LONGEST_CELL);
    expect(text).toMatch(/^🌊+ \[…\]$/u);
  });

  it("is well-formed XML whatever is written in it", () => {
    expect(xmlText('<a b="c">&\u0000\u0008\r_x0041_\ud800')).toBe(
      "&lt;a b=&quot;c&quot;&gt;&amp;_x0000__x0008__x000D__x005F_x0041__xD800_",
    );
  });
});
