import { mentionMark } from "@postil/shared/schema/comment";
import { describe, expect, it } from "vitest";
import { findReaders, type KnownNames, mentionBefore, toStored, toTyped, uniqueNames } from "./mention-text.ts";

const BEN = "ben-0000000000000001";
const BEA = "bea-0000000000000001";
const reader = (name: string, actor: string) => ({ name, actor, colour: 0, canComment: true });
const readers = [reader("Ben", BEN), reader("Ben Okri", BEA), reader("Åsa Berg", "asa-0000000000000001")];
const nameOf = (actor: string) => readers.find((one) => one.actor === actor)?.name;

describe("a field with mentions", () => {
  it("shows names, and stores who is meant", () => {
    const known: KnownNames = new Map();
    const stored = `Ask ${mentionMark({ name: "Benny", actor: BEN })}, then ${mentionMark({ name: "B", actor: BEA })}!`;
    const typed = toTyped(stored, nameOf, known);
    expect(typed).toBe("Ask @Ben, then @Ben Okri!");
    const again = toStored(typed, known);
    expect(again).toBe(
      `Ask ${mentionMark({ name: "Ben", actor: BEN })}, then ${mentionMark({ name: "Ben Okri", actor: BEA })}!`,
    );
    expect(toTyped(again, nameOf, new Map())).toBe(typed);
  });

  it("mentions nobody in addresses, in longer words, and by names that are not known", () => {
    const known = uniqueNames(readers);
    for (const text of ["ben@Ben", "@Benjamin", "@Bens", "@Cai", "@", "@@", "mail a.b@Ben.org"]) {
      expect(toStored(text, known)).toBe(text);
    }
    expect(toStored("@Ben's", known)).toBe(`${mentionMark({ name: "Ben", actor: BEN })}'s`);
  });

  it("leaves names that two people share to be picked", () => {
    expect([...uniqueNames([...readers, reader("Ben", "ben-0000000000000002")]).keys()]).toEqual([
      "Ben Okri",
      "Åsa Berg",
    ]);
  });
});

describe("completion", () => {
  it("begins at an @ that begins a word, and ends with the line", () => {
    expect(mentionBefore("Ask @be", 7)).toEqual({ from: 4, typed: "be" });
    expect(mentionBefore("@", 1)).toEqual({ from: 0, typed: "" });
    expect(mentionBefore("a@be", 4)).toBeNull();
    expect(mentionBefore("@be\nnext", 8)).toBeNull();
    expect(mentionBefore("@ be", 4)).toBeNull();
    expect(mentionBefore(`@${"b".repeat(80)}`, 81)).toBeNull();
  });

  it("offers names that begin so first, whatever their accents", () => {
    expect(findReaders(readers, "b", 8).map(({ name }) => name)).toEqual(["Ben", "Ben Okri", "Åsa Berg"]);
    expect(findReaders(readers, "asa b", 8).map(({ name }) => name)).toEqual(["Åsa Berg"]);
    expect(findReaders(readers, "ben ", 8).map(({ name }) => name)).toEqual(["Ben Okri"]);
    expect(findReaders(readers, "", 2)).toHaveLength(2);
  });
});
