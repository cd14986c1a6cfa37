import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmenter } from "../graphemes.ts";
import { type FindOptions, findInText } from "./find-in-text.ts";

const found = (text: string, query: string, options?: FindOptions) =>
  findInText(text, query, options).map(({ from, to }) => text.slice(from, to));

describe("findInText", () => {
  it("finds every place, in order, none over another", () => {
    expect(findInText("aaaa b aa\n", "aa")).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
      { from: 7, to: 9 },
    ]);
    expect(findInText("aaaa", "aa", { limit: 1 })).toHaveLength(1);
  });

  it("finds nothing for nothing", () => {
    for (const query of ["", "  ", "\u00ad", "\n"]) expect(findInText("a b\u00ad\n", query)).toEqual([]);
    expect(findInText("", "a")).toEqual([]);
  });

  it("tells capitals apart only when asked, in every language", () => {
    expect(found("The bank, the Bank", "bank")).toEqual(["bank", "Bank"]);
    expect(found("The bank, the Bank", "Bank", { matchCase: true })).toEqual(["Bank"]);
    expect(found("ΟΔΟΣ οδός", "οδος", { ignoreDiacritics: true })).toEqual(["ΟΔΟΣ", "οδός"]);
    expect(found("İstanbul, ISTANBUL, istanbul, ıstanbul", "istanbul")).toEqual([
      "İstanbul",
      "ISTANBUL",
      "istanbul",
      "ıstanbul",
    ]);
    expect(found("Straße STRASSE strasse", "straße")).toEqual(["Straße", "STRASSE", "strasse"]);
    expect(found("Straße STRASSE strasse", "Straße", { matchCase: true })).toEqual(["Straße"]);
  });

  it("keeps offsets right behind characters that grow or shrink when folded", () => {
    const text = "ß İ ﬁ e\u0301 ﷺ 😀 end";
    expect(findInText(text, "end")).toEqual([{ from: text.length - 3, to: text.length }]);
    expect(found(text, "fi")).toEqual(["ﬁ"]);
    expect(found("of\u00adfice oﬃce office", "office")).toEqual(["of\u00adfice", "oﬃce", "office"]);
  });

  it("never finds half a character", () => {
    expect(found("Fuß", "s")).toEqual([]);
    expect(found("Fuß", "ss")).toEqual(["ß"]);
    expect(found("ﬁne", "ine")).toEqual([]);
    expect(found("ﬁne", "fine")).toEqual(["ﬁne"]);
    expect(found("x\u0302", "x")).toEqual([]);
    expect(found("👩‍👩‍👧 👩", "👩")).toEqual(["👩"]);
    expect(found("👍🏽 👍", "👍")).toEqual(["👍"]);
    expect(found("🇩🇪🇫🇷", "🇪🇫")).toEqual([]);
    expect(found("🇩🇪🇫🇷", "🇫🇷")).toEqual(["🇫🇷"]);
    expect(found("कि क", "क")).toEqual(["क"]);
  });

  it("takes spellings that look the same for the same", () => {
    expect(found("café cafe\u0301", "café")).toEqual(["café", "cafe\u0301"]);
    expect(found("한국 \u1112\u1161\u11ab국", "한국")).toHaveLength(2);
    expect(found("don’t “so” a\u00a0b Ｐｏｓｔ", "don't")).toEqual(["don’t"]);
    expect(found("don’t “so” a\u00a0b Ｐｏｓｔ", '"so" a b post')).toHaveLength(1);
  });

  it("ignores diacritics when asked, but no letters", () => {
    const options = { ignoreDiacritics: true };
    expect(found("café cafe CAFÉ", "cafe")).toEqual(["cafe"]);
    expect(found("café cafe CAFÉ", "cafe", options)).toEqual(["café", "cafe", "CAFÉ"]);
    expect(found("Łódź Malmø Ærø", "lodz", options)).toEqual(["Łódź"]);
    expect(found("Łódź Malmø Ærø", "aero", options)).toEqual(["Ærø"]);
    expect(found("سَلَام سلام", "سلام", options)).toHaveLength(2);
    expect(found("שָׁלוֹם", "שלום", options)).toHaveLength(1);
    expect(found("мой мои", "мои", options)).toEqual(["мои"]);
    expect(found("ёлка елка", "елка", options)).toEqual(["ёлка", "елка"]);
    // Voicing and vowels make another word of it.
    expect(found("がく かく", "かく", options)).toEqual(["かく"]);
    expect(found("กา กี", "ก", options)).toEqual(["ก"]);
  });

  it("finds whole words, also where nothing is written between them", () => {
    const options = { wholeWords: true };
    expect(found("art, artist, art. Part art's", "art", options)).toEqual(["art", "art"]);
    expect(found("don't don", "don", options)).toEqual(["don"]);
    expect(found("say 'art' or (art)", "art", options)).toEqual(["art", "art"]);
    expect(found("阅读报纸", "读报", options)).toEqual([]);
    expect(found("我喜欢阅读报纸", "阅读", options)).toEqual(["阅读"]);
    expect(found("ภาษาไทย", "ไทย", { ...options, locale: "th" })).toEqual(["ไทย"]);
    expect(found("ภาษาไทย", "ษาไทย", { ...options, locale: "th" })).toEqual([]);
  });

  it("finds each stretch of whole graphemes where it stands, and cuts none elsewhere", () => {
    const part = fc.constantFrom(
      "a",
      "A",
      "é",
      "e\u0301",
      "ß",
      "İ",
      "ﬁ",
      " ",
      "\n",
      "😀",
      "👩‍👧",
      "语",
      "कि",
      "🇩🇪",
      "한",
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1 }),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        fc.boolean(),
        (parts, a, b, matchCase, ignoreDiacritics) => {
          const text = parts.join("");
          const edges = [...segmenter("grapheme").segment(text)].map(({ index }) => index).concat(text.length);
          const [x, y] = [edges[a % edges.length] as number, edges[b % edges.length] as number];
          const [from, to] = [Math.min(x, y), Math.max(x, y)];
          const ranges = findInText(text, text.slice(from, to), { matchCase, ignoreDiacritics });
          for (const range of ranges) {
            expect(edges).toContain(range.from);
            expect(edges).toContain(range.to);
          }
          if (text.slice(from, to).trim() === "") return;
          // It is found there, unless an earlier match lies over its beginning.
          expect(ranges.some((range) => range.from <= from && range.to > from)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
