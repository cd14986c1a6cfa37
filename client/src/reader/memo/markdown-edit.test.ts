import { describe, expect, it } from "vitest";
import { type Edited, type Format, format } from "./markdown-edit.ts";

/** "a [b] c": the selection stands between the brackets. */
function read(marked: string): Edited {
  const from = marked.indexOf("‹");
  const to = marked.indexOf("›") - 1;
  return { text: marked.replace(/[‹›]/g, ""), from, to };
}

function show({ text, from, to }: Edited): string {
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}

const after = (marked: string, how: Format) => show(format(read(marked), how));

describe("formatting a memo", () => {
  it("puts marks around what is selected, and takes them off again", () => {
    expect(after("the ‹old› bridge", "bold")).toBe("the **‹old›** bridge");
    expect(after("the **‹old›** bridge", "bold")).toBe("the ‹old› bridge");
    expect(after("the ‹› bridge", "italic")).toBe("the _‹›_ bridge");
  });

  it("marks every line that is touched", () => {
    expect(after("one\nt‹wo\nthr›ee\nfour", "list")).toBe("one\n- t‹wo\n- thr›ee\nfour");
    expect(after("‹one\ntwo›", "numbered")).toBe("1. ‹one\n2. two›");
    expect(after("one\n\n‹two›", "quote")).toBe("one\n\n> ‹two›");
    expect(after("‹›", "heading")).toBe("## ‹›");
  });

  it("takes the marks off when all lines have one", () => {
    expect(after("- t‹wo\n- thr›ee", "list")).toBe("t‹wo\nthr›ee");
    expect(after("## ‹Title›", "heading")).toBe("‹Title›");
  });

  it("marks lines anew that had another number", () => {
    expect(after("‹3. one\ntwo›", "numbered").replace(/[‹›]/g, "")).toBe("1. one\n2. two");
  });

  it("leaves a line alone that the selection only ends before", () => {
    expect(format({ text: "one\ntwo", from: 0, to: 4 }, "list").text).toBe("- one\ntwo");
  });

  it("makes a link whose address is to be written over", () => {
    expect(after("see ‹the book›", "link")).toBe("see [the book](‹https://›)");
  });
});
