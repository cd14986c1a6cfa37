import type { Article } from "@postil/shared/schema/article";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { faults } from "./support/axe.ts";
import { editor, openCorrecting, paste, selectInEditor } from "./support/corrector.ts";
import { press } from "./support/keyboard.ts";
import { newPerson, type Person, selectWithMouse } from "./support/person.ts";
import { call, card, highlight, indicator, openArticle, PARAGRAPHS, Seminar } from "./support/seminar.ts";

/** Two who correct and one who annotates, at once; each test goes on where the one before it ended. */
describe("a text that is corrected while others annotate it", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ana: Person;
  let inge: Person;
  let cleo: Person;
  let seminar: Seminar;
  let article: Article;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    [ana, inge, cleo] = (await Promise.all(
      ["Ana", "Inge", "Cleo"].map((name) => newPerson(browser, server.url, name)),
    )) as [Person, Person, Person];
    seminar = await Seminar.of(ana);
    await seminar.join(inge, "instructor");
    await seminar.join(cleo, "annotator");
    article = await seminar.article("A bridge");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const stored = async () => (await call<{ text: string }>(ana, "GET", `/articles/${article.id}/text`)).text;

  it("opens for instructors from the article, and tells everybody else why not", async () => {
    await openArticle(ana.page, article);
    await press(ana.page, "Control+k");
    await ana.page.keyboard.type("Correct the text");
    await press(ana.page, "Enter");
    await editor(ana.page, article).waitFor();
    expect(await faults(ana.page)).toEqual([]);
    await cleo.page.goto(`/a/${article.id}/correct`);
    await cleo.page.getByText("Only instructors correct texts").waitFor();
    await openArticle(cleo.page, article);
    await press(cleo.page, "Control+k");
    await cleo.page.keyboard.type("Correct the text");
    const palette = cleo.page.getByRole("dialog").getByRole("combobox");
    await expect.poll(() => palette.inputValue()).toBe("Correct the text");
    expect(await cleo.page.getByRole("option", { name: "Correct the text" }).count()).toBe(0);
    await press(cleo.page, "Escape");
    await palette.waitFor({ state: "detached" });
  });

  it("takes what two write at once, and highlights stay with their words", async () => {
    await openCorrecting(ana.page, article);
    await openCorrecting(inge.page, article);
    await highlight(cleo.page, "fishing boats");
    await selectInEditor(ana.page, "small");
    await ana.page.keyboard.type("little");
    await selectInEditor(inge.page, "fishing", "before");
    await inge.page.keyboard.type("many ");
    await selectInEditor(inge.page, "fishing", "after");
    await inge.page.keyboard.press("Backspace");
    await inge.page.keyboard.type("g-");
    await Promise.all([ana, inge].map(({ page }) => indicator(page, "Saved").waitFor()));
    await card(cleo.page, "fishing- boats").waitFor();
    await card(cleo.page, "little harbour town").waitFor();
    await seminar.storedQuotes(article, ["little harbour town", "fishing- boats"]);
    expect(await stored()).toBe(
      `${PARAGRAPHS.join("\n\n").replace("small", "little").replace("fishing", "many fishing-")}\n`,
    );
  });

  it("shows each where the other is, and undoes one's own steps only", async () => {
    await ana.page.locator('[data-name="Inge"]').waitFor({ state: "attached" });
    await ana.page.getByText("Also correcting: Inge").waitFor();
    await ana.page.bringToFront();
    await ana.page.locator(".cm-content").focus();
    await press(ana.page, "Control+z");
    await expect.poll(stored).toContain("small harbour town");
    expect(await stored()).toContain("many fishing-");
    await seminar.storedQuotes(article, ["small harbour town", "fishing- boats"]);
  });

  it("makes headings, bold words and links by keys and buttons, which readers see", async () => {
    const { page } = ana;
    await selectInEditor(page, "harbour master", "before");
    await press(page, "Control+Shift+1");
    await cleo.page.locator("h2[data-from]", { hasText: "The harbour master" }).waitFor();
    await press(page, "Control+z");
    await cleo.page.locator("p[data-from]", { hasText: "The harbour master" }).waitFor();
    await press(page, "Control+Shift+z");
    await cleo.page.locator("h2[data-from]", { hasText: "The harbour master" }).waitFor();
    await selectInEditor(page, "twice a day");
    await page.getByRole("button", { name: "Bold" }).click();
    await cleo.page.locator("strong", { hasText: "twice a day" }).waitFor();
    expect(await page.getByRole("button", { name: "Bold" }).getAttribute("aria-pressed")).toBe("true");
    await press(page, "Control+Shift+k");
    await page.getByLabel("Where the link leads").fill("https://example.org/boats");
    await press(page, "Enter");
    await cleo.page.locator('a[href="https://example.org/boats"]', { hasText: "twice a day" }).waitFor();
    await indicator(page, "Saved").waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("takes a long paste, and its undoing", async () => {
    const { page } = inge;
    const before = await stored();
    await selectInEditor(page, "since the war.", "after");
    await paste(page, `\r\n${"Ein neuer Absatz über die Brücke. ".repeat(12_000)}`);
    await expect.poll(async () => (await stored()).length, { timeout: 60_000 }).toBeGreaterThan(400_000);
    await indicator(page, "Saved").waitFor();
    await seminar.storedQuotes(article, ["small harbour town", "fishing- boats"]);
    await press(page, "Control+z");
    await expect.poll(async () => (await stored()) === before, { timeout: 60_000 }).toBe(true);
  });

  it("keeps the final line break whatever is deleted", async () => {
    const { page } = inge;
    await page.bringToFront();
    await page.locator(".cm-content").focus();
    await press(page, "Control+End");
    await press(page, "Backspace", 3);
    await expect.poll(stored).toMatch(/has gon\n$|has gone\n$|has go\n$/);
    await press(page, "Control+z");
    await expect.poll(stored).toMatch(/has gone\.\n$/);
  });

  it("leaves the text with Tab", async () => {
    const { page } = inge;
    await page.locator(".cm-content").focus();
    await press(page, "Escape");
    await press(page, "Tab");
    await expect.poll(() => page.evaluate(() => document.activeElement?.className ?? "")).not.toContain("cm-content");
  });

  it("says what has lost its passage, and gives it back with undo", async () => {
    const { page } = ana;
    await selectInEditor(page, "fishing- boats");
    await press(page, "Delete");
    await page.getByRole("heading", { name: "1 annotation has lost its passage" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await press(page, "Control+z");
    await page.getByRole("heading", { name: "1 annotation has lost its passage" }).waitFor({ state: "detached" });
    await seminar.storedQuotes(article, ["small harbour town", "fishing- boats"]);
  });

  it("attaches what has lost its passage to another, by one key", async () => {
    await selectInEditor(ana.page, "fishing- boats");
    await press(ana.page, "Delete");
    const { page } = cleo;
    await page.bringToFront();
    await page.getByRole("button", { name: "Attach to a passage" }).click();
    await selectWithMouse(page, "harbour master");
    await press(page, "r");
    await seminar.storedQuotes(article, ["small harbour town", "harbour master"]);
    await page.getByRole("button", { name: "Attach to a passage" }).waitFor({ state: "detached" });
  });

  it("keeps its versions: compared, read and restored", async () => {
    const { page } = ana;
    await page.goto(`/a/${article.id}/correct/history`);
    const added = page.getByRole("button", { name: /Article added/ });
    await added.click();
    await page.getByText(PARAGRAPHS[1] ?? "").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByText("Differences", { exact: true }).click();
    await page.locator("del, ins").first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
    await expect.poll(stored).toBe(`${PARAGRAPHS.join("\n\n")}\n`);
    await seminar.storedQuotes(article, ["small harbour town", "harbour master"]);
  });

  it("takes a corrected file as what differs", async () => {
    const { page } = ana;
    await openCorrecting(page, article);
    const corrected = `${PARAGRAPHS.join("\n\n").replace("small harbour", "smallish harbour")}\n`;
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "bridge.txt", mimeType: "text/plain", buffer: Buffer.from(corrected) });
    await page.getByRole("dialog").getByText("1 place differs").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Change the text" }).click();
    await expect.poll(stored).toBe(corrected);
    await seminar.storedQuotes(article, ["smallish harbour town", "harbour master"]);
  });

  it("waits for the connection", async () => {
    await ana.context.setOffline(true);
    await ana.page.getByText("Not connected: the text can be read").waitFor();
    expect(await editor(ana.page, article).getAttribute("aria-readonly")).toBe("true");
    expect(await faults(ana.page)).toEqual([]);
    await ana.context.setOffline(false);
    await editor(ana.page, article).and(ana.page.locator('[aria-readonly="false"]')).waitFor({ timeout: 60_000 });
    expect([...ana.complaints, ...inge.complaints, ...cleo.complaints]).toEqual([]);
  });
});
