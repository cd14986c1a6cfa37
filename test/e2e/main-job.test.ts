import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { articleFile, passages } from "./support/article.ts";
import { fillRegistration, newPerson, type Person, selectWithMouse } from "./support/person.ts";

/**
 * The whole main job, by two people in two browsers, in the order in which they would do it. Each test goes on where
 * the one before it ended.
 */
describe("two people annotate an article and take it away", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ana: Person;
  let ben: Person;
  let readerPath: string;
  let workspacePath: string;
  const file = articleFile();
  const [first, second, third, fourth, fifth, sixth] = passages(file.text);

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    ana = await newPerson(browser, server.url, "Ana");
    ben = await newPerson(browser, server.url, "Ben");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const cards = (page: Page) => page.locator("article[data-annotation]");
  const saved = (page: Page) => page.getByText("Saved", { exact: true }).first().waitFor();

  it("one registers, makes a workspace and adds a file", async () => {
    await ana.page.goto("/register");
    await fillRegistration(ana);
    await ana.page.getByRole("button", { name: "New workspace" }).first().click();
    await ana.page.getByRole("dialog").getByLabel("Name").fill("News and how it is told");
    await ana.page.getByRole("button", { name: "Create workspace" }).click();
    await ana.page.waitForURL(/\/w\/[\w-]+$/);
    workspacePath = new URL(ana.page.url()).pathname;
    await ana.page.locator('input[type="file"]').first().setInputFiles(file);
    const link = ana.page.getByRole("table").getByRole("link").first();
    await link.waitFor();
    readerPath = (await link.getAttribute("href")) ?? "";
    expect(readerPath).toMatch(/^\/a\//);
  });

  it("builds a codebook with a parent, a colour and a shortcut", async () => {
    const { page } = ana;
    await page.goto(`${workspacePath}/codebook`);
    for (const name of ["Framing", "Sources"]) {
      await page.getByLabel("Name of a new tag").fill(name);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: `Actions for ${name}` }).waitFor();
    }
    await page.getByRole("button", { name: "Actions for Framing" }).click();
    await page.getByRole("menuitem", { name: "Add a tag below" }).click();
    await page.getByLabel("Name of a new tag under Framing").fill("Threat");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Actions for Threat" }).click();
    await page.getByRole("menuitem", { name: "Edit…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Definition").fill("Danger to somebody is what the passage is about.");
    await dialog.getByLabel("Shortcut").selectOption("1");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Shortcut 1").first().waitFor({ state: "attached" });
  });

  it("invites a colleague by a link, who registers on the way", async () => {
    const { page } = ana;
    await page.goto(`${workspacePath}/members`);
    await page.getByRole("button", { name: "Invite people" }).first().click();
    await page.getByRole("button", { name: "Create link" }).click();
    const link = await page.getByRole("dialog").getByLabel("Invitation link").inputValue();
    await ben.page.goto(link);
    await ben.page.getByRole("link", { name: "Create an account" }).click();
    await fillRegistration(ben);
    await ben.page.waitForURL(new RegExp(`${workspacePath}$`));
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await page.getByText("ben@example.org").waitFor();
  });

  it("both open the article and see who is there", async () => {
    await ana.page.goto(readerPath);
    await ben.page.goto(readerPath);
    await Promise.all([saved(ana.page), saved(ben.page)]);
    await ana.page.getByRole("button", { name: /Ben/ }).first().waitFor();
    await ben.page.getByRole("button", { name: /Ana/ }).first().waitFor();
  });

  it("a highlight by one key is seen by the other without reloading", async () => {
    await selectWithMouse(ana.page, first);
    await ana.page.keyboard.press("h");
    await cards(ben.page).first().waitFor();
    expect(
      await ben.page.evaluate(() => [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0)),
    ).toBeGreaterThan(0);
    await saved(ana.page);
  });

  it("a note, a tag and a comment arrive as well", async () => {
    await selectWithMouse(ana.page, second);
    await ana.page.keyboard.press("n");
    await ana.page.getByLabel("Note", { exact: true }).fill("Who says this, and to whom?");
    await ana.page.keyboard.press("Escape");
    await ben.page.getByText("Who says this, and to whom?").waitFor();

    await selectWithMouse(ben.page, third);
    await ben.page.keyboard.press("t");
    await ben.page.getByRole("combobox", { name: "Find a tag" }).fill("threa");
    await ben.page.keyboard.press("Enter");
    await cards(ana.page).getByText("Threat").first().waitFor();

    await selectWithMouse(ben.page, fourth);
    await ben.page.keyboard.press("c");
    await ben.page.keyboard.type("Is this the same as in the other article?");
    await ben.page.keyboard.press("Control+Enter");
    await ana.page.getByText("Is this the same as in the other article?").waitFor();
  });

  it("a key of the codebook tags a passage, and a renamed tag is renamed on open pages", async () => {
    await selectWithMouse(ben.page, fifth);
    await ben.page.keyboard.press("1");
    await expect.poll(() => cards(ana.page).getByText("Threat").count()).toBeGreaterThan(1);
    const tags = (await (await ana.page.request.get(`/api/workspaces/${workspacePath.slice(3)}/tags`)).json()) as {
      items: { id: string; name: string }[];
    };
    const sources = tags.items.find((tag) => tag.name === "Threat");
    const answer = await ana.page.request.patch(`/api/tags/${sources?.id}`, {
      data: { name: "Danger" },
      headers: { origin: server.url },
    });
    expect(answer.status()).toBe(200);
    await cards(ben.page).getByText("Danger").first().waitFor();
    await cards(ana.page).getByText("Danger").first().waitFor();
  });

  it("the server dies in the middle and comes back: everything acknowledged is there, and both go on by themselves", async () => {
    await Promise.all([saved(ana.page), saved(ben.page)]);
    await server.kill();
    await ana.page.getByText("Offline, saved on this device").first().waitFor();
    await selectWithMouse(ana.page, sixth);
    await ana.page.keyboard.press("h");
    await server.start();
    // Pages try again by themselves, up to ten seconds apart.
    await ana.page.getByText("Saved", { exact: true }).first().waitFor({ timeout: 60_000 });
    await expect.poll(() => cards(ben.page).count(), { timeout: 20_000 }).toBe(6);
    await ben.page.reload();
    await saved(ben.page);
    await expect.poll(() => cards(ben.page).count()).toBe(6);
    await ben.page.getByText("Who says this, and to whom?").waitFor();
  });

  it("replies, resolves, reopens, deletes with Undo, live on both sides", async () => {
    const thread = (page: Page) => cards(page).filter({ hasText: "Is this the same" });
    await thread(ana.page).click();
    await thread(ana.page).getByRole("textbox", { name: "Comment" }).fill("It is, nearly word for word.");
    await ana.page.keyboard.press("Control+Enter");
    await thread(ben.page).click();
    await thread(ben.page).getByText("It is, nearly word for word.").waitFor();
    await thread(ben.page).getByRole("button", { name: "Resolve" }).click();
    await thread(ana.page).getByText("Resolved by Ben").waitFor();
    await thread(ana.page).getByRole("button", { name: "Reopen" }).click();
    await thread(ben.page).getByText("Resolved by Ben").waitFor({ state: "detached" });

    const before = await cards(ana.page).count();
    await thread(ben.page).getByRole("button", { name: "More for this annotation" }).click();
    await ben.page.getByRole("menuitem", { name: "Delete" }).click();
    await expect.poll(() => cards(ana.page).count()).toBe(before - 1);
    await ben.page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => cards(ana.page).count()).toBe(before);
  });

  it("the annotations page lists, filters and opens each one in place", async () => {
    const { page } = ana;
    await page.goto(`${workspacePath}/annotations`);
    await page.getByText("Who says this, and to whom?").waitFor();
    await page.goto(`${workspacePath}/annotations?q=whom`);
    const link = page
      .getByRole("link", { name: new RegExp(second.slice(0, 20).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) })
      .first();
    await link.click();
    await page.waitForURL(/annotation=/);
    await page.locator('article[data-annotation][aria-current="true"]').getByText("Who says this").waitFor();
  });

  it("the export gives back what is on the page, passage by passage", async () => {
    const { page } = ana;
    await page.goto(`${workspacePath}/annotations`);
    await page.getByText("Who says this, and to whom?").waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .getByRole("menuitem", { name: /annotation/i })
        .first()
        .click(),
    ]);
    const bytes = await readFile(await download.path());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(6);
    const response = await page.request.get(`/api${readerPath.replace("/a/", "/articles/")}/text`);
    const characters = Array.from(((await response.json()) as { text: string }).text);
    for (const row of rows) {
      expect(row.anchor).toBe("position");
      expect(characters.slice(Number(row.start), Number(row.end)).join("")).toBe(row.quote);
    }
    expect(rows.map((row) => row.quote)).toEqual(expect.arrayContaining([first, second, third, fourth, fifth, sixth]));
    expect(rows.find((row) => row.quote === third)?.tags).toBe("Framing > Danger");
  });

  it("no page complained about a script or its security policy", () => {
    expect([...ana.complaints, ...ben.complaints]).toEqual([]);
  });
});
