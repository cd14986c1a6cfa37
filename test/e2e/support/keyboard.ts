import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** More stops than any page of the tests has. */
const MOST = 80;

export function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}

/** Presses Tab (or Shift+Tab) until `locator` has the keyboard. Fails when it is never reached. */
export async function tabTo(page: Page, locator: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await locator.waitFor();
  for (let stop = 0; stop < MOST; stop++) {
    if (await hasFocus(locator)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never comes to ${locator}`);
}

/** Waits until the keyboard has been given to `locator` without a key being pressed. */
export async function expectFocus(locator: Locator): Promise<void> {
  await locator.waitFor();
  await expect.poll(() => hasFocus(locator), { message: `${locator} has no focus`, timeout: 10_000 }).toBe(true);
}

/** In an open menu: ArrowDown until the item has the keyboard, then Enter. */
export async function chooseItem(page: Page, name: string | RegExp): Promise<void> {
  const item = page.getByRole("menuitem", { name });
  await item.waitFor();
  for (let step = 0; step < 20; step++) {
    if (await hasFocus(item)) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the arrows never come to ${item}`);
}

export async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let count = 0; count < times; count++) await page.keyboard.press(key);
}

/** Walks once through all stops of Tab; answers those that do not show that they have the keyboard. */
export async function unseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let stop = 0; stop < MOST; stop++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "end";
      const drawn = (one: Element | null, pseudo?: string) => {
        if (!one) return false;
        const style = getComputedStyle(one, pseudo);
        const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
        // The text draws a line at its edge.
        const lined = pseudo === "::before" && style.content !== "none" && Number.parseFloat(style.width) > 0;
        return outlined || lined || style.boxShadow !== "none";
      };
      const parts = [element, element.parentElement, element.parentElement?.parentElement ?? null];
      const seen =
        // Its parts are the browser's own, with rings of their own.
        element.matches("input[type=date]") ||
        parts.some((one) => drawn(one)) ||
        drawn(element.nextElementSibling) ||
        ["::before", "::after"].some((pseudo) => drawn(element, pseudo));
      const box = element.getBoundingClientRect();
      const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return seen && inView ? "seen" : element.outerHTML.slice(0, 160);
    });
    if (found === "end") return unseen;
    if (found !== "seen") unseen.push(found);
  }
  throw new Error("Tab never comes to the end of the page");
}

/** In the open list of keys: keys that more than one command has, a line each. */
export async function sharedKeys(page: Page): Promise<string[]> {
  const lines = await page
    .getByRole("dialog", { name: "Keyboard shortcuts" })
    .locator("dl > div")
    .evaluateAll((all) =>
      all.map((line) => ({
        command: line.querySelector("dt")?.textContent ?? "",
        combos: [...line.querySelectorAll("dd > span")]
          .map((combo) => [...combo.querySelectorAll("kbd")].map((key) => key.textContent).join("+"))
          .filter((combo) => combo !== ""),
      })),
    );
  expect(lines.length).toBeGreaterThan(30);
  const byKey = new Map<string, string[]>();
  for (const { command, combos } of lines)
    for (const combo of combos) byKey.set(combo, [...(byKey.get(combo) ?? []), command]);
  return [...byKey].flatMap(([combo, names]) => (names.length > 1 ? [`${combo}: ${names.join(" / ")}`] : []));
}
