import { expect, it } from "vitest";
import { diffRows } from "./diff-rows.ts";
import { diffWords } from "./word-diff.ts";

const rows = (before: string, after: string) =>
  diffRows(before, diffWords(before, after)).map((row) =>
    "skipped" in row
      ? row.skipped
      : row.pieces
          .map(({ kind, text }) => ({ same: text, deleted: `-${text}-`, inserted: `+${text}+` })[kind])
          .join(""),
  );

it("shows the lines that differ, one around each, and how many are left out", () => {
  const before = "a\nb\nc\nd quik e\nf\ng\nh\n";
  expect(rows(before, before.replace("quik", "quick"))).toEqual([2, "c", "d -quik-+quick+ e", "f", 2]);
});

it("shows line breaks that came and went", () => {
  expect(rows("one two\n", "one\ntwo\n")).toEqual(["one- -+¶+", "two"]);
  expect(rows("a\nb\n", "a\n")).toEqual(["a", "-b¶-"]);
});

it("shows nothing of texts that are the same", () => {
  expect(rows("a\n\nb\n", "a\n\nb\n")).toEqual([2]);
});
