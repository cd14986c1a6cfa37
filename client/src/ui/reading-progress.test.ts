import { describe, expect, it } from "vitest";
import { readFraction } from "./ReadingProgress.tsx";

describe("how far somebody has read", () => {
  it("is nothing before they began, and everything only at the end", () => {
    expect(readFraction(null, 100)).toBe(0);
    expect(readFraction(0, 100)).toBe(0);
    expect(readFraction(50, 100)).toBe(0.5);
    expect(readFraction(9_960, 10_000)).toBe(0.99);
    // The line break at the end is nothing to read.
    expect(readFraction(9_999, 10_000)).toBe(1);
    // A correction may have made it shorter.
    expect(readFraction(12_000, 10_000)).toBe(1);
    expect(readFraction(10, 0)).toBe(0);
  });
});
