import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { newPerson } from "./support/person.ts";
import { call, Seminar } from "./support/seminar.ts";

let server: BuiltServer;
let browser: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  server = await startBuiltServer();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

it("the feed says that there is something new and moves only when asked; Home tells what is asked and what is new", async () => {
  const [ada, ben] = [await newPerson(browser, server.url, "Ada"), await newPerson(browser, server.url, "Ben")];
  const seminar = await Seminar.of(ada);
  await seminar.join(ben, "annotator");
  const article = await seminar.article("The bridge");
  const { page } = ada;
  await page.goto(`/w/${seminar.id}/activity`);
  const rows = page.getByRole("main").getByRole("listitem");
  await page.getByText("Ben joined as annotator").waitFor();
  const before = await rows.allInnerTexts();
  const team = article.layers.find(({ kind }) => kind === "team")?.id;
  const note = { op: "annotate", on: "article", note: "Mine" };
  await call(ben, "POST", `/layers/${team}/operations`, { operations: [note, note] });
  const show = page.getByRole("button", { name: "Show 2 new" });
  await show.waitFor();
  expect(await rows.allInnerTexts()).toEqual(before);
  await show.click();
  await page.getByText("Ben made 2 annotations in The bridge").waitFor();
  await page.getByRole("link", { name: "Audit" }).click();
  await page.getByRole("cell", { name: "accepted an invitation" }).waitFor();

  const body = { title: "Reading", articles: [article.id], dueAt: "2090-01-01T12:00:00Z" };
  const { id } = await call<{ id: string }>(ada, "POST", `/workspaces/${seminar.id}/assignments`, body);
  await call(ada, "POST", `/assignments/${id}/publish`);
  await ben.page.goto("/");
  const asked = ben.page.locator("section").filter({ hasText: "Asked of you" });
  await asked.getByRole("link", { name: "Reading" }).waitFor();
  await ben.page.getByText("Ada published the assignment Reading").waitFor();
  await ben.page.getByRole("button", { name: "Mark all as seen" }).click();
  await ben.page.getByText("Ada published the assignment Reading").waitFor({ state: "detached" });
});
