import { describe, expect, it } from "vitest";
import { parseAttributeFilter } from "./attribute-filter.ts";

describe("filters by attribute", () => {
  it("gather the values of one name and keep names apart", () => {
    const filter = parseAttributeFilter(["outlet:Reuters", "wave:1", "outlet:AP"]);
    expect([...filter]).toEqual([
      ["outlet", ["Reuters", "AP"]],
      ["wave", ["1"]],
    ]);
  });

  it("split at the first colon only", () => {
    expect([...parseAttributeFilter(["url:https://example.org"])]).toEqual([["url", ["https://example.org"]]]);
  });
});
