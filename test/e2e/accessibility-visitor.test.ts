import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, h1, Stage, THEMES } from "./support/axe.ts";
import { fillRegistration, newPerson } from "./support/person.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.close());

describe.each(THEMES)("axe finds nothing, %s", (colorScheme) => {
  let visitor: Page;
  beforeAll(async () => {
    visitor = await stage.open({ colorScheme, storageState: undefined });
  });
  afterAll(() => visitor?.context().close());

  it.each(["/sign-in", "/register", "/reset-password/none", "/invitation/none", "/no-such-page"])(
    "on %s before signing in",
    async (path) => {
      await visitor.goto(path);
      await h1(visitor);
      expect(await faults(visitor)).toEqual([]);
    },
  );

  it("on empty pages, and with a form's errors", async () => {
    const person = await newPerson(stage.browser, stage.server.url, `New ${colorScheme}`.replace(" ", ""));
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

  it("without the server, where an article isn't on this device, and when there is a new version", async () => {
    const page = await stage.open({ colorScheme, serviceWorkers: "block" });
    await page.goto(stage.workspace);
    const row = page.getByRole("table").getByRole("link").first();
    await row.waitFor();
    await page.getByRole("button", { name: "Find anything" }).waitFor();
    await page.route("**/api/**", (route) => route.abort());
    await row.click();
    await page.getByRole("heading", { name: "This article isn't on this device" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.goBack();
    await page.getByText("You are offline, or the server can't be reached.").first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.route("**/build.json", (route) => route.fulfill({ json: { build: "another" } }));
    await page.unroute("**/api/**");
    await page.getByRole("button", { name: "Try again" }).first().click();
    await page.getByText("A new version of Postil is ready.").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });
});
