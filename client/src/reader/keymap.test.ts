import { describe, expect, it } from "vitest";
import { commandOf, type KeyPress } from "./keymap.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("commandOf", () => {
  it("knows the letters, the digits and the brackets", () => {
    expect(commandOf(press("h"))?.command).toBe("highlight");
    expect(commandOf(press("]"))?.command).toBe("nextArticle");
    expect(commandOf(press("Escape"))?.command).toBe("escape");
    expect(commandOf(press("?", { shiftKey: true }))?.command).toBe("help");
    expect(commandOf(press("4"))).toEqual({ command: "shortcut", exact: false, digit: 4 });
  });

  it("takes Alt as keeping the exact ends, whatever letter it makes", () => {
    expect(commandOf(press("˙", { code: "KeyH", altKey: true }))).toMatchObject({ command: "highlight", exact: true });
    expect(commandOf(press("j", { altKey: true }))).toBeNull();
  });

  it("undoes and redoes", () => {
    expect(commandOf(press("z", { ctrlKey: true }))?.command).toBe("undo");
    expect(commandOf(press("Z", { metaKey: true, shiftKey: true, code: "KeyZ" }))?.command).toBe("redo");
    expect(commandOf(press("y", { ctrlKey: true }))?.command).toBe("redo");
  });

  it("leaves the browser's own keys alone", () => {
    for (const key of ["c", "t", "n", "h", "j", "1"]) expect(commandOf(press(key, { ctrlKey: true }))).toBeNull();
    expect(commandOf(press("H", { shiftKey: true, code: "KeyH" }))).toBeNull();
    expect(commandOf(press("Tab"))).toBeNull();
  });

  it("works on keyboards without Latin letters", () => {
    expect(commandOf(press("р", { code: "KeyH" }))?.command).toBe("highlight");
    expect(commandOf(press("я", { code: "KeyZ", ctrlKey: true }))?.command).toBe("undo");
  });
});
