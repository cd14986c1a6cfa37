import type { Assignment } from "@postil/shared/schema/assignment";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { newPerson, type Person } from "./support/person.ts";
import { call, card, highlight, indicator, Seminar } from "./support/seminar.ts";

let server: BuiltServer;
let browser: Browser;
let ada: Person;
let ben: Person;
let cleo: Person;
let seminar: Seminar;

beforeAll(async () => {
  server = await startBuiltServer();
  browser = await launchChromium();
  ada = await newPerson(browser, server.url, "Ada");
  ben = await newPerson(browser, server.url, "Ben");
  cleo = await newPerson(browser, server.url, "Cleo");
  seminar = await Seminar.of(ada);
  await seminar.join(ben, "annotator");
  await seminar.join(cleo, "annotator");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** From the workspace's pages to the article, by what a student clicks. */
async function openFromAssignment({ page }: Person, title: string, article: string): Promise<void> {
  await page.goto(`/w/${seminar.id}`);
  await page.getByRole("link", { name: "Assignments" }).click();
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("link", { name: article }).click();
  await indicator(page, "Saved").waitFor();
  await page.getByText("Writing in:").getByText(`My blind layer for “${title}”`).waitFor();
}

async function submit({ page }: Person, assignment: string): Promise<void> {
  await page.goto(assignment);
  await page.getByRole("button", { name: "Submit…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
  await page.getByText("You submitted this").waitFor();
}

describe("a blind assignment", () => {
  it("is made, coded by two, submitted and revealed, and each sees the other's work without reloading", async () => {
    await seminar.article("The bridge");
    const { page } = ada;
    await page.goto(`/w/${seminar.id}/assignments`);
    await page.getByRole("link", { name: "New assignment" }).click();
    await page.getByLabel("Title").fill("Coding round 1");
    await page.getByRole("radio", { name: /^Blind/ }).check();
    // What is missing is said at its field, and nothing is stored.
    await page.getByRole("button", { name: "Save and publish…" }).click();
    await page.getByText("Must name at least one article.").waitFor();
    await page.getByRole("combobox", { name: "Articles" }).fill("bridge");
    await page.getByRole("option", { name: "The bridge" }).click();
    await page.getByRole("button", { name: "Save and publish…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
    await page.getByRole("heading", { name: "Who is how far" }).waitFor();
    const path = new URL(page.url()).pathname;
    const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
    await row("Ben").getByText("Not started").first().waitFor();

    await openFromAssignment(ben, "Coding round 1", "The bridge");
    await highlight(ben.page, "fishing boats");
    await openFromAssignment(cleo, "Coding round 1", "The bridge");
    await highlight(cleo.page, "harbour master keeps");
    await indicator(cleo.page, "Saved").waitFor();
    // The instructor's grid follows, without reloading.
    await row("Ben").getByText("1 annotation").waitFor();
    await row("Cleo").getByText("Working").first().waitFor();
    expect(await card(cleo.page, "fishing boats").count()).toBe(0);

    await submit(ben, path);
    await row("Ben").getByText("Submitted").first().waitFor();
    await submit(cleo, path);
    await row("Cleo").getByText("Submitted").first().waitFor();

    // Both look at their own when it is revealed.
    for (const { page: theirs } of [ben, cleo]) {
      await theirs.getByRole("link", { name: "The bridge" }).click();
      await indicator(theirs, "Saved").waitFor();
      await theirs.getByText("You submitted this").first().waitFor();
    }
    await card(ben.page, "fishing boats").waitFor();
    expect(await card(ben.page, "harbour master keeps").count()).toBe(0);

    await page.bringToFront();
    await page.getByRole("button", { name: "Reveal…" }).click();
    const dialog = page.getByRole("dialog", { name: "Reveal everybody's work?" });
    await dialog.getByText("2 of 2 have submitted.").waitFor();
    await dialog.getByText("This can't be undone.").waitFor();
    await dialog.getByRole("button", { name: "Reveal for good" }).click();
    await page.getByText("Revealed by Ada").waitFor();

    await card(ben.page, "harbour master keeps").waitFor();
    await card(cleo.page, "fishing boats").waitFor();
    await ben.page.getByText("It was revealed and is frozen").first().waitFor();
    const stored = await call<Assignment>(ada, "GET", `/assignments/${path.split("/").at(-1)}`);
    expect(stored.revealedBy).toBe("Ada");
    expect([...ada.complaints, ...ben.complaints, ...cleo.complaints]).toEqual([]);
  });
});
