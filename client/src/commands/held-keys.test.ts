// @vitest-environment jsdom
import { afterEach, expect, it } from "vitest";
import { type HeldKeys, holdKeys } from "./held-keys.ts";

let held: HeldKeys | null = null;
let escapes = 0;
const reached: string[] = [];
const onPage = (event: KeyboardEvent) => reached.push(event.key);

function hold() {
  escapes = 0;
  reached.length = 0;
  document.body.addEventListener("keydown", onPage);
  held = holdKeys(() => escapes++);
  return held;
}

function type(...keys: (string | KeyboardEventInit)[]) {
  for (const key of keys) {
    const init = typeof key === "string" ? { key } : key;
    document.body.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true }));
  }
}

afterEach(() => {
  held?.release();
  document.body.removeEventListener("keydown", onPage);
});

it("keeps letters from the page, and gives them to what was asked for", () => {
  const { release } = hold();
  type("h", "i", "x", "Backspace");
  expect(reached).toEqual([]);
  expect(release()).toEqual({ typed: "hi", entered: false });
  type("h");
  expect(reached).toEqual(["h"]);
});

it("knows that Enter followed, and takes nothing that came after it", () => {
  const { release } = hold();
  type("a", "Enter", "b", "Enter");
  expect(release()).toEqual({ typed: "a", entered: true });
});

it("gives the page its keys again with Escape, and says so once", () => {
  hold();
  type("a", "Escape", "h", "Escape");
  expect(escapes).toBe(1);
  expect(reached).toEqual(["h", "Escape"]);
});

it("leaves keys alone that type nothing", () => {
  hold();
  type("Tab", "ArrowDown", { key: "k", ctrlKey: true });
  expect(reached).toEqual(["Tab", "ArrowDown", "k"]);
});
