import { describe, expect, it } from "vitest";
import { plainMarkdown } from "./plain-markdown.ts";

describe("a note without its marks", () => {
  it("keeps every word of emphasis, code and links", () => {
    expect(plainMarkdown("A **strong** and *soft* `claim`, see [the report](https://example.org/a).")).toBe(
      "A strong and soft claim, see the report.",
    );
    expect(plainMarkdown("see https://example.org/a_b_c")).toBe("see https://example.org/a_b_c");
  });

  it("gives paragraphs and items a line each", () => {
    expect(plainMarkdown("Two sides:\n\n- repair\n- **replace**\n\nNeither is cheap.")).toBe(
      "Two sides:\n• repair\n• replace\nNeither is cheap.",
    );
  });

  it("leaves what it doesn't know as it was typed", () => {
    expect(plainMarkdown("# Not a heading <b>nor bold</b>")).toBe("# Not a heading <b>nor bold</b>");
    expect(plainMarkdown("2 * 3 * 4, a_b_c, 5 > 4")).toBe("2 * 3 * 4, a_b_c, 5 > 4");
  });

  it("leaves a memo's headings, quotes and rules without their marks, and a note's as typed", () => {
    const memo = "# What it says\n\n> A *quote*.\n\n---\n\nThe end.";
    expect(plainMarkdown(memo, { long: true }).split("\n")).toEqual(["What it says", "A quote.", "", "The end."]);
    expect(plainMarkdown("# no heading")).toBe("# no heading");
  });
});
