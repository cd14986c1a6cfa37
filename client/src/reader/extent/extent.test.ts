import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmenter } from "../graphemes.ts";
import type { TextRange } from "../text-range.ts";
import { joinParts, nearestEnd, onto, stepEnd, withEnd, withoutRange } from "./extent.ts";

const TEXT = "The old swing bridge, they say.\nIt opens twice a day.\n";

function at(words: string, text = TEXT): TextRange {
  const from = text.indexOf(words);
  return { from, to: from + words.length };
}

const quotes = (ranges: readonly TextRange[], text = TEXT) => ranges.map(({ from, to }) => text.slice(from, to));

describe("joinParts", () => {
  it("makes one of passages that overlap, touch or have only spaces between them", () => {
    expect(quotes(joinParts(TEXT, [at("bridge"), at("old swing")]))).toEqual(["old swing bridge"]);
    expect(quotes(joinParts(TEXT, [at("old swing"), at("swing bridge")]))).toEqual(["old swing bridge"]);
    expect(quotes(joinParts(TEXT, [at("bridge"), at("they")]))).toEqual(["bridge", "they"]);
  });

  it("keeps paragraphs apart", () => {
    expect(quotes(joinParts(TEXT, [at("say."), at("It")]))).toEqual(["say.", "It"]);
  });

  it("covers exactly what was covered, in order, whatever the passages", () => {
    const range = fc
      .tuple(fc.nat(TEXT.length), fc.nat(TEXT.length))
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const joined = joinParts(
          TEXT,
          ranges.filter(({ from, to }) => from < to),
        );
        for (let offset = 0; offset < TEXT.length; offset++) {
          const was = ranges.some(({ from, to }) => from <= offset && offset < to);
          const is = joined.some(({ from, to }) => from <= offset && offset < to);
          expect(is || !was).toBe(true);
          if (is && !was) expect(TEXT[offset]).toBe(" ");
        }
        for (const [index, one] of joined.slice(1).entries()) expect(one.from).toBeGreaterThan(joined[index]?.to ?? 0);
      }),
    );
  });
});

describe("withoutRange", () => {
  it("takes a passage, a piece of one or its middle out", () => {
    const parts = [at("old swing bridge"), at("twice a day")];
    expect(quotes(withoutRange(TEXT, parts, at("twice a day")))).toEqual(["old swing bridge"]);
    expect(quotes(withoutRange(TEXT, parts, at("old swing")))).toEqual(["bridge", "twice a day"]);
    expect(quotes(withoutRange(TEXT, parts, at("swing")))).toEqual(["old", "bridge", "twice a day"]);
    expect(withoutRange(TEXT, parts, { from: 0, to: TEXT.length })).toEqual([]);
    expect(withoutRange(TEXT, parts, at("It opens"))).toEqual(parts);
  });
});

describe("stepEnd", () => {
  const grow = (ranges: TextRange[], part: number, side: "from" | "to", direction: 1 | -1, options = {}) =>
    quotes(stepEnd(TEXT, ranges, { part, side }, direction, options));

  it("moves either end by a word", () => {
    expect(grow([at("swing")], 0, "to", 1)).toEqual(["swing bridge"]);
    expect(grow([at("swing bridge")], 0, "to", 1)).toEqual(["swing bridge, they"]);
    expect(grow([at("swing bridge")], 0, "to", -1)).toEqual(["swing"]);
    expect(grow([at("swing")], 0, "from", -1)).toEqual(["old swing"]);
    expect(grow([at("old swing")], 0, "from", 1)).toEqual(["swing"]);
  });

  it("goes over a line's end, but not past the text's", () => {
    expect(grow([at("say.")], 0, "to", 1)).toEqual(["say.\nIt"]);
    expect(grow([at("It")], 0, "from", -1)).toEqual(["say.\nIt"]);
    expect(grow([at("day")], 0, "to", 1)).toEqual(["day"]);
    expect(grow([at("The")], 0, "from", -1)).toEqual(["The"]);
  });

  it("leaves a word at least, by characters one", () => {
    expect(grow([at("swing")], 0, "to", -1)).toEqual(["swing"]);
    expect(grow([at("swing")], 0, "from", 1)).toEqual(["swing"]);
    expect(grow([at("swing")], 0, "to", -1, { exact: true })).toEqual(["swin"]);
    expect(grow([at("w")], 0, "to", -1, { exact: true })).toEqual(["w"]);
  });

  it("joins a passage with the one it runs into", () => {
    expect(grow([at("old"), at("bridge")], 0, "to", 1)).toEqual(["old swing bridge"]);
    expect(grow([at("old"), at("bridge")], 1, "from", -1)).toEqual(["old swing bridge"]);
  });

  it("takes words where nothing is written between them, and never half a character", () => {
    const chinese = "我喜欢阅读报纸\n";
    expect(
      quotes(stepEnd(chinese, [at("喜欢", chinese)], { part: 0, side: "to" }, 1, { locale: "zh" }), chinese),
    ).toEqual(["喜欢阅读"]);
    const emoji = "a 👩‍👩‍👧 e\u0301 b\n";
    expect(quotes(stepEnd(emoji, [{ from: 0, to: 1 }], { part: 0, side: "to" }, 1), emoji)).toEqual(["a 👩‍👩‍👧"]);
    const exact = { exact: true };
    expect(quotes(stepEnd(emoji, [{ from: 0, to: 2 }], { part: 0, side: "to" }, 1, exact), emoji)).toEqual([
      "a 👩‍👩‍👧",
    ]);
    expect(quotes(stepEnd(emoji, [at("e\u0301 b", emoji)], { part: 0, side: "from" }, 1, exact), emoji)).toEqual([
      " b",
    ]);
  });

  it("comes back to where it was", () => {
    const edges = [...segmenter("word").segment(TEXT)].filter(({ isWordLike }) => isWordLike);
    for (const { index, segment } of edges.slice(1, -2)) {
      const start = [{ from: index, to: index + segment.length }];
      const longer = stepEnd(TEXT, start, { part: 0, side: "to" }, 1);
      expect(stepEnd(TEXT, longer, { part: 0, side: "to" }, -1)).toEqual(start);
      const earlier = stepEnd(TEXT, start, { part: 0, side: "from" }, -1);
      expect(stepEnd(TEXT, earlier, { part: 0, side: "from" }, 1)).toEqual(start);
    }
  });
});

describe("withEnd", () => {
  it("puts an end where it is wanted, but never beyond the other", () => {
    const swing = at("swing");
    expect(quotes(withEnd(TEXT, [swing], { part: 0, side: "to" }, at("bridge").to))).toEqual(["swing bridge"]);
    expect(quotes(withEnd(TEXT, [swing], { part: 0, side: "to" }, 0))).toEqual(["s"]);
    expect(quotes(withEnd(TEXT, [swing], { part: 0, side: "from" }, TEXT.length))).toEqual(["g"]);
    const family = "👩‍👩‍👧 x\n";
    expect(quotes(withEnd(family, [{ from: 0, to: 10 }], { part: 0, side: "to" }, 0), family)).toEqual(["👩‍👩‍👧"]);
  });
});

describe("nearestEnd", () => {
  const { from, to } = at("swing");
  it("takes the word's end that the pointer is nearer to", () => {
    expect(nearestEnd(TEXT, from + 4, "to")).toBe(to);
    expect(nearestEnd(TEXT, from + 1, "to")).toBe(at("old").to);
    expect(nearestEnd(TEXT, from + 1, "from")).toBe(from);
    expect(nearestEnd(TEXT, from + 4, "from")).toBe(at("bridge").from);
    expect(nearestEnd(TEXT, from, "from")).toBe(from);
    expect(nearestEnd(TEXT, to, "to")).toBe(to);
  });

  it("stays between characters when it is to be exact", () => {
    expect(nearestEnd(TEXT, from + 2, "to", { exact: true })).toBe(from + 2);
    expect(nearestEnd("a👩‍👩‍👧b\n", 4, "to", { exact: true })).toBe(1);
    expect(nearestEnd("a👩‍👩‍👧b\n", 8, "to", { exact: true })).toBe(9);
  });
});

describe("onto", () => {
  const parts = [at("old"), at("bridge")];
  it("keeps the end when the other passages changed, and gives way when its own did", () => {
    expect(onto(parts, [at("old"), at("bridge")], { part: 0, side: "to" })).toEqual({ part: 0, side: "to" });
    expect(onto(parts, [at("The old"), at("bridge")], { part: 0, side: "to" })).toEqual({ part: 0, side: "to" });
    expect(onto(parts, [at("old swing"), at("bridge")], { part: 0, side: "to" })).toBeNull();
    expect(onto(parts, [at("old")], { part: 0, side: "to" })).toBeNull();
  });
});
