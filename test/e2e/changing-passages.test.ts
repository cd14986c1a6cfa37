import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { faults } from "./support/axe.ts";
import { expectFocus, press } from "./support/keyboard.ts";
import { newPerson, type Person, selectWithMouse } from "./support/person.ts";
import { Seminar } from "./support/seminar.ts";

/** By mouse, keys, finger and pen; each test goes on where the one before it ended. */
describe("somebody who changes what annotations are about", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ana: Person;
  let page: Page;
  let pointer: CDPSession;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    ana = await newPerson(browser, server.url, "Ana");
    const seminar = await Seminar.of(ana);
    const article = await seminar.article("A bridge");
    page = ana.page;
    pointer = await ana.context.newCDPSession(page);
    await page.goto(`/a/${article.id}`);
    await page.getByText("Saved", { exact: true }).first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const end = () => page.getByRole("slider", { name: "End of the passage" });
  const start = () => page.getByRole("slider", { name: "Beginning of the passage" });
  const card = (quote: string) => page.locator("[data-annotation]").and(page.getByLabel(`“${quote}”`));
  const dialog = (name: string) => page.getByRole("dialog", { name });
  /** Middle of the first of these words, px. */
  const placeOf = (words: string) =>
    page.evaluate((passage) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.parentElement?.closest("[data-from]") ? (node.textContent?.indexOf(passage) ?? -1) : -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + passage.length);
        const { left, right, top, height } = range.getBoundingClientRect();
        return { left, right, y: top + height / 2 };
      }
      throw new Error(`"${passage}" is not on this page`);
    }, words);
  /** Where one takes hold of an end: above its line at the beginning, below it at the end. */
  const gripOf = async (side: "from" | "to") => {
    const box = await (side === "from" ? start() : end()).boundingBox();
    if (!box) throw new Error("no such end");
    const out = box.height / 2 + 6;
    const middle = box.y + box.height / 2;
    return { x: box.x + box.width / 2, y: side === "from" ? middle - out : middle + out, out };
  };

  it("drags an end to whole words, or leaves it with Escape; undo takes it back", async () => {
    await card("small harbour town").click();
    const grip = await gripOf("to");
    const goal = await placeOf("this week");
    const drag = async () => {
      await page.mouse.move(grip.x, grip.y);
      await page.mouse.down();
      await page.mouse.move(goal.right - 6, goal.y + grip.out, { steps: 5 });
      await expect.poll(() => end().getAttribute("aria-valuetext")).toMatch(/decide this week/);
    };
    await drag();
    await press(page, "Escape");
    await page.mouse.up();
    await expect.poll(() => end().getAttribute("aria-valuetext")).toMatch(/small harbour town/);
    await drag();
    await page.mouse.up();
    await card("small harbour town will decide this week").waitFor();
    await press(page, "Control+z");
    await card("small harbour town").waitFor();
  });

  it("moves both ends by keys, from the card and on the handles, as one step", async () => {
    await card("small harbour town").focus();
    await press(page, "Shift+ArrowRight", 2);
    await press(page, "Control+Shift+ArrowLeft");
    await card("a small harbour town will decide").waitFor();
    await press(page, "Control+z");
    await card("small harbour town").waitFor();
    await end().focus();
    await press(page, "ArrowLeft");
    await expect.poll(() => end().getAttribute("aria-valuetext")).toMatch(/small harbour”|small harbour\u2069”/);
    await press(page, "Escape", 2);
    await expectFocus(card("small harbour town"));
  });

  it("drags an end with a finger, and selects and drags with a pen", async () => {
    const grip = await gripOf("to");
    const goal = await placeOf("will decide");
    const touch = (type: string, x: number, y: number) =>
      pointer.send("Input.dispatchTouchEvent", {
        type: type as "touchStart",
        touchPoints: type === "touchEnd" ? [] : [{ x, y }],
      });
    await touch("touchStart", grip.x, grip.y);
    for (const share of [0.2, 0.5, 0.8, 1]) {
      await touch("touchMove", grip.x + (goal.right - 6 - grip.x) * share, goal.y + grip.out);
    }
    await touch("touchEnd", 0, 0);
    await card("small harbour town will decide").waitFor();

    const pen = (type: string, x: number, y: number) =>
      pointer.send("Input.dispatchMouseEvent", {
        type: type as "mousePressed",
        ...{ x, y, button: "left", buttons: type === "mouseReleased" ? 0 : 1, clickCount: 1, pointerType: "pen" },
      });
    const words = await placeOf("fishing boats");
    await pen("mousePressed", words.left + 12, words.y);
    await pen("mouseMoved", words.left + 40, words.y);
    await pen("mouseMoved", words.right - 12, words.y);
    await pen("mouseReleased", words.right - 12, words.y);
    await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe("fishing boats");
    await page.getByRole("toolbar").getByRole("button", { name: "Add to annotation" }).click();
    await card("small harbour town will decide […] fishing boats").waitFor();
    await selectWithMouse(page, "fishing boats");
    await page.getByRole("toolbar").getByRole("button", { name: "Take out of annotation" }).click();
    await card("small harbour town will decide").waitFor();

    // With Ctrl held, by mouse.
    const boats = await placeOf("fishing boats");
    await page.keyboard.down("Control");
    await page.mouse.move(boats.left + 12, boats.y);
    await page.mouse.down();
    await page.mouse.move(boats.right - 12, boats.y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up("Control");
    await card("small harbour town will decide […] fishing boats").waitFor();
    await press(page, "Control+z");
    await card("small harbour town will decide").waitFor();
  });

  it("marks all occurrences but one, takes them back with one undo, and brings one back from the bin", async () => {
    await selectWithMouse(page, "council");
    await press(page, "o");
    const panel = dialog("Mark all occurrences");
    await panel.getByText("2 occurrences.").waitFor();
    await expectFocus(panel.getByLabel("Words to find"));
    expect(await faults(page)).toEqual([]);
    await page.keyboard.type("the");
    const boxes = panel.getByRole("list", { name: "Occurrences" }).getByRole("checkbox");
    await expect.poll(() => boxes.count()).toBeGreaterThan(4);
    const found = await boxes.count();
    await boxes.nth(1).uncheck();
    const before = await page.locator("[data-annotation]").count();
    await panel.getByRole("button", { name: `Annotate ${found - 1} passages` }).click();
    await expect.poll(() => page.getByLabel(/“the”|“The”/).count()).toBeGreaterThan(0);
    await panel.waitFor({ state: "detached" });
    await press(page, "Control+z");
    await expect.poll(() => page.locator("[data-annotation]").count()).toBe(before);

    // From an annotation's menu, and from the search as it has found them.
    const harbour = card("small harbour town will decide");
    await harbour.getByRole("button", { name: "More for this annotation" }).click();
    await page.getByRole("menuitem", { name: "Mark all occurrences" }).click();
    await expectFocus(panel.getByLabel("Words to find"));
    await expect.poll(() => panel.getByLabel("Words to find").inputValue()).toBe("small harbour town will decide");
    await press(page, "Escape");
    await panel.waitFor({ state: "detached" });
    await press(page, "/");
    await page.keyboard.type("council");
    await page.getByRole("search").getByRole("button", { name: "Mark all occurrences" }).click();
    await panel.getByText("2 occurrences.").waitFor();
    await press(page, "Escape");
    await panel.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Deleted annotations" }).click();
    const bin = dialog("Deleted annotations");
    await expect.poll(() => bin.getByRole("listitem").count()).toBe(found - 1);
    await bin.getByText("30 days left").first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(page)).toEqual([]);
    await bin
      .getByRole("button", { name: /^Bring back/ })
      .first()
      .click();
    await expect.poll(() => bin.getByRole("listitem").count()).toBe(found - 2);
    await expectFocus(bin.getByRole("button", { name: /^Bring back/ }).first());
    await press(page, "Escape");
    await expect.poll(() => page.locator("[data-annotation]").count()).toBe(before + 1);
    expect(ana.complaints).toEqual([]);
  });
});
