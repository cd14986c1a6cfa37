import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { newPerson, type Person, personIn, WINDOW } from "./support/person.ts";
import { card, highlight, openArticle, Seminar, trouble } from "./support/seminar.ts";

type SeminarArticle = Awaited<ReturnType<Seminar["article"]>>;

/** Told plainly; what reaches the server is safe as ever. */
describe("a device that keeps nothing", () => {
  let server: BuiltServer;
  let browser: Browser;
  let seminar: Seminar;
  let article: SeminarArticle;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    seminar = await Seminar.of(await newPerson(browser, server.url, "Ana"));
    article = await seminar.article("The bridge");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const member = async (name: string): Promise<Person> => {
    const person = await newPerson(browser, server.url, name);
    await seminar.join(person, "annotator");
    return person;
  };
  const device = (page: Page) =>
    page.getByRole("heading", { name: "On this device" }).locator("xpath=ancestor::section");

  it("a browser that denies storage is read and written in while connected, and says what it can't do", async () => {
    const person = await member("Dana");
    const { page, context } = person;
    await context.addInitScript(() => {
      const denied = () => {
        throw new DOMException("Denied.", "SecurityError");
      };
      for (const name of ["indexedDB", "localStorage", "sessionStorage", "caches"]) {
        Object.defineProperty(window, name, { get: denied, configurable: true });
      }
    });
    await page.goto(`/a/${article.id}`);
    const needsAttention = trouble(page);
    await needsAttention.getByText("this device keeps no copy").waitFor();
    await card(page, "small harbour town").waitFor();
    await highlight(page, "harbour master");
    await expect
      .poll(async () => (await seminar.stored(article)).map(({ quote }) => quote))
      .toContain("harbour master");
    await page.goto("/account");
    await device(page).getByText("What you read can't be kept on this device").waitFor();
    expect(person.complaints).toEqual([]);
    await context.close();
  });

  it("a device whose storage is full says so, keeps the words in the page and sends them when it is back", async () => {
    const person = await member("Eva");
    const { page, context } = person;
    await context.addInitScript(() => {
      const full = () => {
        throw new DOMException("Full.", "QuotaExceededError");
      };
      for (const write of ["put", "add"] as const) IDBObjectStore.prototype[write] = full;
      Storage.prototype.setItem = full;
    });
    await page.goto(`/a/${article.id}`);
    await trouble(page).getByText("this device keeps no copy").waitFor();
    await card(page, "small harbour town").waitFor();
    await context.setOffline(true);
    await highlight(page, "swing bridge");
    await trouble(page).getByText("Your last changes are only in this page").waitFor();
    await context.setOffline(false);
    await expect
      .poll(async () => (await seminar.stored(article)).map(({ quote }) => quote), { timeout: 60_000 })
      .toContain("swing bridge");
    expect(person.complaints).toEqual([]);
    await context.close();
  });

  it("a browser that refuses the worker reads as before, and says why it won't open without a network", async () => {
    const context = await browser.newContext({ ...WINDOW, baseURL: server.url });
    const person = await personIn(context, server.url, "Finn");
    await seminar.join(person, "annotator");
    await context.route("**/service-worker.js", (route) => route.fulfill({ status: 403 }));
    await openArticle(person.page, article);
    await person.page.goto("/account");
    await device(person.page)
      .getByText("the browser's settings don't let this site keep anything")
      .waitFor({ timeout: 60_000 });
    expect(await person.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    expect(person.complaints).toEqual([]);
    await context.close();
  });
});
