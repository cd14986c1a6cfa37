import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { until } from "../support/sync-client.ts";
import { press, tabTo } from "./support/keyboard.ts";
import { fillRegistration, newPerson } from "./support/person.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What the server prints for those who sit at it. */
const LINK = /Sign in as Sample Instructor: (\S+)/;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; any: { message: string }[] }[] }[];
  passes: unknown[];
}

/** What axe finds against WCAG 2.2 AA in the page as it stands, a line each. */
async function faults(page: Page): Promise<string[]> {
  // Fades are over: colours on their way are nobody's.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: { run: (where: Document, options: object) => Promise<AxeResult> } }).axe.run(
        document,
        { runOnly: tags, resultTypes: ["violations"] },
      ),
    WCAG,
  );
  expect(passes.length).toBeGreaterThan(5);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${help}. ${any[0]?.message ?? ""} ${html.slice(0, 200)}`),
  );
}

const h1 = (page: Page) => page.getByRole("heading", { level: 1 }).first().waitFor();

let server: BuiltServer;
let browser: Browser;

beforeAll(async () => {
  server = await startBuiltServer({ POSTIL_SAMPLE: "1" });
  browser = await launchChromium();
  // Said a moment after it listens.
  await until(() => LINK.test(server.output), 20_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Light in the usual run, dark too in the long one. */
const themes = ["light", "dark"] as const;
const looked = themes.filter((theme) => (process.env.POSTIL_AXE_THEMES ?? "light").includes(theme));

describe.each(looked)("axe finds nothing, %s", (colorScheme) => {
  /** One page for nobody and one for the sample's instructor: what they have loaded once is there again quickly. */
  let visitor: Page;
  let page: Page;
  /** Of the sample's instructor. */
  let storageState: NonNullable<BrowserContextOptions["storageState"]>;
  let workspace: string;
  let article: string;

  const open = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1440, height: 900 },
      colorScheme,
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(30_000);
    return context.newPage();
  };

  beforeAll(async () => {
    visitor = await open();
    page = await open();
    await page.goto(LINK.exec(server.output)?.[1] ?? "");
    const first = page.locator('a[href^="/w/"]').first();
    await first.waitFor();
    workspace = (await first.getAttribute("href")) ?? "";
    await page.goto(workspace);
    const row = page.getByRole("table").getByRole("link").first();
    await row.waitFor();
    article = (await row.getAttribute("href")) ?? "";
    storageState = await page.context().storageState();
  });
  afterAll(async () => {
    await visitor?.context().close();
    await page?.context().close();
  });

  it.each(["/sign-in", "/register", "/reset-password/none", "/invitation/none", "/no-such-page"])(
    "on %s before signing in",
    async (path) => {
      await visitor.goto(path);
      await h1(visitor);
      expect(await faults(visitor)).toEqual([]);
    },
  );

  it("on empty pages, and with a form's errors", async () => {
    const person = await newPerson(browser, server.url, `New ${colorScheme}`.replace(" ", ""));
    const { page } = person;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/register");
    await page.getByRole("button", { name: "Create an account" }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    expect(await faults(page)).toEqual([]);
    await fillRegistration(person);
    await page.waitForURL(/\/$/);
    await h1(page);
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "New workspace" }).first().click();
    await page.getByRole("dialog").getByLabel("Name").fill("Empty");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/w\//);
    const base = new URL(page.url()).pathname;
    for (const path of [
      "",
      "/assignments",
      "/assignments/new",
      "/annotations",
      "/codebook",
      "/codebook/history",
      "/activity",
      "/audit",
      "/members",
      "/settings",
    ]) {
      await page.goto(base + path);
      await h1(page);
      expect(await faults(page), path).toEqual([]);
    }
    await person.context.close();
  });

  it.each([
    "/",
    "",
    "/assignments",
    "/assignments/new",
    "/annotations",
    "/codebook",
    "/codebook/history",
    "/activity",
    "/audit",
    "/members",
    "/settings",
    "/account",
    "/notices",
    "/recovered",
  ])("on the full page %j", async (path) => {
    await page.goto(["/", "/account", "/notices", "/recovered"].includes(path) ? path : workspace + path);
    await h1(page);
    expect(await faults(page)).toEqual([]);
  });

  it("on an assignment: its grid, an extension, the question before a reveal, the list of deleted ones", async () => {
    await page.goto(`${workspace}/assignments/new`);
    await page.getByLabel("Title").fill(`Coding, ${colorScheme}`);
    await page.getByRole("radio", { name: /^Blind/ }).check();
    await page.getByRole("button", { name: "Save and publish…" }).click();
    await page.getByText("Must name at least one article.").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Articles" }).focus();
    await press(page, "ArrowDown");
    await page.getByRole("option").first().waitFor();
    // Each arrow goes on from what was chosen before.
    await press(page, "ArrowDown");
    await press(page, "Enter");
    await page.getByRole("option", { selected: true }).waitFor();
    await press(page, "ArrowDown");
    await press(page, "Enter");
    await expect.poll(() => page.getByRole("option", { selected: true }).count()).toBe(2);
    expect(await faults(page)).toEqual([]);
    await page.getByLabel("Due").fill("2090-01-01T12:00");
    await page.getByRole("button", { name: "Save and publish…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
    await page.getByRole("table").waitFor();
    expect(await faults(page)).toEqual([]);
    await page
      .getByRole("button", { name: /^Extension for/ })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    expect(await faults(page)).toEqual([]);
    // Its year, key by key.
    await page.keyboard.type("02032091");
    await expect.poll(() => page.getByLabel(/^Due for them/).inputValue()).toMatch(/^2091-/);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Reveal…" }).click();
    await page.getByRole("dialog").getByText("This can't be undone.").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete assignment" }).click();
    await page.getByRole("button", { name: "Deleted assignments…" }).click();
    await page
      .getByRole("button", { name: /^Restore / })
      .first()
      .waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("in dialogs and menus", async () => {
    await page.goto(workspace);
    await page.getByRole("button", { name: /^Notices/ }).click();
    await page.getByRole("dialog").getByRole("link", { name: "All notices" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add articles" }).click();
    await page.getByRole("menu").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Paste a text" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Add attribute" }).click();
    expect(await faults(page)).toEqual([]);

    await page.goto(`${workspace}/members`);
    await page.getByRole("button", { name: "Invite people" }).first().click();
    await page.getByRole("button", { name: "Create link" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Create link" }).click();
    await page.getByLabel("Invitation link").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Create another" }).click();
    await page.getByLabel(/^E-mail addresses/).fill("one@example.org, nobody");
    await page.getByRole("button", { name: "Invite 1 person" }).click();
    await page.getByText("Not an e-mail address").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "New group" }).click();
    await page.getByLabel("Name of the group").fill(`Section ${colorScheme}`);
    await page.getByRole("button", { name: "Create group" }).click();
    await page.getByRole("button", { name: `Edit Section ${colorScheme}` }).click();
    await page.getByLabel("Name of the group").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page
      .getByRole("button", { name: /^Remove / })
      .first()
      .click();
    await page.getByLabel(/^As a pseudonym/).check();
    expect(await faults(page)).toEqual([]);

    await page.goto(`${workspace}/codebook`);
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitemradio").first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page
      .getByRole("button", { name: /^Colour of/ })
      .first()
      .click();
    await page.getByRole("menuitemradio", { name: "Red" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page
      .getByRole("button", { name: /^Actions for/ })
      .nth(1)
      .click();
    await page.getByRole("menuitem", { name: "Edit…" }).click();
    await page.getByRole("dialog").getByLabel("Definition").waitFor();
    expect(await faults(page)).toEqual([]);

    await page.goto(`${workspace}/codebook`);
    await page.getByRole("row").nth(1).press("Enter");
    await page.getByRole("dialog").getByRole("heading", { name: "By article" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page
      .getByRole("button", { name: /^Actions for/ })
      .nth(1)
      .click();
    await page.getByRole("menuitem", { name: "Merge into…" }).click();
    await page.getByRole("combobox", { name: "Into" }).click();
    await page.getByRole("option").first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("option").first().click();
    await page.getByText("can be taken out again at any time").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goto(`${workspace}/codebook`);
    await page.getByRole("button", { name: "Import and export" }).click();
    await page.getByRole("menuitem", { name: "Import…" }).click();
    const csv = { name: "codes.csv", mimeType: "text/csv", buffer: Buffer.from("path\nNew > Tag\n") };
    await page.locator('input[type="file"]').last().setInputFiles(csv);
    await page.getByText("2 new, 0 changed, 0 unchanged").waitFor();
    expect(await faults(page)).toEqual([]);

    await page.goto(`${workspace}/annotations`);
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menu").waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("in the reading room: cards, picker, writing, toolbar, keys", async () => {
    await page.goto(article);
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

  it("on a phone: text, list, sheet, side panel", async () => {
    const phone = await open({ storageState, viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
    await phone.goto(article);
    const list = phone.getByRole("button", { name: /^\d+ annotations?$/ });
    await list.waitFor();
    expect(await faults(phone)).toEqual([]);
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
