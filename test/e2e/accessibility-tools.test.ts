import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, Stage, THEMES } from "./support/axe.ts";
import { press } from "./support/keyboard.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.close());

async function reader(page: Page): Promise<void> {
  await page.goto(stage.article);
  await page.locator("article[data-annotation]").first().waitFor();
  await page.getByRole("button", { name: /Deleted annotations/ }).waitFor();
}

describe.each(THEMES)("axe finds nothing in the reading room's tools, %s", (colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await stage.open({ colorScheme });
    await reader(page);
  });
  afterAll(() => page?.context().close());

  it("with the bin, empty and full, and the question before erasing for good", async () => {
    const bin = page.getByRole("button", { name: /^Deleted annotations/ });
    await bin.click();
    await page.getByText("Nothing was deleted here").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await press(page, "j");
    await page.locator('article[aria-current="true"]').waitFor();
    await page
      .locator('article[aria-current="true"]')
      .getByRole("button", { name: "More for this annotation" })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: /^Undo/ }).waitFor();
    expect(await faults(page)).toEqual([]);
    await bin.click();
    const erase = page.getByRole("button", { name: /^Erase for good…/ });
    await erase.first().waitFor();
    expect(await faults(page)).toEqual([]);
    await erase.first().click();
    await page.getByRole("button", { name: "Erase for good", exact: true }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Erase for good", exact: true }).click();
    await page.getByText("Erased for good.").waitFor();
    await page.getByText("Nothing was deleted here").waitFor();
    await page.keyboard.press("Escape");
  });

  it("with the search bar", async () => {
    await reader(page);
    await press(page, "/");
    await page.keyboard.type("the");
    await page.getByRole("button", { name: "Close, stay here" }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("in German, and on the reading copy", async () => {
    await page.goto(`${stage.article}/copy`);
    await page.getByRole("button", { name: "Print" }).waitFor();
    expect(await faults(page)).toEqual([]);
    const german = await stage.open({ colorScheme, locale: "de-DE" });
    await german.goto(stage.article);
    await german.locator("article[data-annotation]").first().waitFor();
    expect(await german.evaluate(() => document.documentElement.lang)).toBe("de");
    expect(await faults(german)).toEqual([]);
    await german.context().close();
  });
});

it("does what was typed while the palette was on its way, and forgets it at Escape", async () => {
  const page = await stage.open();
  let arrive = () => {};
  const asked = new Promise<void>((resolve) => {
    const arrived = new Promise<void>((go) => {
      arrive = go;
    });
    void page.route(/\/Palette[^/]*\.js/, async (route) => {
      resolve();
      await arrived;
      await route.continue();
    });
  });
  await page.goto(stage.workspace);
  await page.getByRole("table").waitFor();
  await press(page, "Control+k");
  await asked;
  await page.keyboard.type("Members");
  await press(page, "Escape");
  await press(page, "Control+k", 2);
  await page.keyboard.type("Codebook");
  await press(page, "Enter");
  arrive();
  await page.waitForURL(/\/codebook$/);
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.context().close();
});
