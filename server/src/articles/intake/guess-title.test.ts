import { describe, expect, it } from "vitest";
import { guessTitle } from "./guess-title.ts";

describe("a file's title", () => {
  it("is its first short line", () => {
    expect(guessTitle("\n  Talks with two countries  \n\nA long paragraph.\n", "a.txt")).toBe(
      "Talks with two countries",
    );
  });

  it("is the file's name when the first line is a paragraph or a sentence", () => {
    expect(guessTitle(`${"word ".repeat(40)}\n`, "interview 07.txt")).toBe("interview 07");
    expect(guessTitle("She said nothing.\nMore.\n", "002_note.v2.txt")).toBe("002_note.v2");
  });

  it("is the file's name when the first line holds 10,000 characters", () => {
    expect(guessTitle(`${"x".repeat(10_000)}\n`, "long.txt")).toBe("long");
  });

  it("holds no folder, no control character and at most 300 characters", () => {
    expect(guessTitle("A sentence.\n", "C:\\texts\\one\u0007two.txt")).toBe("one two");
    expect(guessTitle("A sentence.\n", `${"n".repeat(400)}.txt`)).toHaveLength(300);
    expect(guessTitle("A\ttabbed title\n", "x.txt")).toBe("A tabbed title");
  });

  it("is never empty", () => {
    expect(guessTitle("A sentence.\n", ".txt")).toBe(".txt");
    expect(guessTitle("A sentence.\n", "")).toBe("Untitled");
  });
});
