import { describe, expect, it } from "vitest";
import { isDeeper } from "./json-body.ts";

const deeper = (json: string, most: number) => isDeeper(Buffer.from(json), most);

describe("how deep a JSON text nests", () => {
  it("counts lists and objects within one another", () => {
    expect(deeper('{"a": [{"b": 1}]}', 3)).toBe(false);
    expect(deeper('{"a": [{"b": 1}]}', 2)).toBe(true);
  });

  it("doesn't count those beside one another", () => {
    expect(deeper(`[${"{},[],".repeat(1_000)}1]`, 2)).toBe(false);
  });

  it("doesn't count brackets in strings, whatever is escaped there", () => {
    expect(deeper(JSON.stringify({ text: '[[[["{{{{\\' }), 1)).toBe(false);
    expect(deeper(JSON.stringify({ text: "\\", more: [[1]] }), 2)).toBe(true);
  });

  it("is told of text that is no JSON at all", () => {
    expect(deeper("[".repeat(100), 32)).toBe(true);
    expect(deeper("]]]]", 1)).toBe(false);
  });
});
