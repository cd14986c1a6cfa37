import { describe, expect, it } from "vitest";
import { buildBlocks } from "../blocks.ts";
import { headingAt, type OutlineItem, outlineTree } from "./outline-tree.ts";

/** Blocks of an article whose lines begin with "# ", "## " or "### " where they are headings. */
function article(...lines: string[]) {
  let from = 0;
  const marks = lines.flatMap((line) => {
    const kind = /^#+/.exec(line)?.[0].length;
    const mark = { kind: `h${kind}` as "h1" | "h2" | "h3", from, to: from + line.length };
    from += line.length + 1;
    return kind ? [mark] : [];
  });
  return buildBlocks(`${lines.join("\n")}\n`, marks);
}

const drawn = (items: readonly OutlineItem[]): unknown[] =>
  items.map(({ text, children }) => (children.length > 0 ? [text, drawn(children)] : text));

describe("the outline", () => {
  it("has each heading below the one it belongs to", () => {
    const blocks = article("# A", "words", "## B", "### C", "## D", "# E");
    expect(drawn(outlineTree(blocks))).toEqual([["# A", [["## B", ["### C"]], "## D"]], "# E"]);
  });

  it("leaves no gap where a level was left out, and begins where the article does", () => {
    expect(drawn(outlineTree(article("### A", "# B", "### C", "## D")))).toEqual(["### A", ["# B", ["### C", "## D"]]]);
    expect(outlineTree(article("only words"))).toEqual([]);
  });

  it("knows under which heading a place stands", () => {
    const blocks = article("words", "# A", "words", "## B");
    const keys = blocks.map(({ key }) => key);
    expect([0, 5, 6, 12, 16, 99].map((offset) => headingAt(blocks, offset))).toEqual([
      null,
      null,
      keys[1],
      keys[1],
      keys[3],
      keys[3],
    ]);
  });
});
