import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium, openProfile } from "../support/chromium.ts";
import { newPerson, PASSWORD, type Person, personIn, WINDOW } from "./support/person.ts";
import { call, card, highlight, indicator, openArticle, register, Seminar } from "./support/seminar.ts";

const OWNERS = "small harbour town";

/** The app and what was read stay on the device, for their person alone, until they sign out. */
describe("without a network", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ana: Person;
  let ben: Person;
  let seminar: Seminar;
  let profile: string;
  let opened: BrowserContext | null = null;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    profile = await mkdtemp(join(tmpdir(), "postil-profile-"));
    ana = await newPerson(browser, server.url, "Ana");
    seminar = await Seminar.of(ana);
  });
  afterAll(async () => {
    await opened?.close();
    await browser?.close();
    await server?.close();
    await rm(profile, { recursive: true, force: true });
  });

  /** Ben's own browser, as he left it. */
  const openBrowser = async (): Promise<Person> => {
    opened = await openProfile(profile, { ...WINDOW, baseURL: server.url });
    return personIn(opened, server.url, "Ben");
  };
  const disconnect = async (person: Person) => {
    await person.context.setOffline(true);
    await server.kill();
  };
  const isKeptOnDevice = (page: Page) =>
    page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated", undefined, {
      timeout: 60_000,
    });
  const offlineIndicator = (page: Page) => indicator(page, "Offline, saved on this device");

  it("opens what was read before, takes annotations over reloads and days, and sends each of them once", async () => {
    const article = await seminar.article("The bridge");
    const other = await seminar.article("The ferry");
    ben = await openBrowser();
    await seminar.join(ben, "annotator");
    await openArticle(ben.page, article);
    await isKeptOnDevice(ben.page);

    await disconnect(ben);
    await ben.page.reload();
    await card(ben.page, OWNERS).waitFor();
    await offlineIndicator(ben.page).waitFor();
    await highlight(ben.page, "fishing boats");
    await offlineIndicator(ben.page).waitFor();
    await ben.page.reload();
    await card(ben.page, "fishing boats").waitFor();
    await ben.context.close();

    ben = await openBrowser();
    await ben.context.setOffline(true);
    await ben.page.goto("/");
    await ben.page.getByText("You are offline, or the server can't be reached.").waitFor();
    await ben.page.getByRole("link", { name: "Seminar" }).first().click();
    const row = (title: string) => ben.page.getByRole("row").filter({ hasText: title });
    await row("The bridge").getByText("On this device").waitFor();
    expect(await row("The ferry").getByText("On this device").count()).toBe(0);
    await row("The ferry").getByRole("link").click();
    await ben.page.getByRole("heading", { name: "This article isn't on this device" }).waitFor();
    await ben.page.goto(`/a/${article.id}`);
    await card(ben.page, "fishing boats").waitFor();
    await highlight(ben.page, "harbour master");
    await offlineIndicator(ben.page).waitFor();

    await server.start();
    await ben.context.setOffline(false);
    await indicator(ben.page, "Saved").waitFor();
    await seminar.storedQuotes(article, [OWNERS, "fishing boats", "harbour master"]);
    await openArticle(ana.page, article);
    await card(ana.page, "fishing boats").waitFor();
    await card(ana.page, "harbour master").waitFor();
    expect(await ana.page.locator("[data-annotation]").count()).toBe(3);
    expect(await seminar.stored(other)).toHaveLength(1);
  });

  it("signs out here, and on the server once it is back; shows nobody what another person read on this device", async () => {
    const [article] = (await call<{ items: { id: string }[] }>(ana, "GET", `/workspaces/${seminar.id}/articles`)).items;
    const { page } = ben;
    await disconnect(ben);
    await page.getByRole("button", { name: "Account of Ben" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in/);
    const untold = page.getByText("the server could not be told yet");
    await untold.waitFor();
    expect(await readDevice(page)).toEqual([]);
    await page.goto(`/a/${article?.id}`);
    await untold.waitFor();
    await server.start();
    await ben.context.setOffline(false);
    await untold.waitFor({ state: "detached" });
    expect((await ben.context.request.get("/api/auth/me")).status()).toBe(401);

    await register({ ...ben, name: "Dana", email: "dana@example.org" });
    await page.goto("/");
    await page.getByRole("button", { name: "Account of Dana" }).waitFor();
    await disconnect(ben);
    await page.goto(`/a/${article?.id}`);
    await page.getByRole("heading", { name: "This article isn't on this device" }).waitFor();
    await page.goto("/");
    await page.getByRole("button", { name: "Account of Dana" }).waitFor();
    expect(await page.getByText("Seminar").count()).toBe(0);
    await server.start();
    await ben.context.setOffline(false);
    expect(ben.complaints).toEqual([]);
  });

  it("goes to the sign-in page when the session has ended elsewhere, as soon as the server can be asked", async () => {
    const { page } = ben;
    await page.goto("/");
    await call(ben, "POST", "/auth/logout");
    await page.goto("/");
    await page.waitForURL(/\/sign-in/);
    await disconnect(ben);
    await page.reload();
    await page.goto("/");
    await page.getByRole("heading", { name: "Postil can't be reached" }).waitFor();
    await server.start();
    await ben.context.setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  });
});

/** What of anybody's is left in the browser: keys of stored answers and local copies, and who is signed in. */
function readDevice(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const left: string[] = Object.keys({ ...localStorage }).filter((key) => key === "postil-signed-in");
    for (const [name, stores] of [
      ["postil-answers", ["answers"]],
      ["postil", ["copies", "updates", "pending", "drafts", "recovered"]],
    ] as const) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      for (const store of stores) {
        const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
          const asked = database.transaction(store).objectStore(store).getAllKeys();
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        });
        left.push(...keys.map((key) => `${store} ${JSON.stringify(key)}`));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) {
        if (/\/(api|sync|socket\.io)(\/|$)/.test(new URL(url).pathname)) left.push(url);
      }
    }
    return left;
  });
}
