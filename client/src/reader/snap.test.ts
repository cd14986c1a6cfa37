import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { snapSelection, stepFrom } from "./snap.ts";

function snapped(text: string, from: number, to: number, exact = false): string | null {
  const range = snapSelection(text, { from, to }, { exact });
  return range && text.slice(range.from, range.to);
}

describe("snapSelection", () => {
  it("grows to whole words and drops white space at the ends", () => {
    expect(snapped("Officials have discussed it.\n", 2, 12)).toBe("Officials have");
    expect(snapped("Officials have discussed it.\n", 9, 15)).toBe("have");
    expect(snapped("one\ntwo\n", 0, 4)).toBe("one");
  });

  it("keeps apostrophes inside words and leaves punctuation that was not selected", () => {
    expect(snapped("They don’t say.\n", 6, 8)).toBe("don’t");
    expect(snapped("They don't say.\n", 11, 13)).toBe("say");
  });

  it("keeps the exact ends when asked", () => {
    expect(snapped("Officials have\n", 2, 12, true)).toBe("ficials ha");
  });

  it("answers null for nothing but white space", () => {
    expect(snapped("a  \n\n b\n", 1, 6)).toBeNull();
    expect(snapped("abc\n", 2, 2)).toBeNull();
  });

  it("never cuts a surrogate pair, a combining mark or a family of emoji", () => {
    expect(snapped("x 😀 y\n", 3, 4, true)).toBe("😀");
    expect(snapped("cafe\u0301s\n", 0, 4, true)).toBe("cafe\u0301");
    const family = "👩‍👩‍👧";
    expect(snapped(`a ${family} b\n`, 4, 6, true)).toBe(family);
  });

  it("finds words where nothing is written between them", () => {
    expect(snapped("我喜欢阅读报纸\n", 4, 5)).toBe("阅读");
    expect(snapped("ภาษาไทยง่าย\n", 1, 2)).toBe("ภาษา");
  });

  it("never shrinks what was selected, except by white space, and stays in the text", () => {
    const part = fc.constantFrom("a", "é", "e\u0301", " ", "\n", "😀", "语", ".");
    fc.assert(
      fc.property(fc.array(part), fc.nat(30), fc.nat(30), fc.boolean(), (parts, a, b, exact) => {
        const text = `${parts.join("")}\n`;
        const range = { from: Math.min(a, b), to: Math.max(a, b) };
        const found = snapSelection(text, range, { exact });
        if (!found) {
          expect(text.slice(range.from, range.to).trim()).toBe("");
          return;
        }
        expect(found.from).toBeGreaterThanOrEqual(0);
        expect(found.to).toBeLessThanOrEqual(text.length);
        const wanted = text.slice(range.from, range.to);
        expect(text.slice(found.from, found.to)).toContain(wanted.trim());
        expect(() => encodeURIComponent(text.slice(found.from, found.to))).not.toThrow();
      }),
    );
  });
});

describe("stepFrom", () => {
  const text = "First one. Second one.\n\nThird.\n";
  it("goes by sentence", () => {
    expect(stepFrom(text, 0, "sentence", 1)).toBe(11);
    expect(stepFrom(text, 11, "sentence", 1)).toBe(24);
    expect(stepFrom(text, 15, "sentence", -1)).toBe(11);
    expect(stepFrom(text, 24, "sentence", -1)).toBe(11);
    expect(stepFrom(text, 0, "sentence", -1)).toBe(0);
  });
  it("goes by paragraph, over blank lines", () => {
    expect(stepFrom(text, 3, "paragraph", 1)).toBe(24);
    expect(stepFrom(text, 24, "paragraph", -1)).toBe(0);
    expect(stepFrom(text, 26, "paragraph", -1)).toBe(24);
    expect(stepFrom(text, 24, "paragraph", 1)).toBe(text.length - 1);
  });
});
