import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { h1, Stage } from "./support/axe.ts";
import { lost, shiftsOf, spaceText, watchShifts } from "./support/layout.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.close());

/** Where the cards, the text and the list of articles have come. */
async function settled(page: Page): Promise<void> {
  await h1(page);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
}

const paths = () => ({
  home: "/",
  workspace: stage.workspace,
  reader: stage.article,
  annotations: `${stage.workspace}/annotations`,
  codebook: `${stage.workspace}/codebook`,
  assignments: `${stage.workspace}/assignments`,
  newAssignment: `${stage.workspace}/assignments/new`,
  members: `${stage.workspace}/members`,
  activity: `${stage.workspace}/activity`,
  audit: `${stage.workspace}/audit`,
  settings: `${stage.workspace}/settings`,
  account: "/account",
  notices: "/notices",
});

describe("nothing shifts while it loads", () => {
  it.each([
    ["wide", { viewport: { width: 1440, height: 900 } }],
    ["on a phone", { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true }],
  ] satisfies [string, BrowserContextOptions][])("%s", async (_, options) => {
    const page = await stage.open(options);
    await watchShifts(page);
    for (const [name, path] of Object.entries(paths())) {
      if (!["home", "workspace", "reader"].includes(name)) continue;
      await page.goto(path);
      await settled(page);
      const { sum, moved } = await shiftsOf(page);
      expect({ name, moved: sum < 0.02 ? [] : moved }).toEqual({ name, moved: [] });
    }
    await page.context().close();
  });
});

describe("nothing is lost", () => {
  it.each([
    ["at 320 px, with text spaced out", { width: 320, height: 640 }, true],
    ["at 200 % on a small screen, with text spaced out", { width: 640, height: 400 }, true],
    ["at 200 % on a wider one", { width: 800, height: 500 }, false],
  ] as const)("%s", async (_, viewport, spaced) => {
    const page = await stage.open({ viewport });
    const found: Record<string, string[]> = {};
    for (const [name, path] of Object.entries(paths())) {
      await page.goto(path);
      await settled(page);
      if (spaced) await spaceText(page);
      const faults = await lost(page);
      if (faults.length > 0) found[name] = faults;
    }
    expect(found).toEqual({});
    await page.context().close();
  });
});
