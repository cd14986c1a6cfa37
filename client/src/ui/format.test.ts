import { afterEach, describe, expect, it } from "vitest";
import { speak } from "../words/catalogue.ts";
import { english } from "../words/english.ts";
import { capitalised, compareNames, formatDate, formatList, formatNumber, formatRelative } from "./format.ts";

afterEach(() => speak("en", english));

describe("formats", () => {
  it("follow the chosen language, not the machine's", () => {
    expect(formatNumber(1234.5)).toBe("1,234.5");
    expect(formatList(["Ada", "Ben", "Cem"])).toBe("Ada, Ben, and Cem");
    expect(formatRelative(-1, "day")).toBe("yesterday");
    speak("de", english);
    expect(formatNumber(1234.5)).toBe("1.234,5");
    expect(formatList(["Ada", "Ben", "Cem"])).toBe("Ada, Ben und Cem");
    expect(formatRelative(-1, "day")).toBe("gestern");
    expect(formatDate("2025-04-30T12:00:00Z", { dateStyle: "medium", timeZone: "UTC" })).toBe("30.04.2025");
  });

  it("follow the region where it is known", () => {
    speak("en-GB", english);
    expect(formatDate("2025-04-30T12:00:00Z", { dateStyle: "medium", timeZone: "UTC" })).toBe("30 Apr 2025");
  });
});

describe("the order of names", () => {
  it("counts numbers as numbers", () =>
    expect(["Text 10", "Text 2"].sort(compareNames)).toEqual(["Text 2", "Text 10"]));

  it("is the language's own", () => {
    const names = ["Öl", "Zoll", "Orte"];
    speak("de", english);
    expect([...names].sort(compareNames)).toEqual(["Öl", "Orte", "Zoll"]);
    speak("sv", english);
    expect([...names].sort(compareNames)).toEqual(["Orte", "Zoll", "Öl"]);
  });
});

describe("a capital at the beginning", () => {
  it("is given by the language", () => {
    speak("tr", english);
    expect(capitalised("istanbul")).toBe("İstanbul");
  });

  it("leaves what has no capitals, and whole characters", () => {
    expect(capitalised("東京")).toBe("東京");
    expect(capitalised("𐐨x")).toBe("𐐀x");
    expect(capitalised("")).toBe("");
  });
});
