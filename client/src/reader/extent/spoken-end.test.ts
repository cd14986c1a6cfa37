import { describe, expect, it } from "vitest";
import { spokenEnd } from "./spoken-end.ts";

const FAMILY = "👨‍👩‍👧‍👦";

function both(text: string): [start: string, end: string] {
  const ranges = [{ from: 0, to: text.length }];
  return [spokenEnd(text, ranges, { part: 0, side: "from" }), spokenEnd(text, ranges, { part: 0, side: "to" })];
}

describe("where a passage's end stands, in words", () => {
  it("says the three words beside it", () => {
    const [start, end] = both("one two three four five");
    expect(start).toContain("one two three");
    expect(start).not.toContain("four");
    expect(end).toContain("three four five");
    expect(end).not.toContain("two");
  });

  it("cuts long words between graphemes: no emoji, flag or letter with its marks in two", () => {
    for (const sign of [FAMILY, "🇱🇾", "e\u0301", "นี้", "한"]) {
      for (const lead of ["", "a", "ab", "abc"]) {
        for (const spoken of both(lead + sign.repeat(60) + lead)) {
          const signs = [...new Intl.Segmenter("en").segment(spoken)].map(({ segment }) => segment);
          const whole = new Set([...new Intl.Segmenter("en").segment(sign + lead)].map(({ segment }) => segment));
          const strange = signs.filter((one) => !whole.has(one) && !/^[\x20-\x7e“”’…]$/.test(one));
          expect(strange, `${lead}${sign}: ${spoken}`).toEqual([]);
        }
      }
    }
  });
});
