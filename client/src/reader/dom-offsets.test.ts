// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import {
  blockElementAt,
  forgetBlocks,
  offsetOfPoint,
  offsetsToRange,
  pointAt,
  selectionOffsets,
} from "./dom-offsets.ts";

//            0123456789 ...
const text = "Title\n\nA bold 😀 word\none\n";
let root: HTMLElement;

function selected(range: Range) {
  const selection = getSelection() as Selection;
  selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  return selectionOffsets(root, selection);
}

beforeEach(() => {
  document.body.innerHTML = `<div>before</div><article><h1 data-from="0">Title</h1><div data-from="6"></div><p data-from="7">A <strong>bold 😀</strong> word</p><ul><li data-from="22">one</li></ul></article><div>after</div>`;
  root = document.querySelector("article") as HTMLElement;
  forgetBlocks(root);
});

describe("pointAt and offsetOfPoint", () => {
  it("lead back to the same offset, through empty blocks, inline marks and emoji", () => {
    for (let offset = 0; offset < text.length; offset++) {
      for (const lean of ["before", "after"] as const) {
        const point = pointAt(root, offset, lean);
        expect(point && offsetOfPoint(root, point.node, point.offset)).toBe(offset);
      }
    }
  });

  it("choose the side where two text nodes meet", () => {
    expect(pointAt(root, 9, "before")?.node.textContent).toBe("A ");
    expect(pointAt(root, 9, "after")?.node.textContent).toBe("bold 😀");
  });

  it("answer the block itself when it is empty", () => {
    expect(pointAt(root, 6)).toEqual({ node: root.querySelectorAll("[data-from]")[1], offset: 0 });
  });

  it("stay at the nearest end for places outside the blocks", () => {
    expect(offsetOfPoint(root, document.body.firstElementChild as Node, 0)).toBe(0);
    expect(offsetOfPoint(root, document.body.lastElementChild as Node, 0)).toBe(25);
    expect(offsetOfPoint(root, root, 2)).toBe(7);
    expect(offsetOfPoint(root, root.querySelector("ul") as Node, 0)).toBe(22);
  });
});

describe("ranges", () => {
  it("slice the text as the page shows it", () => {
    for (let from = 0; from < text.length - 1; from++) {
      for (let to = from; to < text.length; to++) {
        const range = offsetsToRange(root, { from, to });
        expect(range && selected(range)).toEqual({ anchor: from, focus: to });
        expect(range?.toString()).toBe(text.slice(from, to).replaceAll("\n", ""));
      }
    }
  });

  it("of a triple click end where the next block begins", () => {
    const range = document.createRange();
    range.setStart(pointAt(root, 0)?.node as Node, 0);
    range.setEnd(root.querySelector("p") as Node, 0);
    expect(selected(range)).toEqual({ anchor: 0, focus: 7 });
  });

  it("outside the text are none", () => {
    const outside = document.createRange();
    outside.selectNodeContents(document.body.firstElementChild as Node);
    expect(selected(outside)).toBeNull();
  });

  it("keep the direction of a selection", () => {
    const selection = getSelection() as Selection;
    const start = pointAt(root, 12) as { node: Node; offset: number };
    const end = pointAt(root, 2) as { node: Node; offset: number };
    selection.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
    expect(selectionOffsets(root, selection)).toEqual({ anchor: 12, focus: 2 });
  });
});

describe("blockElementAt", () => {
  it("counts a line's end to the line", () => {
    expect(blockElementAt(root, 5)?.textContent).toBe("Title");
    expect(blockElementAt(root, 6)?.textContent).toBe("");
    expect(blockElementAt(root, 999)?.textContent).toBe("one");
  });
});
