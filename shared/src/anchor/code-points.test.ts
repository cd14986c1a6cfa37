import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodePointIndex } from "./code-points.ts";

describe("CodePointIndex", () => {
  it("agrees with counting the characters of the string's parts, both ways", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "é", "😀", "字", "\n"), { maxLength: 40 }), (characters) => {
        const text = characters.join("");
        const index = new CodePointIndex(text);
        let utf16 = 0;
        for (let n = 0; n <= characters.length; n++) {
          expect(index.toCodePoints(utf16)).toBe(n);
          expect(index.toUtf16(n)).toBe(utf16);
          utf16 += characters[n]?.length ?? 0;
        }
      }),
    );
  });
});
