import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storableJson, storableText } from "./storable.ts";

const text = fc.array(fc.constantFrom("\u0000", "\ud83d", "\ude00", "😀", "\\", "\\u0000", '"', "a", "é"), {
  maxLength: 12,
});
const isStorable = (value: string) => !value.includes("\u0000") && !/\p{Surrogate}/u.test(value);

describe("text that a database can hold", () => {
  it("has U+0000 and lone surrogates replaced, and keeps its length", () => {
    expect(storableText("a\u0000b\ud83dc😀\\u0000")).toBe("a\ufffdb\ufffdc😀\\u0000");
    fc.assert(
      fc.property(text, (parts) => {
        const before = parts.join("");
        const after = storableText(before);
        expect(isStorable(after)).toBe(true);
        expect(after.length).toBe(before.length);
        if (isStorable(before)) expect(after).toBe(before);
      }),
    );
  });

  it("is the same inside JSON, keys included", () => {
    fc.assert(
      fc.property(text, (parts) => {
        const before = parts.join("");
        const read: unknown = JSON.parse(storableJson({ list: [before], [`k${before}`]: 1 }));
        expect(read).toEqual({ list: [storableText(before)], [`k${storableText(before)}`]: 1 });
      }),
    );
  });
});
