import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, Stage, THEMES } from "./support/axe.ts";
import { expectFocus, press, tabTo } from "./support/keyboard.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.close());

describe.each(THEMES)("axe finds nothing, %s", (colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await stage.open({ colorScheme });
  });
  afterAll(() => page?.context().close());

  it("in the reading room: cards, picker, writing, toolbar, keys", async () => {
    await page.goto(stage.article);
    await page.locator("article[data-annotation]").first().waitFor();
    await page.getByText("Saved", { exact: true }).first().waitFor();
    expect(await faults(page)).toEqual([]);
    await press(page, "j");
    await page.locator('article[aria-current="true"]').waitFor();
    expect(await faults(page)).toEqual([]);
    await press(page, "t");
    await page.getByRole("combobox", { name: "Find a tag" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await press(page, "Escape", 2);
    await press(page, "c");
    await tabTo(page, page.getByRole("article", { name: /^Text of/ }), "Shift+Tab");
    await press(page, "Control+ArrowDown");
    await press(page, "Control+Shift+ArrowRight", 4);
    await page.getByRole("toolbar").waitFor();
    expect(await faults(page)).toEqual([]);
    await press(page, "?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("in the search of an article, among the commands, and on the reading copy", async () => {
    await page.goto(stage.article);
    await page.locator("article[data-annotation]").first().waitFor();
    await press(page, "/");
    await page.getByRole("textbox", { name: "Words to look for" }).fill("the");
    await page
      .getByText(/^\d+ of \d/)
      .first()
      .waitFor();
    expect(await faults(page)).toEqual([]);
    await press(page, "Escape");
    await press(page, "Control+k");
    await page.getByRole("option").first().waitFor();
    expect(await faults(page)).toEqual([]);
    await press(page, "Escape");
    await page.goto(`${stage.article}/copy`);
    await page.getByRole("heading", { name: "Notes" }).waitFor();
    await page.getByText("What is in it").click();
    expect(await faults(page)).toEqual([]);
  });

  it("tells screen readers what each block carries, and lists all that is shown, each leading to its passage", async () => {
    await page.goto(stage.article);
    await page.locator("article[data-annotation]").first().waitFor();
    const session = await page.context().newCDPSession(page);
    const told = async () => {
      const { nodes } = await session.send("Accessibility.getFullAXTree");
      return nodes
        .filter(({ ignored }) => !ignored)
        .map(({ role, name, description }) => ({
          ...{ role: role?.value, name: String(name?.value ?? ""), description: String(description?.value ?? "") },
        }));
    };
    const blocks = (await told()).filter(({ description }) => /^\d+ annotations?: ./.test(description));
    expect(blocks.length).toBeGreaterThan(0);
    const roles = [...new Set(blocks.map(({ role }) => role))];
    expect(["paragraph", "heading", "listitem", "blockquote"]).toEqual(expect.arrayContaining(roles));
    await press(page, "v");
    const list = page.getByRole("list", { name: "Annotations as a list" });
    await list.waitFor();
    expect(await told()).toContainEqual(expect.objectContaining({ role: "list", name: "Annotations as a list" }));
    const cards = list.getByRole("article");
    await cards.first().focus();
    await press(page, "ArrowDown");
    await expectFocus(cards.nth(1));
    await press(page, "Enter");
    await expectFocus(list.locator('article[aria-current="true"]'));
    await press(page, "v");
    await list.waitFor({ state: "detached" });
  });

  it("on a phone: text, list, sheet, side panel", async () => {
    const phone = await stage.open({
      colorScheme,
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await phone.goto(stage.article);
    const list = phone.getByRole("button", { name: /^\d+ annotations?$/ });
    await list.waitFor();
    expect(await faults(phone)).toEqual([]);
    await list.tap();
    await phone.locator("article[data-annotation]").first().waitFor();
    await press(phone, "Escape");
    await phone.locator("article[data-annotation]").first().waitFor({ state: "detached" });
    await list.tap();
    await phone.locator("article[data-annotation]").first().waitFor();
    expect(await faults(phone)).toEqual([]);
    await phone.locator("article[data-annotation]").first().tap();
    await phone.getByRole("button", { name: "Next annotation" }).waitFor();
    expect(await faults(phone)).toEqual([]);
    await phone.getByRole("button", { name: "Back to the text" }).tap();
    await phone.getByRole("button", { name: "Show the side panel" }).tap();
    await phone.getByRole("dialog").waitFor();
    expect(await faults(phone)).toEqual([]);
    await phone.context().close();
  });
});
