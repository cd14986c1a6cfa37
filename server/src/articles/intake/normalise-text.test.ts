import { describe, expect, it } from "vitest";
import { normaliseText } from "./normalise-text.ts";

describe("a normalised text", () => {
  it("has one kind of line end", () => {
    expect(normaliseText("a\r\nb\rc\u2028d\u2029e\u0085f\n")).toEqual({ ok: true, text: "a\nb\nc\nd\ne\nf\n" });
  });

  it("ends with a line end, and gets only one", () => {
    expect(normaliseText("a")).toEqual({ ok: true, text: "a\n" });
    expect(normaliseText("a\r\n")).toEqual({ ok: true, text: "a\n" });
  });

  it("keeps every other character: spaces, tabs, blank lines, form feeds, quotation marks, joiners", () => {
    const text = "\n  \t“a” \u00a0\f\n\n\n b\u200d\ufeffe\u0301 👩‍🔬  \n\n";
    expect(normaliseText(text)).toEqual({ ok: true, text });
  });

  it.each([
    ["nothing", "", "empty-text"],
    ["white space", " \r\n\t\u00a0\u3000", "blank-text"],
    ["what can't be seen", "\u200b\ufeff\u200d\n", "blank-text"],
    ["NUL", "a\0b", "binary-file"],
    ["half a surrogate pair", "a\ud83d b", "undecodable-file"],
  ])("is not made of %s", (_name, raw, code) => {
    expect(normaliseText(raw)).toEqual({ ok: false, code });
  });
});
