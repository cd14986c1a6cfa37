import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { articleText } from "../document/text-document.ts";
import { anchorSchema } from "../schema/anchor.ts";
import { describeAnchor, joinRanges } from "./describe.ts";
import { resolveAnchor } from "./resolve.ts";
import { textSnapshot } from "./text-snapshot.ts";

const TEXT =
  "The first paragraph says little.\nThe second says that offsets are hard 😀 and that people edit.\nThe last ends it.\n";

function article(text = TEXT): Y.Doc {
  const doc = new Y.Doc();
  articleText(doc).insert(0, text);
  return doc;
}

function at(doc: Y.Doc, words: string): { from: number; to: number } {
  const from = textSnapshot(doc).text.indexOf(words);
  return { from, to: from + words.length };
}

function quoted(doc: Y.Doc, ranges: { from: number; to: number }[]): string[] {
  return ranges.map(({ from, to }) => textSnapshot(doc).text.slice(from, to));
}

describe("an anchor", () => {
  it("fits its schema and finds its passage by position", () => {
    const doc = article();
    const anchor = describeAnchor(textSnapshot(doc), [at(doc, "offsets are hard")]);
    expect(anchorSchema.safeParse(anchor).success).toBe(true);
    const found = resolveAnchor(textSnapshot(doc), anchor);
    expect(found.state).toBe("position");
    expect(quoted(doc, found.ranges)).toEqual(["offsets are hard"]);
  });

  it("leaves out text typed at its edges and takes in text typed inside", () => {
    const doc = article();
    const range = at(doc, "offsets are hard");
    const anchor = describeAnchor(textSnapshot(doc), [range]);
    articleText(doc).insert(range.to, "er");
    articleText(doc).insert(range.from + 8, "always ");
    articleText(doc).insert(range.from, "all ");
    expect(quoted(doc, resolveAnchor(textSnapshot(doc), anchor).ranges)).toEqual(["offsets always are hard"]);
  });

  it("finds by its quote a passage that was taken out and typed again elsewhere", () => {
    const doc = article();
    const anchor = describeAnchor(textSnapshot(doc), [at(doc, "The second says that offsets are hard")]);
    articleText(doc).delete(at(doc, "The second").from, "The second says that offsets are hard".length);
    articleText(doc).insert(0, "The second says that offsets are hard. ");
    const found = resolveAnchor(textSnapshot(doc), anchor);
    expect(found.state).toBe("quote");
    expect(found.ranges).toEqual([{ from: 0, to: 37 }]);
  });

  it("finds it with some letters changed, and is orphaned when nothing like it stands there", () => {
    const doc = article();
    const anchor = describeAnchor(textSnapshot(doc), [at(doc, "The second says that offsets are hard")]);
    articleText(doc).delete(0, articleText(doc).length - 1);
    articleText(doc).insert(0, "Here the second said that offset are hard, they say.");
    expect(resolveAnchor(textSnapshot(doc), anchor)).toMatchObject({ state: "quote" });
    articleText(doc).delete(0, articleText(doc).length - 1);
    articleText(doc).insert(0, "Nothing of the kind is written in this version at all.");
    expect(resolveAnchor(textSnapshot(doc), anchor)).toEqual({ state: "orphaned", ranges: [] });
  });

  it("tells equal quotes apart by what stands around them", () => {
    const doc = article("one two one. three one two.\n");
    const last = { from: 19, to: 22 };
    const anchor = describeAnchor(textSnapshot(doc), [last]);
    const copy = article("x one two one. three one two.\n");
    expect(resolveAnchor(textSnapshot(copy), anchor)).toEqual({ state: "quote", ranges: [{ from: 21, to: 24 }] });
  });

  it("keeps the two ends of a passage over 2,000 units and finds it in another copy of the text", () => {
    const long = Array.from({ length: 700 }, (_, n) => `word${n}`).join(" ");
    const doc = article(`Before. ${long} After.\n`);
    const anchor = describeAnchor(textSnapshot(doc), [{ from: 8, to: 8 + long.length }]);
    expect(anchorSchema.safeParse(anchor).success).toBe(true);
    const copy = article(`New words. Before. ${long} After.\n`);
    expect(resolveAnchor(textSnapshot(copy), anchor)).toEqual({
      state: "quote",
      ranges: [{ from: 19, to: 19 + long.length }],
    });
  });

  it("holds several passages and keeps those that are left", () => {
    const doc = article();
    const anchor = describeAnchor(textSnapshot(doc), [at(doc, "The last"), at(doc, "first paragraph")]);
    expect(anchor.segments.map((segment) => segment.exact)).toEqual(["first paragraph", "The last"]);
    articleText(doc).delete(at(doc, "first paragraph").from, "first paragraph".length);
    expect(quoted(doc, resolveAnchor(textSnapshot(doc), anchor).ranges)).toEqual(["The last"]);
  });

  it("never cuts a character in two", () => {
    const doc = article();
    const emoji = at(doc, "😀");
    const anchor = describeAnchor(textSnapshot(doc), [{ from: emoji.from + 1, to: emoji.to + 1 }]);
    expect(anchor.segments[0]?.exact).toBe("😀 ");
  });

  it("refuses ranges outside the text and empty ones", () => {
    const source = textSnapshot(article());
    expect(() => describeAnchor(source, [{ from: 5, to: 5 }])).toThrow(RangeError);
    expect(() => describeAnchor(source, [{ from: 0, to: TEXT.length + 1 }])).toThrow(RangeError);
    expect(() => describeAnchor(source, [])).toThrow(RangeError);
  });

  it("is orphaned, not a crash, when its positions are rubbish", () => {
    const doc = article();
    const anchor = describeAnchor(textSnapshot(doc), [at(doc, "offsets are hard")]);
    const broken = {
      ...anchor,
      segments: anchor.segments.map((segment) => ({
        ...segment,
        start: "AAAA",
        end: "zzzz",
        exact: "not in the text",
      })),
    };
    expect(resolveAnchor(textSnapshot(doc), broken).state).toBe("orphaned");
  });

  it("stands by its characters through any edits outside its passage", () => {
    fc.assert(
      fc.property(
        fc.nat(TEXT.length - 2),
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.tuple(fc.nat(1000), fc.string({ minLength: 1, maxLength: 6 })), { maxLength: 12 }),
        (start, length, edits) => {
          const doc = article();
          const range = { from: start, to: Math.min(TEXT.length - 1, start + length) };
          fc.pre(range.from < range.to);
          const anchor = describeAnchor(textSnapshot(doc), [range]);
          const exact = anchor.segments[0]?.exact;
          for (const [place, words] of edits) {
            const now = resolveAnchor(textSnapshot(doc), anchor).ranges[0];
            if (!now) throw new Error("lost");
            const outside = place % 2 === 0 ? place % (now.from + 1) : now.to + (place % (TEXT.length - range.to + 1));
            articleText(doc).insert(Math.min(outside, articleText(doc).length), words);
          }
          const found = resolveAnchor(textSnapshot(doc), anchor);
          expect(found.state).toBe("position");
          expect(quoted(doc, found.ranges)).toEqual([exact]);
        },
      ),
    );
  });
});

describe("an anchor made to cost", () => {
  const noise = (length: number, seed: number) =>
    Array.from({ length }, (_, at) => String.fromCharCode(97 + ((at * at * 7 + at * seed) % 25))).join("");

  it("is searched for only so far, however long its quotes and the text are", () => {
    const words = "SOMEBODY WROTE A SENTENCE HERE. ".repeat(8);
    const doc = article(noise(100_000, 3) + words);
    const anchor = describeAnchor(textSnapshot(doc), [{ from: 0, to: 2_000 }]);
    const [segment] = anchor.segments;
    if (!segment) throw new Error("no segment");
    const junk = Array.from({ length: 10 }, (_, at) => ({ ...segment, exact: noise(2_000, at + 40).toUpperCase() }));
    const nearly = { ...segment, exact: words.replace("WROTE", "ROTE") };
    const resolve = (...segments: (typeof nearly)[]) => resolveAnchor(textSnapshot(doc), { ...anchor, segments });
    expect(resolve(nearly)).toMatchObject({ state: "quote", ranges: [{}] });
    expect(resolve(...junk.slice(0, 1), nearly)).toMatchObject({ state: "quote", ranges: [{}] });
    expect(resolve(...junk, nearly)).toEqual({ state: "orphaned", ranges: [] });
  });
});

describe("joinRanges", () => {
  it("sorts, joins what touches and covers the same characters", () => {
    const range = fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const covered = (list: { from: number; to: number }[]) =>
          new Set(list.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, n) => from + n)));
        const joined = joinRanges(ranges);
        expect(covered(joined)).toEqual(covered(ranges));
        for (let n = 1; n < joined.length; n++) {
          expect((joined[n - 1] as { to: number }).to).toBeLessThan((joined[n] as { from: number }).from);
        }
      }),
    );
  });
});
