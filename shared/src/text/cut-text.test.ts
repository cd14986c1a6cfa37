import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, cutWords } from "./cut-text.ts";

/** Letters of many scripts, marks that combine with them, and emoji of several code points. */
const pieces = fc.constantFrom(
  ...[
    "a",
    "ß",
    "e\u0301",
    "a\u0323\u0302",
    "ש\u05b8",
    "ل\u0651\u064e",
    "क्षि",
    "กำ",
    "ที่",
    "한",
    "각",
    "漢",
    "葛\u{e0100}",
    "ガ",
  ],
  ...["👩‍👩‍👧‍👦", "👍🏽", "🇩🇪", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️", "1️⃣", "𝒳", " ", " ", ".", "\n"],
);
const texts = fc.array(pieces, { maxLength: 300 }).map((parts) => parts.join(""));
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const count = (text: string) => [...segmenter.segment(text)].length;

describe("a text that is cut", () => {
  it("is its own beginning, no longer than asked, and cuts no grapheme in two", () => {
    fc.assert(
      fc.property(texts, fc.nat(400), (text, most) => {
        for (const cut of [cutText(text, most), cutWords(text, most)]) {
          expect(text.startsWith(cut)).toBe(true);
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(count(cut) + count(text.slice(cut.length))).toBe(count(text));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("loses no more than one grapheme", () => {
    fc.assert(
      fc.property(texts, fc.nat(400), (text, most) => {
        const cut = cutText(text, most);
        if (cut.length === text.length) return;
        const next = segmenter.segment(text.slice(cut.length))[Symbol.iterator]().next().value?.segment ?? "";
        expect(cut.length + next.length).toBeGreaterThan(most);
      }),
    );
  });

  it("stays whole when it is short enough", () => {
    expect(cutText("👩‍👩‍👧‍👦", 11)).toBe("👩‍👩‍👧‍👦");
    expect(cutText("👩‍👩‍👧‍👦", 10)).toBe("");
  });

  it("ends with a whole word, with spaces or without", () => {
    expect(cutWords("A small harbour town", 12)).toBe("A small");
    expect(cutWords("港の町は小さい。人々は静かに暮らす。", 4)).toBe("港の町は");
    expect(cutWords("เมืองท่าเล็กๆ แห่งหนึ่ง", 8)).toBe("เมืองท่า");
    expect(cutWords("x".repeat(100), 10)).toBe("x".repeat(10));
  });
});
