import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approximateSearch, SearchBudget } from "./approximate-search.ts";

/** Fewest errors of `pattern` against any stretch of `text`: the textbook table (P. Sellers, 1980). */
function fewestErrors(text: string, pattern: string): number {
  let column = Array.from({ length: pattern.length + 1 }, (_, row) => row);
  let best = column[pattern.length] as number;
  for (const unit of text) {
    const next = [0];
    for (let row = 1; row <= pattern.length; row++) {
      const same = pattern[row - 1] === unit ? 0 : 1;
      next.push(
        Math.min((column[row - 1] as number) + same, (column[row] as number) + 1, (next[row - 1] as number) + 1),
      );
    }
    column = next;
    best = Math.min(best, column[pattern.length] as number);
  }
  return best;
}

function distance(a: string, b: string): number {
  let column = Array.from({ length: a.length + 1 }, (_, row) => row);
  for (let n = 0; n < b.length; n++) {
    const next = [n + 1];
    for (let row = 1; row <= a.length; row++) {
      const same = a[row - 1] === b[n] ? 0 : 1;
      next.push(
        Math.min((column[row - 1] as number) + same, (column[row] as number) + 1, (next[row - 1] as number) + 1),
      );
    }
    column = next;
  }
  return column[a.length] as number;
}

const letters = (min: number, max: number) =>
  fc.array(fc.constantFrom("a", "b", "c"), { minLength: min, maxLength: max }).map((list) => list.join(""));

describe("approximateSearch", () => {
  it("takes no more than its budget: 32 characters of the pattern against one of the text are a step", () => {
    const text = `${"x".repeat(900)}needle in a haystack`;
    const find = (steps: number) =>
      approximateSearch(text, "needle in a haystick", 4, { budget: new SearchBudget(steps) });
    expect(find(text.length - 1)).toEqual([]);
    expect(find(2 * text.length)).toHaveLength(1);
    const shared = new SearchBudget(2 * text.length);
    const again = () => approximateSearch(text, "needle in a haystick", 4, { budget: shared });
    expect([again().length, again().length]).toEqual([1, 0]);
  });

  it("finds as few errors as the textbook table, in stretches that have just that many", () => {
    fc.assert(
      fc.property(letters(0, 120), letters(1, 90), (text, pattern) => {
        const best = fewestErrors(text, pattern);
        const found = approximateSearch(text, pattern, pattern.length);
        if (text.length === 0) return;
        // A match of nothing (all of the pattern missing) is the empty stretch: not worth finding.
        if (best === pattern.length) return;
        expect(found.length).toBeGreaterThan(0);
        for (const match of found) {
          expect(match.errors).toBe(best);
          expect(distance(text.slice(match.from, match.to), pattern)).toBe(best);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("finds nothing when more errors would be needed than are allowed", () => {
    expect(approximateSearch("the quick brown fox", "slow green turtle", 3)).toEqual([]);
    expect(approximateSearch("anything", "", 3)).toEqual([]);
  });
});
