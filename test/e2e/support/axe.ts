import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { type BuiltServer, startBuiltServer } from "../../support/built-server.ts";
import { launchChromium } from "../../support/chromium.ts";
import { until } from "../../support/sync-client.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What the server prints for those who sit at it. */
const LINK = /Sign in as Sample Instructor: (\S+)/;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; any: { message: string }[] }[] }[];
  passes: unknown[];
}

/** What axe finds against WCAG 2.2 AA in the page as it stands, a line each. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(fadesOver);
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: { run: (where: Document, options: object) => Promise<AxeResult> } }).axe.run(
        document,
        { runOnly: tags, resultTypes: ["violations"] },
      ),
    WCAG,
  );
  expect(passes.length).toBeGreaterThan(5);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${help}. ${any[0]?.message ?? ""} ${html.slice(0, 200)}`),
  );
}

/** Runs in the page: colours on their way are nobody's. A theme just changed begins its fades some frames later. */
async function fadesOver(): Promise<void> {
  const frame = () => new Promise((painted) => requestAnimationFrame(painted));
  let quietFrames = 0;
  while (quietFrames < 3) {
    await frame();
    const fades = document
      .getAnimations()
      .filter(({ playState, effect }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity);
    quietFrames = fades.length === 0 ? quietFrames + 1 : 0;
    await Promise.all(fades.map(({ finished }) => finished.catch(() => undefined)));
  }
}

export const h1 = (page: Page) => page.getByRole("heading", { level: 1 }).first().waitFor();

type ColourScheme = "light" | "dark";

/** Light in the usual run, dark too in the long one. */
export const THEMES = (["light", "dark"] satisfies ColourScheme[]).filter((theme) =>
  (process.env.POSTIL_AXE_THEMES ?? "light").includes(theme),
);

/** The built server with its sample, and a browser in which the sample's instructor is signed in. */
export class Stage {
  private constructor(
    readonly server: BuiltServer,
    readonly browser: Browser,
    private readonly storageState: NonNullable<BrowserContextOptions["storageState"]>,
    /** Path of the sample's workspace. */
    readonly workspace: string,
    /** Path of the first article in it. */
    readonly article: string,
  ) {}

  static async set(): Promise<Stage> {
    const server = await startBuiltServer({ POSTIL_SAMPLE: "1" });
    const browser = await launchChromium();
    // Said a moment after it listens.
    await until(() => LINK.test(server.output), 20_000);
    const page = await contextOf(browser, server, {});
    await page.goto(LINK.exec(server.output)?.[1] ?? "");
    const first = page.locator('a[href^="/w/"]').first();
    await first.waitFor();
    const workspace = (await first.getAttribute("href")) ?? "";
    await page.goto(workspace);
    const row = page.getByRole("table").getByRole("link").first();
    await row.waitFor();
    const article = (await row.getAttribute("href")) ?? "";
    const stage = new Stage(server, browser, await page.context().storageState(), workspace, article);
    await page.context().close();
    return stage;
  }

  /** A page of the instructor's; of nobody's with `storageState: undefined` among the options. */
  open(options: BrowserContextOptions = {}): Promise<Page> {
    return contextOf(this.browser, this.server, { storageState: this.storageState, ...options });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

async function contextOf(browser: Browser, server: BuiltServer, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}
