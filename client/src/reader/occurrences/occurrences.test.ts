import { describe, expect, it } from "vitest";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { findInText } from "../search/find-in-text.ts";
import { annotatedAlready, contextOf, MOST_OCCURRENCES, mostAtOnce, quoteToFind } from "./occurrences.ts";

const ADA = "ada0000000000000";
const TEXT = "The bridge is old. A bridge opens.\nBridges close.\n";

function annotation(from: number, to: number, tags: string[], author = ADA): ResolvedAnnotation {
  const marks = tags.map((tag) => ({ tag, by: author, at: 1 }));
  return { author, tags: marks, ranges: [{ from, to }] } as Partial<ResolvedAnnotation> as ResolvedAnnotation;
}

describe("contextOf", () => {
  it("shows the line around an occurrence", () => {
    const [first] = findInText(TEXT, "bridge");
    expect(first && contextOf(TEXT, first)).toEqual({
      before: "The ",
      match: "bridge",
      after: " is old. A bridge opens.",
    });
  });

  it("cuts long lines between words, and no character", () => {
    const text = `${"wordy ".repeat(20)}here${" 👩‍👩‍👧".repeat(30)}\n`;
    const [range] = findInText(text, "here");
    const { before, after } = contextOf(text, range ?? { from: 0, to: 1 });
    expect(before).toMatch(/^… (wordy )+$/);
    expect(after).toMatch(/^( 👩‍👩‍👧)+ …$/u);
  });
});

describe("annotatedAlready", () => {
  const ranges = findInText(TEXT, "bridge", { wholeWords: true });
  const options = { tags: ["a"], actor: ADA, sameTag: (id: string) => (id === "merged" ? "a" : id) };
  const [first, second] = ranges.map(({ from }) => from);

  it("knows those with all of the tags, whoever made them, merged tags included", () => {
    expect([...annotatedAlready(ranges, [annotation(4, 10, ["a", "b"], "ben")], options)]).toEqual([first]);
    expect([...annotatedAlready(ranges, [annotation(4, 10, ["merged"])], options)]).toEqual([first]);
    expect([...annotatedAlready(ranges, [annotation(4, 10, ["b"])], options)]).toEqual([]);
  });

  it("asks for the same passage, and without tags for one's own", () => {
    const own = { ...options, tags: [] };
    expect([...annotatedAlready(ranges, [annotation(4, 11, [])], own)]).toEqual([]);
    expect([...annotatedAlready(ranges, [annotation(21, 27, [])], own)]).toEqual([second]);
    expect([...annotatedAlready(ranges, [annotation(21, 27, [], "ben")], own)]).toEqual([]);
  });
});

describe("quoteToFind", () => {
  it("takes the words of the passage, shortened where nobody would type so many", () => {
    expect(quoteToFind(TEXT, { from: 3, to: 11 })).toBe("bridge");
    expect(quoteToFind("👩‍👩‍👧".repeat(100), { from: 0, to: 800 })).toBe("👩‍👩‍👧".repeat(37));
  });
});

describe("what is made at once", () => {
  const MIB = 1024 * 1024;
  const note = (length: number) => mostAtOnce({ quote: "bridge", note: "x".repeat(length), tags: 1 });

  it("is every occurrence, with short notes or none", () => {
    expect(note(0)).toBe(MOST_OCCURRENCES);
    expect(note(500)).toBe(MOST_OCCURRENCES);
  });

  it("stays within what the server takes in one piece, however long the note, and with how many tags", () => {
    const long = note(20_000);
    expect(long).toBeGreaterThan(50);
    expect(long * 20_000).toBeLessThan(2 * MIB);
    expect(mostAtOnce({ quote: "語".repeat(300), note: "語".repeat(20_000), tags: 50 }) * 60_900).toBeLessThan(2 * MIB);
    // Three entries and one for each tag: the server takes 15,000.
    for (const tags of [0, 5, 10, 50]) {
      expect(mostAtOnce({ quote: "a", note: "a", tags }) * (3 + tags)).toBeLessThan(15_000);
    }
  });
});
