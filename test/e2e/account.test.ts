import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { repositoryRoot } from "../support/cache.ts";
import { launchChromium } from "../support/chromium.ts";
import { fillRegistration, newPerson, PASSWORD, type Person } from "./support/person.ts";

describe("somebody keeps their account", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ana: Person;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    ana = await newPerson(browser, server.url, "Ana");
    await ana.page.goto("/register");
    await fillRegistration(ana);
    await ana.page.getByRole("button", { name: "New workspace" }).first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const signOut = async (page: Page) => {
    await page.getByRole("button", { name: /Ana/ }).first().click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
  };
  const signIn = async (page: Page, password: string) => {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(ana.email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };

  it("changes the password on the account page, and signs in with the new one only", async () => {
    const { page } = ana;
    await page.goto("/account");
    await page.getByLabel("Current password").fill(PASSWORD);
    await page.getByLabel("New password").fill("a longer new password");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Your password was changed.").first().waitFor();
    await signOut(page);
    await signIn(page, PASSWORD);
    await page.getByRole("alert").first().waitFor();
    await signIn(page, "a longer new password");
    await page.getByRole("button", { name: "New workspace" }).first().waitFor();
    await signOut(page);
  });

  it("chooses a new password by the link that an administrator's command prints", async () => {
    const { page } = ana;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(repositoryRoot, "scripts/admin.mjs"), "reset-password", ana.email],
      { env: { ...process.env, ...server.env } },
    );
    const link = /http\S+\/reset-password\/\S+/.exec(stdout)?.[0];
    expect(link).toBeDefined();
    await page.goto(new URL(link ?? "").pathname);
    await page.getByLabel("New password").fill("one more new password");
    await page.getByRole("button", { name: "Save the new password" }).click();
    await page.getByText("Your password was changed.").first().waitFor();
    await signIn(page, "one more new password");
    await page.getByRole("button", { name: "New workspace" }).first().waitFor();
  });

  it("deletes the account after asking for the password, and is signed out", async () => {
    const { page } = ana;
    await page.goto("/account");
    await page.getByRole("button", { name: "Delete account…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your password").fill("one more new password");
    await dialog.getByRole("button", { name: "Delete account" }).click();
    await dialog.waitFor({ state: "detached" });
    const me = await page.request.get("/api/auth/me");
    expect(me.status()).toBe(401);
  });
});
