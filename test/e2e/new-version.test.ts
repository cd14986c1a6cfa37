import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { newPerson, type Person } from "./support/person.ts";
import { highlight, indicator, openArticle, Seminar } from "./support/seminar.ts";

type SeminarArticle = Awaited<ReturnType<Seminar["article"]>>;

/** Told plainly, and nothing that was written goes. */
describe("a page that is older than the server", () => {
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
  const seesNewVersion = (page: Page) =>
    page.route("**/build.json", (route) => route.fulfill({ json: { build: "a-newer-build" } }));

  it("a page of an older version says so once the server is back, and can be told to wait", async () => {
    const { page, context } = await member("Ben");
    await openArticle(page, article);
    await seesNewVersion(page);
    const bar = page.getByText("A new version of Postil is ready.");
    expect(await bar.count()).toBe(0);
    await context.setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await indicator(page, "Offline, saved on this device").waitFor();
    await context.setOffline(false);
    await bar.waitFor();
    await page.getByRole("button", { name: "Later" }).click();
    await bar.waitFor({ state: "detached" });
    await highlight(page, "fishing boats");
    await indicator(page, "Saved").waitFor();
    await context.close();
  });

  it("a page whose code went with the old version reloads into the new one, once, and never round and round", async () => {
    const { page, context } = await member("Cleo");
    await page.goto("/");
    await page.getByRole("link", { name: "Seminar" }).first().waitFor();
    await seesNewVersion(page);
    let loads = 0;
    page.on("load", () => loads++);
    let gone = true;
    await page.route(/\/assets\/CodebookPage-[^/]*\.js$/, (route) =>
      gone ? route.fulfill({ status: 404 }) : route.continue(),
    );
    await page.evaluate(() => history.pushState({}, "", location.href));
    await page.getByRole("link", { name: "Seminar" }).first().click();
    await page.getByRole("link", { name: "Codebook" }).first().click();
    const broken = page.getByRole("heading", { name: "This page could not be loaded" });
    await broken.waitFor();
    expect(loads).toBe(1);
    gone = false;
    await page.getByRole("button", { name: "Reload" }).last().click();
    await page.getByRole("heading", { name: "Codebook" }).first().waitFor();
    await context.close();
  });
});
