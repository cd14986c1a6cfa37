import { defuse } from "@postil/shared/export/cells";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOM, toCsv } from "./csv.ts";

const nasty = fc.constantFrom(
  '"',
  ",",
  "\r\n",
  "\n",
  "\r",
  "\t",
  "=",
  "'",
  "\ufeff",
  " ",
  "\u2028",
  "🌊",
  ";",
  "\\",
  "",
);
const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.array(fc.oneof(nasty, fc.string({ maxLength: 3 })), { maxLength: 6 }).map((parts) => parts.join("")),
);
// A record of one empty cell is an empty line, which readers skip; no shape of ours has one column.
const records = fc
  .integer({ min: 2, max: 6 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

function read(csv: string): string[][] {
  // As the readers do that end a record at any line break outside of quotes.
  return parse(csv, { bom: true, record_delimiter: ["\r\n", "\n", "\r"] });
}

describe("CSV", () => {
  it("gives back every field, raw as it was and else with formulas defused", () => {
    fc.assert(
      fc.property(records, fc.boolean(), (rows, raw) => {
        const expected = raw ? rows : rows.map((row) => row.map(defuse));
        expect(read(BOM + toCsv(rows, raw))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("ends every record with CRLF and quotes what needs it", () => {
    expect(toCsv([["a", 'say "x"', "1,2", "two\nlines", "=1+1", "", " b "]], false)).toBe(
      'a,"say ""x""","1,2","two\nlines",\'=1+1,, b \r\n',
    );
  });

  it("writes the same in parts as at once", () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        expect(toCsv(a, false) + toCsv(b, false)).toBe(toCsv([...a, ...b], false));
      }),
    );
  });

  it("writes nothing for no records", () => {
    expect(toCsv([], false)).toBe("");
  });
});
