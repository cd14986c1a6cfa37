import { describe, expect, it } from "vitest";
import { withoutPauses } from "./text-history.ts";

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);

describe("the history of a text", () => {
  it("takes what was typed with short pauses for one version", () => {
    const rows = [
      { text: "Second thoughts", actor: "ada", at: at(500) },
      { text: "First thoughts", actor: "ada", at: at(50) },
      { text: "First th", actor: "ada", at: at(2) },
      { text: "First", actor: "ada", at: at(0) },
    ];
    expect(withoutPauses(rows).map(({ text }) => text)).toEqual(["Second thoughts", "First thoughts"]);
  });

  it("keeps what different people wrote apart, however soon, and says nothing twice", () => {
    const rows = [
      { text: "b", actor: "ben", at: at(900) },
      { text: "b", actor: "ben", at: at(200) },
      { text: "a", actor: "ada", at: at(199) },
    ];
    expect(withoutPauses(rows).map(({ text, actor }) => text + actor)).toEqual(["bben", "aada"]);
  });
});
