import { describe, expect, it } from "vitest";
import { textLanguage } from "./text-language.ts";

describe("the language of a text", () => {
  it("is what its attributes say", () => {
    expect(textLanguage("Der Hafen schläft.", { outlet: "it", Language: "de" })).toBe("de");
    expect(textLanguage("港", { lang: "zh-hant-tw" })).toBe("zh-Hant-TW");
  });

  it("is told by its script otherwise", () => {
    expect(textLanguage("港の町は小さく、人々は静かに暮らす。", {})).toBe("ja");
    expect(textLanguage("海港小城的人们每天清晨出海。", {})).toBe("zh");
    expect(textLanguage("항구 도시는 작다.", {})).toBe("ko");
    expect(textLanguage("เมืองท่าเล็กๆ แห่งหนึ่ง", {})).toBe("th");
    expect(textLanguage("העיר הקטנה שעל הים", {})).toBe("he");
    expect(textLanguage("المدينة الصغيرة على البحر", {})).toBe("ar");
    expect(textLanguage("شهر کوچک کنار دریا است و مردم آرامی دارد که گاهی چای می‌نوشند", {})).toBe("fa");
  });

  it("stays open for scripts of many languages, and for what says nothing", () => {
    expect(textLanguage("A harbour town", {})).toBeUndefined();
    expect(textLanguage("Портовый город", {})).toBeUndefined();
    expect(textLanguage("… 1, 2, 3 🎉", { language: "a mix of several" })).toBeUndefined();
    expect(textLanguage("", { language: "x" })).toBeUndefined();
  });

  it("isn't changed by a foreign name", () => {
    expect(textLanguage("The harbour of 横浜 and that of תל אביב were compared by the committee.", {})).toBeUndefined();
  });
});
