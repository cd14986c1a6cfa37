import { newId } from "@postil/shared/schema/ids";
import { describe, expect, it } from "vitest";
import { addressesSomebody } from "./addresses-somebody.ts";

const entry = (map: string, value: unknown) => ({ map, key: "one", actor: "ada", value });

describe("what is committed addresses somebody", () => {
  it.each(["comments", "commentTexts", "assignees", "deletions"])("by an entry of %s, also one taken out", (map) => {
    expect(addressesSomebody([entry("annotations", {}), entry(map, {})])).toBe(true);
    expect(addressesSomebody([entry(map, undefined)])).toBe(true);
  });

  it("by a note that mentions somebody", () => {
    expect(addressesSomebody([entry("notes", { text: `Look, @[Ben](actor:${newId()})`, editedAt: 1 })])).toBe(true);
  });

  it.each([
    ["a highlight with a tag", [entry("annotations", {}), entry("anchors", {}), entry("tags", {})]],
    ["a note that mentions nobody", [entry("notes", { text: "To Ben, in passing", editedAt: 1 })]],
    ["a note taken out", [entry("notes", undefined)]],
    ["nothing", []],
  ])("not by %s", (_what, revisions) => {
    expect(addressesSomebody(revisions)).toBe(false);
  });
});
