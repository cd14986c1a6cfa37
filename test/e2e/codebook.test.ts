import type { Tag } from "@postil/shared/schema/tag";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { expectFocus, press } from "./support/keyboard.ts";
import { newPerson, type Person, selectWithMouse } from "./support/person.ts";
import { call, card, openArticle, Seminar } from "./support/seminar.ts";

let server: BuiltServer;
let browser: Browser;
let ada: Person;
let ben: Person;
let seminar: Seminar;

beforeAll(async () => {
  server = await startBuiltServer();
  browser = await launchChromium();
  ada = await newPerson(browser, server.url, "Ada");
  ben = await newPerson(browser, server.url, "Ben");
  seminar = await Seminar.of(ada);
  await seminar.join(ben, "annotator");
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const tags = async () =>
  (await call<{ items: Tag[] }>(ada, "GET", `/workspaces/${seminar.id}/tags`)).items.filter((tag) => !tag.mergedInto);
const paths = async () => (await tags()).map((tag) => tag.path);
const add = (name: string, body: object = {}) =>
  call<Tag>(ada, "POST", `/workspaces/${seminar.id}/tags`, { name, ...body });
const line = (page: Page, name: string) => page.getByRole("row", { name, exact: true });

describe("the codebook", () => {
  it("is gone through, folded and put in order by keyboard, and a move can be taken back", async () => {
    const framing = await add("Framing");
    await add("Threat", { parentId: framing.id });
    await add("Relief", { parentId: framing.id });
    await add("Voice");
    const { page } = ada;
    await page.goto(`/w/${seminar.id}/codebook`);
    await line(page, "Framing").focus();
    await press(page, "ArrowRight");
    await expectFocus(line(page, "Threat"));
    await press(page, "Alt+ArrowDown");
    await expect.poll(paths).toEqual(["Framing", "Framing > Relief", "Framing > Threat", "Voice"]);
    await page.getByText("“Threat” now stands under Framing, 2 of 2.").waitFor();
    await expectFocus(line(page, "Threat"));
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(paths).toEqual(["Framing", "Framing > Threat", "Framing > Relief", "Voice"]);
    await line(page, "Framing").focus();
    await press(page, "ArrowLeft");
    await line(page, "Threat").waitFor({ state: "detached" });
    expect(await line(page, "Framing").getAttribute("aria-expanded")).toBe("false");
    await press(page, "v");
    await expectFocus(line(page, "Voice"));
    await press(page, "Alt+ArrowRight");
    await expect.poll(paths).toEqual(["Framing", "Framing > Threat", "Framing > Relief", "Framing > Voice"]);
    await expectFocus(line(page, "Voice"));
    await press(page, "Enter");
    await page.getByRole("dialog", { name: "Framing › Voice" }).waitFor();
    await press(page, "Escape");
  });

  it("is put in order by dragging", async () => {
    const { page } = ada;
    await page.goto(`/w/${seminar.id}/codebook`);
    const [from, onto] = [line(page, "Voice"), line(page, "Framing")];
    const [grip, target] = [await from.boundingBox(), await onto.boundingBox()];
    if (!grip || !target) throw new Error("no lines to drag");
    const handle = await from.locator("[title='Drag to move']").boundingBox();
    if (!handle) throw new Error("no handle");
    await page.mouse.move(handle.x + 8, handle.y + 16);
    await page.mouse.down();
    await page.mouse.move(target.x + 200, target.y + 20, { steps: 5 });
    await page.mouse.move(target.x + 200, target.y + 3, { steps: 3 });
    expect(await onto.getAttribute("data-drop")).toBe("before");
    await page.mouse.up();
    await expect.poll(paths).toEqual(["Voice", "Framing", "Framing > Threat", "Framing > Relief"]);
  });

  it("merges a tag on every open page, says what that changes, and takes it back", async () => {
    const article = await seminar.article("The bridge");
    const [threat, voice] = [(await tags()).find((tag) => tag.name === "Threat"), (await tags())[0]];
    const [annotation] = await seminar.stored(article);
    const tag = { op: "tag", annotation: annotation?.id, tag: threat?.id };
    await call(ada, "POST", `/layers/${article.layers[0]?.id}/operations`, { operations: [tag] });
    await openArticle(ben.page, article);
    await card(ben.page, "small harbour town").getByText("Threat").waitFor();
    const { page } = ada;
    await page.goto(`/w/${seminar.id}/codebook`);
    await page.getByRole("button", { name: "Actions for Threat" }).click();
    await page.getByRole("menuitem", { name: "Merge into…" }).click();
    await page.getByRole("combobox", { name: "Into" }).fill("Voi");
    await page.getByRole("option", { name: "Voice" }).click();
    await page.getByText("1 annotation that you can see shows “Voice” instead").waitFor();
    await page.getByRole("button", { name: "Merge", exact: true }).click();
    await card(ben.page, "small harbour town").getByText("Voice").waitFor();
    expect((await tags()).find((one) => one.id === voice?.id)?.count).toBe(1);
    await page.getByRole("button", { name: "Undo" }).click();
    await card(ben.page, "small harbour town").getByText("Threat").waitFor();
  });

  it("takes proposals while reading, marked as such, and accepts one with a click", async () => {
    const { page } = ada;
    await page.goto(`/w/${seminar.id}/settings`);
    await page.getByRole("radio", { name: "Annotators propose, instructors accept" }).check();
    await page.getByText("Saved.").waitFor();
    const article = await seminar.article("The ice", "Which ice?");
    await openArticle(ben.page, article);
    await selectWithMouse(ben.page, "before the ice");
    await ben.page.keyboard.press("t");
    const find = ben.page.getByRole("combobox", { name: "Find a tag" });
    await find.fill("Season");
    await ben.page.getByRole("option", { name: "Propose “Season”" }).click();
    await card(ben.page, "before the ice").getByTitle("Season", { exact: true }).waitFor();
    await page.goto(`/w/${seminar.id}/codebook`);
    await page.getByRole("button", { name: "Accept Season" }).click();
    await page.getByText("“Season” is part of the codebook.").waitFor();
    expect((await tags()).find((tag) => tag.name === "Season")?.state).toBe("accepted");
  });

  it("brings in a file once its changes have been seen, and shows them in its history", async () => {
    const { page } = ada;
    await page.goto(`/w/${seminar.id}/codebook`);
    await page.getByRole("button", { name: "Import and export" }).click();
    await page.getByRole("menuitem", { name: "Import…" }).click();
    const csv = "path,definition\nVoice > Witness,Somebody who was there\nVoice,Who speaks\n";
    await page
      .locator('input[type="file"]')
      .last()
      .setInputFiles({ name: "codes.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await page.getByText("1 new, 1 changed, 0 unchanged").waitFor();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await line(page, "Witness").waitFor();
    await page.getByRole("link", { name: "History" }).click();
    await page.getByText("Voice > Witness").first().waitFor();
    await page.getByRole("button", { name: "Save version…" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Pilot");
    await page.getByRole("button", { name: "Save version", exact: true }).click();
    await page.getByText("They don't differ.").waitFor();
    expect(ada.complaints).toEqual([]);
    expect(ben.complaints).toEqual([]);
  });
});
