import { describe, expect, it } from "vitest";
import { caretStep } from "./caret.ts";

const press = (key: string, ...held: ("ctrlKey" | "altKey" | "shiftKey" | "metaKey")[]) => ({
  key,
  ctrlKey: held.includes("ctrlKey"),
  altKey: held.includes("altKey"),
  shiftKey: held.includes("shiftKey"),
  metaKey: held.includes("metaKey"),
});

describe("caretStep", () => {
  it("goes by character and line, with Ctrl by word and paragraph, with Alt by sentence", () => {
    expect(caretStep(press("ArrowRight"))).toEqual({ by: "character", towards: "right" });
    expect(caretStep(press("ArrowLeft", "ctrlKey", "shiftKey"))).toEqual({ by: "word", towards: "left" });
    expect(caretStep(press("ArrowDown"))).toEqual({ by: "line", towards: "forward" });
    expect(caretStep(press("ArrowUp", "metaKey"))).toEqual({ by: "paragraph", towards: "backward" });
    expect(caretStep(press("ArrowDown", "altKey"))).toEqual({ by: "sentence", towards: "forward" });
  });

  it("goes to the ends of the line and of the text", () => {
    expect(caretStep(press("Home"))).toEqual({ by: "lineboundary", towards: "backward" });
    expect(caretStep(press("End", "ctrlKey"))).toEqual({ by: "documentboundary", towards: "forward" });
  });

  it("leaves other keys and the browser's history alone", () => {
    for (const key of ["a", "PageDown", "Tab", " "]) expect(caretStep(press(key))).toBeNull();
    expect(caretStep(press("ArrowLeft", "altKey"))).toBeNull();
  });
});
