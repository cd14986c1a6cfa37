import { describe, expect, it } from "vitest";
import { rank } from "./rank.ts";

const items = [
  { id: "undo", title: "Undo your last step" },
  { id: "highlight", title: "Highlight" },
  { id: "article", title: "Der Höhlenmensch", also: "Artikel" },
  { id: "next", title: "Next article" },
  { id: "tag", title: "Framing > Threat" },
];
const found = (typed: string, recent: string[] = []) => rank(items, typed, recent).map(({ id }) => id);

describe("looking for something by name", () => {
  it("finds beginnings before words before parts before letters in order", () => {
    expect(found("high")).toEqual(["highlight"]);
    expect(found("art")).toEqual(["next", "article"]);
    expect(found("hlt")).toEqual(["highlight"]);
    expect(found("last undo")).toEqual(["undo"]);
    expect(found("xyz")).toEqual([]);
  });

  it("ignores case and accents, in what is typed and in what is there", () => {
    expect(found("HOHLEN")).toEqual(["article"]);
    expect(found("thréat")).toEqual(["tag"]);
  });

  it("shows what was used last first, with nothing typed and among equals", () => {
    expect(found("", ["tag", "undo"])).toEqual(["tag", "undo", "highlight", "article", "next"]);
    expect(found("t", ["tag"])[0]).toBe("tag");
  });

  it("doesn't take letters from all over a long title", () => {
    expect(found("uts")).toEqual([]);
  });
});
