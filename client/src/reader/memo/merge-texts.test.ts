import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeTexts } from "./merge-texts.ts";

describe("two texts made from one", () => {
  it("become one with both changes, where these are in different places", () => {
    expect(mergeTexts("The bridge.", "The old bridge.", "The bridge. It stays.")).toBe("The old bridge. It stays.");
    expect(mergeTexts("The bridge.", "The bridge. It stays.", "The old bridge.")).toBe("The old bridge. It stays.");
    expect(mergeTexts("one two three", "two three", "one two")).toBe("two");
    expect(mergeTexts("taken out", "", "taken out, added")).toBe(", added");
    // Joined with another while one went on writing at its end.
    expect(mergeTexts("Second", "First\n\n---\n\nSecond", "Second, and more")).toBe("First\n\n---\n\nSecond, and more");
  });

  it("stand below each other, where both changed the same place", () => {
    expect(mergeTexts("The bridge.", "The old bridge.", "The new bridge.")).toBe(
      "The old bridge.\n\n---\n\nThe new bridge.",
    );
    expect(mergeTexts("", "First", "Second")).toBe("First\n\n---\n\nSecond");
    expect(mergeTexts("a", "ab", "ac")).toBe("ab\n\n---\n\nac");
  });

  it("are the changed one, where only one was changed or one holds the other", () => {
    expect(mergeTexts("a", "a", "b")).toBe("b");
    expect(mergeTexts("a", "b", "a")).toBe("b");
    expect(mergeTexts("a", "b", "b")).toBe("b");
    expect(mergeTexts("", "word", "a word")).toBe("a word");
  });

  it("lose nothing that either added", () => {
    const text = fc.array(fc.constantFrom("a", "b", " ", "\n"), { maxLength: 8 }).map((letters) => letters.join(""));
    const place = fc.nat(8);
    fc.assert(
      fc.property(text, place, place, (base, one, other) => {
        const theirs = `${base.slice(0, one)}<T>${base.slice(one)}`;
        const ours = `${base.slice(0, other)}<O>${base.slice(other)}`;
        const merged = mergeTexts(base, theirs, ours);
        expect(merged).toContain("<T>");
        expect(merged).toContain("<O>");
      }),
    );
  });
});
