import type { Article } from "@postil/shared/schema/article";
import { parse } from "csv-parse/sync";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileTexts } from "../../client/src/annotations/testing/hostile-texts.ts";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { until } from "../support/sync-client.ts";
import { expectFocus, press } from "./support/keyboard.ts";
import { newPerson, type Person } from "./support/person.ts";
import { call, Seminar } from "./support/seminar.ts";

/** Two people settle a question under one annotation; each test goes on where the one before it ended. */
describe("a thread of two people", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ada: Person;
  let ben: Person;
  let benActor: string;
  let seminar: Seminar;
  let article: Article;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    ada = await newPerson(browser, server.url, "Ada");
    ben = await newPerson(browser, server.url, "Ben");
    seminar = await Seminar.of(ada);
    benActor = await seminar.join(ben, "annotator");
    article = await seminar.article("Bridge");
    for (const { page } of [ada, ben]) {
      await page.goto(`/a/${article.id}`);
      await card({ page }).waitFor();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const card = ({ page }: Pick<Person, "page">): Locator => page.locator("[data-annotation]").first();
  const comment = (person: Person, by: string): Locator =>
    card(person).getByRole("region", { name: `Comment by ${by}` });
  const show = ({ page }: Person, name: string) =>
    page.getByRole("region", { name: "Show" }).getByRole("button", { name });

  it("mentions whom it offers after an @, by keys alone, and they see it as their name", async () => {
    const { page } = ada;
    await card(ada).focus();
    await press(page, "Enter");
    const box = card(ada).getByRole("textbox", { name: "Comment" });
    await box.focus();
    await page.keyboard.type("Is this **the** port, @b");
    const people = card(ada).getByRole("listbox", { name: "People who can read this" });
    await people.getByRole("option", { name: "Ben" }).waitFor();
    expect(await people.getByRole("option").count()).toBe(1);
    await press(page, "Enter");
    expect(await box.inputValue()).toBe("Is this **the** port, @Ben ");
    await page.keyboard.type("or @Cai?");
    await press(page, "Control+Enter");

    await card(ben).click();
    const said = comment(ben, "Ada");
    await said.getByText("@Ben", { exact: true }).waitFor();
    expect(await said.getByText("the", { exact: true }).evaluate((element) => element.tagName)).toBe("STRONG");
    // Nobody of that name can read this.
    expect(await said.getByText("@Cai", { exact: true }).count()).toBe(0);
    expect(await said.innerText()).toContain("or @Cai?");
  });

  it("is found by whom it mentions", async () => {
    await show(ben, "Mentions me").click();
    expect(await card(ben).count()).toBe(1);
    await show(ada, "Mentions me").click();
    await card(ada).waitFor({ state: "detached" });
    await show(ada, "Mentions me").click();
    await show(ben, "Mentions me").click();
    await card(ada).click();
    await card(ben).click();
  });

  it("takes replies and reactions, which say whose they are", async () => {
    const said = comment(ben, "Ada");
    await said.hover();
    await said.getByRole("button", { name: "Reply" }).click();
    await ben.page.keyboard.type("It is, see www.example.org");
    await press(ben.page, "Control+Enter");
    const link = comment(ada, "Ben").getByRole("link", { name: "www.example.org" });
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow");

    const answer = comment(ada, "Ben");
    await answer.getByRole("button", { name: "React" }).focus();
    await press(ada.page, "Enter");
    await expectFocus(ada.page.getByRole("menuitemcheckbox").first());
    await press(ada.page, "ArrowDown", 2);
    await press(ada.page, "Enter");
    const sign = comment(ben, "Ben").getByRole("button", { name: "Thanks, 1: Ada" });
    await sign.click();
    await comment(ada, "Ben").getByRole("button", { name: "Thanks, 2: you, Ben" }).waitFor();
  });

  it("is assigned, and settled by whom it is assigned to", async () => {
    await card(ada).getByRole("button", { name: "More for this annotation" }).click();
    await ada.page.getByRole("menuitem", { name: "Assign to somebody" }).click();
    const whom = card(ada).getByRole("combobox", { name: "Who is to settle this" });
    await whom.selectOption({ label: "Assigned to Ben" });
    const named = card(ben).getByRole("combobox", { name: "Who is to settle this" });
    await expect.poll(() => named.inputValue(), { timeout: 10_000 }).toBe(benActor);

    await show(ben, "Assigned to me").click();
    await card(ben).getByRole("button", { name: "Resolve" }).click();
    await card(ada).getByText("Resolved by Ben").waitFor();
    await card(ben).getByRole("button", { name: "Reopen" }).click();
    await card(ada).getByText("Resolved by Ben").waitFor({ state: "detached" });
    await show(ben, "Assigned to me").click();
  });

  it("keeps what a comment read before it was changed", async () => {
    await card(ada).click();
    const said = comment(ada, "Ada");
    await said.hover();
    await said.getByRole("button", { name: "Edit" }).click();
    const box = card(ada).getByRole("textbox", { name: "Change your comment" });
    // The mark of a mention is nothing to be seen, or broken.
    expect(await box.inputValue()).toBe("Is this **the** port, @Ben or @Cai?");
    await box.fill("Which port, @Ben?");
    await press(ada.page, "Control+Enter");

    await comment(ben, "Ada").getByText("@Ben", { exact: true }).waitFor();
    await comment(ben, "Ada")
      .getByRole("button", { name: /^edited/ })
      .click();
    const dialog = ben.page.getByRole("dialog", { name: "Earlier versions" });
    await dialog.getByText(/as it reads now/).waitFor();
    const versions = await dialog.getByRole("listitem").allInnerTexts();
    expect(versions.map((version) => version.split("\n").at(-1))).toEqual([
      "Which port, @Ben?",
      "Is this the port, @Ben or @Cai?",
    ]);
    await press(ben.page, "Escape");
    await dialog.waitFor({ state: "detached" });
    await comment(ben, "Ada").waitFor();
  });

  it("leaves a placeholder where a comment was deleted that others answered, and brings it back", async () => {
    const said = comment(ada, "Ada");
    await said.hover();
    await said.getByRole("button", { name: "Delete" }).click();
    await card(ben).getByText("This comment was deleted.").waitFor();
    await comment(ben, "Ben").waitFor();
    expect(await card(ben).getByRole("button", { name: "Bring it back" }).count()).toBe(0);
    await card(ada).getByRole("button", { name: "Bring it back" }).click();
    await comment(ben, "Ada").waitFor();
  });

  it("is on the list, and in the table that is exported, as it reads", async () => {
    await until(async () => (await seminar.stored(article))[0]?.commentCount === 2, 10_000);
    for (const [person, query, count] of [
      [ben, "mentions=me", 1],
      [ben, "assignee=me&resolved=false", 1],
      [ada, "mentions=me", 0],
    ] as const) {
      await person.page.goto(`/w/${article.workspaceId}/annotations?${query}`);
      await person.page
        .getByRole("status")
        .getByText(count === 1 ? "1 annotation" : "0 annotations")
        .waitFor();
    }
    await ben.page.goto(`/w/${article.workspaceId}/annotations`);
    await ben.page.getByLabel("Yours, or everybody's").selectOption({ label: "Assigned to me" });
    await ben.page.getByText("Assigned to Ben").waitFor();
    const path = `/workspaces/${article.workspaceId}/exports/annotations.csv?rows=comment&raw=1&bom=0`;
    const answer = await ben.context.request.get(`/api${path}`);
    const rows: { author: string; comment: string }[] = parse(await answer.text(), { columns: true });
    expect(rows.map(({ author, comment: text }) => [author, text])).toEqual([
      ["Ada", "Which port, @Ben?"],
      ["Ben", "It is, see www.example.org"],
    ]);
    await call(ben, "PATCH", "/auth/me", { name: "Benedict" });
    await ben.page.goto(`/a/${article.id}`);
    await card(ben).click();
    await comment(ben, "Ada").getByText("@Benedict", { exact: true }).waitFor();
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  });

  it("runs and loads nothing of what somebody stored in it", async () => {
    const hostile = hostileTexts(benActor);
    const [annotation] = await seminar.stored(article);
    const operations = hostile.map((text) => ({ op: "comment", annotation: annotation?.id, text }));
    const { page } = ada;
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url)) asked.push(request.url());
    });
    await call(ben, "POST", `/layers/${annotation?.layerId}/operations`, { operations });
    await page.goto(`/a/${article.id}?annotation=${annotation?.id}`);
    const said = card(ada).getByRole("region", { name: /^Comment by Benedict/ });
    await expect.poll(() => said.count(), { timeout: 20_000 }).toBe(hostile.length + 1);
    // The marks have been read, not only shown as typed.
    await card(ada).locator("code").first().waitFor();
    expect(await said.locator("img, script, iframe, style, form, input, details").count()).toBe(0);
    for (const href of await card(ada)
      .locator("a")
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href)))
      expect(href).toMatch(/^(https?|mailto):/);
    expect([...asked, ...ada.complaints]).toEqual([]);
  });
});
