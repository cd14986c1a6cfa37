import { describe, expect, it } from "vitest";
import { firstSpoken, LANGUAGES, regionOf } from "./languages.ts";

describe("the language of a person who has chosen none", () => {
  it("is the first of the browser's that is here", () => {
    expect(firstSpoken(["fr-CA", "de-AT", "en"])).toBe("de");
    expect(firstSpoken(["EN-gb", "de"])).toBe("en");
  });

  it("is English where none is", () => {
    expect(firstSpoken(["fr", "ja"])).toBe("en");
    expect(firstSpoken([])).toBe("en");
    expect(firstSpoken(["toString", "constructor-x"])).toBe("en");
  });
});

describe("the region", () => {
  it("is the browser's for that language", () => expect(regionOf("de", ["en-GB", "de-CH", "de"])).toBe("de-CH"));
  it("is left open where the browser names none", () => expect(regionOf("de", ["en-GB"])).toBe("de"));
});

describe("every language", () => {
  it("says its own name and what to do when it can't be loaded", () => {
    const names = Object.values(LANGUAGES).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { unloaded } of Object.values(LANGUAGES)) expect(unloaded.length).toBeGreaterThan(20);
  });
});
