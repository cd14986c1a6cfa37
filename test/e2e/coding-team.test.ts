import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import type { Article } from "@postil/shared/schema/article";
import type { Assignment } from "@postil/shared/schema/assignment";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { newPerson, type Person, selectWithMouse } from "./support/person.ts";
import { call, card, indicator, Seminar } from "./support/seminar.ts";

const SAME = "fishing boats";
const APART = "harbour master keeps";
const ALONE = "before the ice";

/** Ada leads, Ben and Cleo code; each test goes on where the one before it ended. */
describe("a coding team of three", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ada: Person;
  let ben: Person;
  let cleo: Person;
  let seminar: Seminar;
  let article: Article;
  let assignment: Assignment;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    ada = await newPerson(browser, server.url, "Ada");
    ben = await newPerson(browser, server.url, "Ben");
    cleo = await newPerson(browser, server.url, "Cleo");
    seminar = await Seminar.of(ada);
    const people = [await seminar.join(ben, "annotator"), await seminar.join(cleo, "annotator")];
    article = await seminar.article("The bridge");
    for (const [name, shortcut] of [
      ["Threat", 1],
      ["Hope", 2],
    ] as const)
      await call(ada, "POST", `/workspaces/${seminar.id}/tags`, { name, shortcut });
    const body = { title: "Round 1", articles: [article.id], people, kind: "blind", reveal: "all-submitted" };
    const draft = await call<Assignment>(ada, "POST", `/workspaces/${seminar.id}/assignments`, {
      ...body,
      adjudicators: [people[1]],
    });
    assignment = await call<Assignment>(ada, "POST", `/assignments/${draft.id}/publish`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const assignmentPath = () => `/w/${seminar.id}/assignments/${assignment.id}`;

  /** Each of `marks`: what is marked, and the key of its tag. */
  async function code({ page }: Person, marks: readonly (readonly [string, string])[]): Promise<void> {
    await page.goto(assignmentPath());
    await page.getByRole("link", { name: "The bridge" }).click();
    await indicator(page, "Saved").waitFor();
    await page.getByText("Writing in:").getByText("My blind layer for “Round 1”").waitFor();
    for (const [words, key] of marks) {
      await selectWithMouse(page, words);
      await page.keyboard.press(key);
      await card(page, words).waitFor({ state: "attached" });
      await page.keyboard.press("Escape");
    }
    await indicator(page, "Saved").waitFor();
  }

  const inAgreed = (page: Page, how: string) => page.getByText(how).getByText("Agreed layer of “Round 1”").waitFor();
  const inConsensus = async () => {
    const path = `/workspaces/${seminar.id}/annotations?layer=consensus`;
    return (await call<{ items: AnnotationListItem[] }>(ben, "GET", path)).items;
  };

  it("codes blind, and sees the others' coding once all have submitted", async () => {
    await Promise.all([
      code(ben, [
        [SAME, "1"],
        [APART, "1"],
      ]),
      code(cleo, [
        [SAME, "1"],
        [APART, "2"],
        [ALONE, "2"],
      ]),
    ]);
    expect(await card(ben.page, ALONE).count()).toBe(0);
    await call(ben, "POST", `/assignments/${assignment.id}/submit`);
    await call(cleo, "POST", `/assignments/${assignment.id}/submit`);
    await card(ben.page, ALONE).waitFor({ state: "attached" });
    // Each page hears of the reveal by itself.
    await expect.poll(() => card(cleo.page, SAME).count(), { timeout: 30_000 }).toBe(2);
  });

  it("settles in an agreed layer what it makes of it, which the coders see grow", async () => {
    const { page } = cleo;
    await page.goto(assignmentPath());
    await page.getByRole("button", { name: "Open agreed layer" }).click();
    await inAgreed(page, "Writing in:");
    await card(page, SAME).first().click();
    await card(page, SAME).getByRole("button", { name: "Add to consensus" }).first().click();
    // Both had marked it alike: it is taken over from both.
    await expect.poll(async () => (await inConsensus()).map(({ quote }) => quote), { timeout: 30_000 }).toEqual([SAME]);
    await page.getByText("2 of 5 coded annotations taken over").waitFor();

    await ben.page.goto(assignmentPath());
    await ben.page.getByRole("link", { name: "Agreed layer" }).click();
    await inAgreed(ben.page, "Reading, not writing, in:");
    await ben.page.getByText("2 of 5 coded annotations taken over").waitFor();
    await card(page, APART).first().click();
    await page.keyboard.press("a");
    await ben.page.getByText("3 of 5 coded annotations taken over").waitFor();

    // She settles it without being an instructor: what she leaves out is decided too, until she takes that back.
    await card(page, ALONE).first().click();
    await page.getByRole("button", { name: "Leave out" }).click();
    await ben.page.getByText("Nothing is left to decide.").waitFor();
    await page.getByRole("button", { name: "Take back" }).click();
    await ben.page.getByText("1 left to decide.").waitFor();
    const stored = await inConsensus();
    expect(stored.map(({ quote }) => quote).sort()).toEqual([SAME, APART].sort());
    expect(stored.every(({ author, tags }) => author === "Cleo" && tags.length === 1)).toBe(true);
  });

  it("leads who has not coded to the same, and takes it away", async () => {
    const path = `/api/workspaces/${seminar.id}/exports/annotations.csv?layer=consensus&bom=0`;
    const csv = await (await ada.context.request.get(path)).text();
    for (const words of [SAME, APART]) expect(csv).toContain(words);
    expect(csv).not.toContain(ALONE);
    expect([ada, ben, cleo].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
