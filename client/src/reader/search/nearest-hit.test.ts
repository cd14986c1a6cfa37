import { describe, expect, it } from "vitest";
import { hitBeside, hitFrom } from "./nearest-hit.ts";

const hits = [3, 10, 20].map((from) => ({ from, to: from + 2 }));

describe("the hit one is at", () => {
  it("is the first one from where one reads on, and after the last one the first again", () => {
    expect([0, 3, 4, 11, 20, 21].map((offset) => hitFrom(hits, offset))).toEqual([0, 0, 1, 2, 2, 0]);
    expect(hitFrom([], 4)).toBe(-1);
  });

  it("is followed by the next one, round the ends", () => {
    expect([0, 1, 2].map((index) => hitBeside(hits, index, 1))).toEqual([1, 2, 0]);
    expect([0, 1, 2].map((index) => hitBeside(hits, index, -1))).toEqual([2, 0, 1]);
    expect(hitBeside([], -1, 1)).toBe(-1);
  });
});
