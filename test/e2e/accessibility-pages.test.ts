import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faults, h1, Stage, THEMES } from "./support/axe.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.close());

describe.each(THEMES)("axe finds nothing, %s", (colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await stage.open({ colorScheme });
  });
  afterAll(() => page?.context().close());

  it.each([
    "/",
    "",
    "/assignments",
    "/assignments/new",
    "/annotations",
    "/codebook",
    "/codebook/history",
    "/export",
    "/activity",
    "/audit",
    "/members",
    "/settings",
    "/account",
    "/notices",
    "/recovered",
  ])("on the full page %j", async (path) => {
    await page.goto(["/", "/account", "/notices", "/recovered"].includes(path) ? path : stage.workspace + path);
    await h1(page);
    expect(await faults(page)).toEqual([]);
  });
});
