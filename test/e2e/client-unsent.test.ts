import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium, startChromium } from "../support/chromium.ts";
import { newPerson, PASSWORD, type Person } from "./support/person.ts";
import { call, card, goOffline, highlight, indicator, openArticle, Seminar, trouble } from "./support/seminar.ts";

const OWNERS = "small harbour town";

/** What was done and not sent stays: in the browser's storage, for its person alone, until the server has it. */
describe("work that is not sent yet", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ana: Person;
  let ben: Person;
  let seminar: Seminar;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    ana = await newPerson(browser, server.url, "Ana");
    ben = await newPerson(browser, server.url, "Ben");
    seminar = await Seminar.of(ana);
    await seminar.join(ben, "annotator");
    await ben.context.routeWebSocket(/\/sync\//, (socket) => {
      if (reachable) socket.connectToServer();
      else void socket.close({ code: 4503 });
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Whether Ben's documents can be reached, while everything else can. */
  let reachable = true;
  const signIn = async (person: Person) => {
    await person.page.getByLabel("E-mail address").fill(person.email);
    await person.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await person.page.getByRole("button", { name: "Sign in" }).click();
  };
  const askToSignOut = async (person: Person, name = person.name) => {
    await person.page.getByRole("button", { name: `Account of ${name}` }).click();
    await person.page.getByRole("menuitem", { name: "Sign out" }).click();
  };

  it("outlives a browser that is killed before the server has acknowledged it, and words that were being typed", async () => {
    const article = await seminar.article("The crash");
    const folder = await mkdtemp(join(tmpdir(), "postil-profile-"));
    const cookies = await ben.context.cookies();
    const started: Awaited<ReturnType<typeof startChromium>>[] = [];
    const open = async () => {
      const chromium = await startChromium(folder);
      started.push(chromium);
      const [context] = chromium.browser.contexts();
      if (!context) throw new Error("the profile is not open");
      // A fresh profile writes its cookies to the disk only after half a minute.
      await context.addCookies(cookies);
      const page = await context.newPage();
      await page.setViewportSize({ width: 1440, height: 900 });
      return { chromium, context, page };
    };
    try {
      const before = await open();
      let heard = true;
      await before.context.routeWebSocket(/\/sync\/layer/, (socket) => {
        const to = socket.connectToServer();
        socket.onMessage((data) => heard && to.send(data));
      });
      await openArticle(before.page, article, server.url);
      heard = false;
      await highlight(before.page, "fishing boats");
      await card(before.page, "fishing boats").getByRole("textbox").first().fill("Typed, not sent.");
      await highlight(before.page, "harbour master");
      await indicator(before.page, "Saving").waitFor();
      await before.chromium.kill();
      await seminar.storedQuotes(article, [OWNERS]);

      const after = await open();
      await openArticle(after.page, article, server.url);
      await seminar.storedQuotes(article, [OWNERS, "fishing boats", "harbour master"]);
      await card(after.page, "fishing boats").click();
      await expect
        .poll(() => card(after.page, "fishing boats").getByRole("textbox").first().inputValue())
        .toBe("Typed, not sent.");
    } finally {
      for (const chromium of started) await chromium.kill();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("is sent by two tabs at two articles, and by the next visit when the tab was closed offline", async () => {
    const first = await seminar.article("The first");
    const second = await seminar.article("The second");
    const tab = await ben.context.newPage();
    await openArticle(ben.page, first);
    await openArticle(tab, first);
    await goOffline(ben.context, ben.page);
    await highlight(ben.page, "fishing boats");
    await highlight(tab, "harbour master");
    await ben.context.setOffline(false);
    await indicator(tab, "Saved").waitFor();
    await seminar.storedQuotes(first, [OWNERS, "fishing boats", "harbour master"]);

    await openArticle(tab, second);
    await goOffline(ben.context, tab);
    await highlight(tab, "before the ice");
    await highlight(ben.page, "Whatever the council");
    await indicator(tab, "Offline, saved on this device").waitFor();
    await tab.close();
    await ben.page.close();
    await ben.context.setOffline(false);
    // Not even the articles are opened: any page will do.
    ben.page = await ben.context.newPage();
    await ben.page.goto("/");
    await seminar.storedQuotes(first, [OWNERS, "fishing boats", "harbour master", "Whatever the council"]);
    await seminar.storedQuotes(second, [OWNERS, "before the ice"]);
  });

  it("is kept while one is signed out, and sent after signing in again", async () => {
    const article = await seminar.article("The session");
    const { page } = ben;
    await openArticle(page, article);
    await call(ben, "POST", "/auth/logout");
    await page.getByText("You have been signed out.").waitFor();
    await indicator(page, "Needs attention").waitFor();
    await highlight(page, "fishing boats");
    await page.getByRole("link", { name: "Sign in again" }).click();
    await signIn(ben);
    await indicator(page, "Saved").waitFor();
    await seminar.storedQuotes(article, [OWNERS, "fishing boats"]);
  });

  it("is named before signing out, stays for its person alone when kept, and is gone when discarded", async () => {
    const article = await seminar.article("The shared computer");
    const { page } = ben;
    await openArticle(page, article);
    await goOffline(ben.context, page);
    await highlight(page, "fishing boats");
    await page.goto("about:blank");
    reachable = false;
    await ben.context.setOffline(false);
    await page.goto("/");

    const dialog = page.getByRole("dialog", { name: "Sign out with unsent work?" });
    await askToSignOut(ben);
    await dialog.getByText("“The shared computer”").waitFor();
    await dialog.getByRole("button", { name: "Stay signed in" }).click();
    await dialog.waitFor({ state: "detached" });
    await askToSignOut(ben);
    await dialog.getByRole("button", { name: "Sign out, keep it here" }).click();
    await page.waitForURL(/\/sign-in/);

    const dana: Person = { ...ben, name: "Dana", email: "dana@example.org" };
    reachable = true;
    await seminar.join(dana, "annotator");
    await openArticle(page, article);
    await card(page, OWNERS).waitFor();
    expect(await card(page, "fishing boats").count()).toBe(0);
    await page.goto("/recovered");
    await page.getByText("Nothing here.").waitFor();
    await askToSignOut(dana);
    await page.waitForURL(/\/sign-in/);
    await seminar.storedQuotes(article, [OWNERS]);

    await signIn(ben);
    await page.getByRole("button", { name: "Account of Ben" }).waitFor();
    await seminar.storedQuotes(article, [OWNERS, "fishing boats"]);
    expect(ben.complaints).toEqual([]);
  });

  it("needs attention where the device can't keep it: says so, and asks before the page is closed", async () => {
    const article = await seminar.article("The full disk");
    const cy = await newPerson(browser, server.url, "Cy");
    await seminar.join(cy, "annotator");
    const { page } = cy;
    await openArticle(page, article);
    await page.evaluate(() => {
      const { put } = IDBObjectStore.prototype;
      Object.assign(window, { freeSpace: () => Object.assign(IDBObjectStore.prototype, { put }) });
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("The disk is full.", "QuotaExceededError");
      };
    });
    await cy.context.setOffline(true);
    await highlight(page, "fishing boats");
    await trouble(page).getByText("Your last changes are only in this page").waitFor();
    const asked = new Promise<string>((resolve) =>
      page.once("dialog", (question) => void question.dismiss().then(() => resolve(question.type()))),
    );
    await page.close({ runBeforeUnload: true });
    expect(await asked).toBe("beforeunload");
    await page.evaluate(() => (window as unknown as { freeSpace(): void }).freeSpace());
    await indicator(page, "Offline, saved on this device").waitFor();
    await cy.context.setOffline(false);
    await indicator(page, "Saved").waitFor();
    await seminar.storedQuotes(article, [OWNERS, "fishing boats"]);
    await cy.context.close();
  });
});
