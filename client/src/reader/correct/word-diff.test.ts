import { type TextEdit, trimEdit } from "@postil/shared/anchor/text-edits";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffWords } from "./word-diff.ts";

function carriedOut(text: string, edits: readonly TextEdit[]): string {
  return [...edits].reverse().reduce((all, { from, to, insert }) => all.slice(0, from) + insert + all.slice(to), text);
}

describe("what differs between two texts", () => {
  it("is told in words", () => {
    const before = "The quik fox.\nIt jumps.\nIt sleeps.\n";
    expect(diffWords(before, "The quick fox.\nIt sleeps.\nIt dreams.\n")).toEqual([
      { from: 4, to: 8, insert: "quick" },
      { from: 14, to: 24, insert: "" },
      { from: 35, to: 35, insert: "It dreams.\n" },
    ]);
  });

  it("is told in words where no spaces part them", () => {
    const [edit] = diffWords("我们昨天在北京开会。\n", "我们今天在北京开会。\n");
    expect(edit?.insert).toBe("今天");
  });

  it("always makes the one of the other, as it is and cut to its characters", () => {
    const text = fc
      .array(fc.constantFrom("one ", "two", " three", "\n", "😀", "é", ".", "中文"))
      .map((of) => of.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = diffWords(before, after);
        expect(carriedOut(before, edits)).toBe(after);
        expect(
          carriedOut(
            before,
            edits.flatMap((edit) => trimEdit(before, edit) ?? []),
          ),
        ).toBe(after);
      }),
    );
  });

  it("is coarser rather than late where two long texts have nothing in common", () => {
    const words = (seed: number) =>
      Array.from({ length: 40_000 }, (_, index) => `w${(index * 7_919 + seed) % 99_991}${seed}`).join(" ");
    const [before, after] = [words(1), words(2)];
    const edits = diffWords(before, after, 100);
    expect(carriedOut(before, edits)).toBe(after);
  });
});
