import { describe, expect, it } from "vitest";
import { digitOf, fits, isSingleKey, type KeyNames, type KeyPress, namesOf } from "./key-combo.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  altGraph: false,
  ...more,
});

describe("fits", () => {
  it("knows letters, signs, digits and named keys", () => {
    expect(fits({ key: "h" }, press("h"))).toBe(true);
    expect(fits({ key: "h" }, press("j"))).toBe(false);
    expect(fits({ key: "?" }, press("?", { shiftKey: true }))).toBe(true);
    expect(fits({ key: "Escape" }, press("Escape"))).toBe(true);
    expect(fits({ key: "1-9" }, press("4"))).toBe(true);
    expect(fits({ key: "1-9" }, press("0"))).toBe(false);
  });

  it("leaves keys with Ctrl or Shift to others, unless it asks for them", () => {
    for (const key of ["c", "t", "n", "1-9"]) {
      const pressed = key === "1-9" ? "1" : key;
      expect(fits({ key }, press(pressed, { ctrlKey: true }))).toBe(false);
      expect(fits({ key }, press(pressed, { metaKey: true }))).toBe(false);
      expect(fits({ key }, press(pressed, { shiftKey: true }))).toBe(false);
    }
    expect(fits({ key: "z", control: true }, press("z", { metaKey: true }))).toBe(true);
    expect(fits({ key: "z", control: true }, press("Z", { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(fits({ key: "z", control: true, shift: true }, press("Z", { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(fits({ key: "z", control: true }, press("z", { ctrlKey: true, altKey: true }))).toBe(false);
  });

  it("takes Alt where it is free, whatever letter it makes", () => {
    const pressed = press("˙", { code: "KeyH", altKey: true });
    expect(fits({ key: "h", alt: "free" }, pressed)).toBe(true);
    expect(fits({ key: "h", alt: "held" }, pressed)).toBe(true);
    expect(fits({ key: "h" }, pressed)).toBe(false);
    expect(fits({ key: "h", alt: "held" }, press("h"))).toBe(false);
  });

  it("works on keyboards without Latin letters", () => {
    expect(fits({ key: "h" }, press("р", { code: "KeyH" }))).toBe(true);
    expect(fits({ key: "z", control: true }, press("я", { code: "KeyZ", ctrlKey: true }))).toBe(true);
  });

  it("takes letters by what is printed on the key, not by its place", () => {
    // A German keyboard has Z where an English one has Y.
    expect(fits({ key: "z", control: true }, press("z", { code: "KeyY", ctrlKey: true }))).toBe(true);
    expect(fits({ key: "y", control: true }, press("z", { code: "KeyY", ctrlKey: true }))).toBe(false);
  });

  it("takes signs however the keyboard makes them", () => {
    // German: AltGr with 8, which Windows calls Ctrl and Alt; on a Mac Alt with 5. The slash: Shift with 7.
    expect(fits({ key: "[" }, press("[", { code: "Digit8", ctrlKey: true, altKey: true, altGraph: true }))).toBe(true);
    expect(fits({ key: "[" }, press("[", { code: "Digit8", altGraph: true }))).toBe(true);
    expect(fits({ key: "[" }, press("[", { code: "Digit5", altKey: true }))).toBe(true);
    expect(fits({ key: "/" }, press("/", { code: "Digit7", shiftKey: true }))).toBe(true);
    expect(fits({ key: "/" }, press("/", { code: "Slash", ctrlKey: true }))).toBe(false);
  });

  it("takes no letter that AltGr made into another one", () => {
    expect(fits({ key: "e" }, press("€", { code: "KeyE", altGraph: true }))).toBe(false);
    expect(fits({ key: "1-9", alt: "free" }, press("[", { code: "Digit8", altGraph: true }))).toBe(false);
  });

  it("counts digits by their place where that row makes signs", () => {
    expect(digitOf(press("é", { code: "Digit2" }))).toBe(2);
    expect(digitOf(press("7", { code: "Numpad7" }))).toBe(7);
  });
});

describe("a combination's words", () => {
  const names: KeyNames = {
    control: "Ctrl",
    shift: "Shift",
    alt: "Alt",
    escape: "Esc",
    enter: "Enter",
    delete: "Del",
    home: "Home",
    end: "End",
    pageUp: "PgUp",
    pageDown: "PgDn",
    space: "Space",
  };

  it("are those printed on the keys", () => {
    expect(namesOf({ key: "z", control: true, shift: true }, names, false)).toEqual(["Ctrl", "Shift", "Z"]);
    expect(namesOf({ key: "z", control: true, shift: true }, names, true)).toEqual(["⌘", "⇧", "Z"]);
    expect(namesOf({ key: "ArrowDown", alt: "held" }, names, false)).toEqual(["Alt", "↓"]);
    expect(namesOf({ key: "Control" }, names, false)).toEqual(["Ctrl"]);
    expect(namesOf({ key: "F3" }, names, false)).toEqual(["F3"]);
  });

  it("tell which ones can be pressed or spoken by accident", () => {
    expect([{ key: "h" }, { key: "?" }, { key: "1-9" }, { key: "h", alt: "free" as const }].every(isSingleKey)).toBe(
      true,
    );
    expect(
      [{ key: "k", control: true }, { key: "Escape" }, { key: "F3" }, { key: "h", alt: "held" as const }].some(
        isSingleKey,
      ),
    ).toBe(false);
  });
});
