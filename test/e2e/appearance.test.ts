import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { faults, h1, Stage } from "./support/axe.ts";
import { difference, pixelsOf } from "./support/pixels.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.close());

async function reader(options: BrowserContextOptions): Promise<Page> {
  const page = await stage.open(options);
  await page.goto(stage.article);
  await page.locator("article[data-annotation]").first().waitFor();
  await expect.poll(() => page.evaluate(() => CSS.highlights.size)).toBeGreaterThan(3);
  return page;
}

/** How many pixels of the text's column differ when nothing is highlighted. */
async function highlighted(page: Page): Promise<number> {
  const box = await page.getByRole("article", { name: /^Text of/ }).boundingBox();
  const size = page.viewportSize();
  if (!box || !size) throw new Error("no text");
  const before = await pixelsOf(page);
  await page.evaluate(() => CSS.highlights.clear());
  const after = await pixelsOf(page);
  let changed = 0;
  for (let y = Math.max(60, box.y); y < size.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) if (difference(before.at(x, y), after.at(x, y)) > 90) changed++;
  }
  return changed;
}

it.each([
  ["light", { forcedColors: "active", colorScheme: "light" }],
  ["dark", { forcedColors: "active", colorScheme: "dark" }],
] satisfies [string, BrowserContextOptions][])(
  "forced colours leave highlights their lines, %s",
  async (_, options) => {
    const page = await reader(options);
    // Lines of full contrast, by the hundred pixels: not a tint.
    expect(await highlighted(page)).toBeGreaterThan(300);
    await page.context().close();
  },
);

it.each(["light", "dark"] as const)("axe finds nothing in high contrast, %s", async (colorScheme) => {
  const page = await stage.open({ colorScheme, contrast: "more" });
  for (const path of [stage.article, stage.workspace]) {
    await page.goto(path);
    await h1(page);
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.contrast)).toBe("more");
    await page.waitForLoadState("networkidle");
    expect(await faults(page)).toEqual([]);
  }
  await page.context().close();
});

it("nothing moves for who wants less motion", async () => {
  const page = await reader({ reducedMotion: "reduce" });
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  const moving = await page.evaluate(
    () => document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 1).length,
  );
  expect(moving).toBe(0);
  await page.context().close();
});
