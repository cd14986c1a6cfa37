import { describe, expect, it } from "vitest";
import { type Command, type CommandPress, CommandRegistry, type KeyPlace } from "./command-registry.ts";
import type { KeyPress } from "./key-combo.ts";

const group = { title: "Any", rank: 0 };
const PAGE: KeyPlace = { elsewhere: null, inText: false };
const TEXT: KeyPlace = { elsewhere: null, inText: true };
const FIELD: KeyPlace = { elsewhere: "field", inText: false };
const OVERLAY: KeyPlace = { elsewhere: "overlay", inText: false };

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  altGraph: false,
  ...more,
});

/** A registry, and what was run in it. */
function stage(...commands: (Partial<Command> & { id: string })[]) {
  const registry = new CommandRegistry();
  const ran: string[] = [];
  const presses: CommandPress[] = [];
  const made = (command: Partial<Command> & { id: string }): Command => ({
    title: command.id,
    group,
    run: (asked) => {
      ran.push(command.id);
      presses.push(asked);
    },
    ...command,
  });
  const entry = registry.add(commands.map(made));
  return { registry, ran, presses, made, entry };
}

describe("a key press", () => {
  it("runs the command of that key, and says how it was pressed", () => {
    const { registry, ran, presses } = stage(
      { id: "highlight", keys: [{ key: "h", alt: "free" }] },
      { id: "shortcut", keys: [{ key: "1-9", alt: "free" }] },
    );
    expect(registry.press(press("h", { altKey: true }), PAGE, "always")).toBe(true);
    expect(registry.press(press("4"), PAGE, "always")).toBe(true);
    expect(registry.press(press("x"), PAGE, "always")).toBe(false);
    expect(ran).toEqual(["highlight", "shortcut"]);
    expect(presses).toEqual([
      { by: "key", exact: true, digit: 0 },
      { by: "key", exact: false, digit: 4 },
    ]);
  });

  it("goes on to the next command when one had nothing to do or can't be done", () => {
    const { registry, ran, made } = stage({ id: "page", keys: [{ key: "Escape" }] });
    registry.add([made({ id: "off", keys: [{ key: "Escape" }], enabled: false })]);
    registry.add([made({ id: "idle", keys: [{ key: "Escape" }], run: () => false })]);
    expect(registry.press(press("Escape"), PAGE, "always")).toBe(true);
    expect(ran).toEqual(["page"]);
  });

  it("asks first what was opened last, and before all what lies over the page", () => {
    const { registry, ran, made } = stage({ id: "over", keys: [{ key: "Escape" }], first: true });
    const added = registry.add([made({ id: "newer", keys: [{ key: "Escape" }] })]);
    registry.press(press("Escape"), PAGE, "always");
    added.remove();
    registry.add([made({ id: "newest", keys: [{ key: "Escape" }] })]);
    registry.press(press("Escape"), PAGE, "always");
    expect(ran).toEqual(["over", "over"]);
  });

  it("is left to fields and to what opened over the page, but for what is heard in fields", () => {
    const { registry, ran } = stage(
      { id: "letter", keys: [{ key: "h" }] },
      { id: "palette", keys: [{ key: "k", control: true }], inFields: true },
    );
    const palette = press("k", { ctrlKey: true });
    expect(registry.press(press("h"), FIELD, "always")).toBe(false);
    expect(registry.press(press("h"), OVERLAY, "always")).toBe(false);
    expect(registry.press(palette, FIELD, "always")).toBe(true);
    expect(registry.press(palette, OVERLAY, "always")).toBe(false);
    expect(ran).toEqual(["palette"]);
  });

  it("of one character does nothing where such keys are switched off, or outside the text where they are kept to it", () => {
    const { registry, ran } = stage(
      { id: "letter", keys: [{ key: "h", alt: "free" }] },
      { id: "digit", keys: [{ key: "1-9" }] },
      { id: "sign", keys: [{ key: "?" }] },
      { id: "escape", keys: [{ key: "Escape" }] },
      { id: "undo", keys: [{ key: "z", control: true }] },
    );
    for (const single of [press("h"), press("1"), press("?")]) {
      expect(registry.press(single, TEXT, "never")).toBe(false);
      expect(registry.press(single, PAGE, "text")).toBe(false);
    }
    expect(ran).toEqual([]);
    expect(registry.press(press("h"), TEXT, "text")).toBe(true);
    expect(registry.press(press("Escape"), PAGE, "never")).toBe(true);
    expect(registry.press(press("z", { ctrlKey: true }), PAGE, "never")).toBe(true);
  });
});

describe("the list", () => {
  it("holds newer commands in place of older ones, and none that were taken away", () => {
    const { registry, entry, made } = stage({ id: "one" });
    entry.update([made({ id: "two" })]);
    expect(registry.list().map(({ id }) => id)).toEqual(["two"]);
    entry.remove();
    expect(registry.list()).toEqual([]);
  });

  it("offers by name what can be done now, with what is made on the spot", () => {
    const { registry, made } = stage({ id: "can" }, { id: "can't", enabled: false }, { id: "key", keyOnly: true });
    const told: Command = { id: "told", title: "told", group, keys: [{ key: "Home" }] };
    registry.add([told]);
    let people = ["Ada"];
    const remove = registry.addSource({ make: () => people.map((id) => made({ id })) });
    expect(registry.named().map(({ id }) => id)).toEqual(["can", "Ada"]);
    people = ["Ben"];
    expect(registry.named().map(({ id }) => id)).toEqual(["can", "Ben"]);
    remove();
    expect(registry.named().map(({ id }) => id)).toEqual(["can"]);
    expect(registry.list().map(({ id }) => id)).toContain("told");
  });

  it("runs by name what can be done", () => {
    const { registry, ran } = stage({ id: "can" }, { id: "can't", enabled: false });
    expect(registry.run("can")).toBe(true);
    expect(registry.run("can't")).toBe(false);
    expect(registry.run("nothing")).toBe(false);
    expect(ran).toEqual(["can"]);
  });
});
