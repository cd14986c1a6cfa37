import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isolate, isolating } from "./isolate.ts";

const openers = /[\u202a\u202b\u202d\u202e\u2066-\u2068]/gu;
const closers = /[\u202c\u2069]/gu;
const mixed = fc.string({
  unit: fc.constantFrom("a", " ", "7", "ש", "ل", "…", "\u202e", "\u202c", "\u2066", "\u2069", "\u200f"),
});

describe("isolate", () => {
  it("leaves alone what can't change the order of a sentence", () => {
    expect(isolate("Zoë O’Neill, 東京 🎉")).toBe("Zoë O’Neill, 東京 🎉");
    expect(isolate("")).toBe("");
  });

  it("wraps names written from right to left", () => expect(isolate("שרה 7")).toBe("\u2068שרה 7\u2069"));

  it("gives nobody a way out of the isolation", () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const safe = isolate(text);
        const opened = safe.match(openers) ?? [];
        const closed = safe.match(closers) ?? [];
        expect(opened.length).toBe(closed.length);
        expect(opened.length).toBeLessThanOrEqual(1);
        if (closed.length === 1) expect(safe.endsWith("\u2069")).toBe(true);
      }),
    );
  });

  it("keeps every letter", () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const letters = (of: string) => of.replace(openers, "").replace(closers, "");
        expect(letters(isolate(text))).toBe(letters(text));
      }),
    );
  });
});

describe("words that isolate", () => {
  const words = isolating({
    title: "Notices",
    inner: { by: (name: string, count: number) => `by ${name}, ${count}` },
    list: (names: readonly string[]) => names.join(", "),
    of: ({ name }: { name: string }) => name,
  });

  it("do so with each string they are given, in lists and objects too", () => {
    expect(words.inner.by("שרה", 7)).toBe("by \u2068שרה\u2069, 7");
    expect(words.list(["שרה", "Ben"])).toBe("\u2068שרה\u2069, Ben");
    expect(words.of({ name: "ليلى" })).toBe("\u2068ليلى\u2069");
  });

  it("stay as they are otherwise", () => {
    expect(words.title).toBe("Notices");
    expect(words.inner.by("Ben", 7)).toBe("by Ben, 7");
  });
});
