import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { newPerson } from "./support/person.ts";
import { openArticle, Seminar } from "./support/seminar.ts";

/** Compressed script that a first visit to an article may fetch until one can annotate, in bytes. */
const BUDGET = 300_000;
/** After this many ms a page at rest fetches the code of all others ahead: app/SignedIn.tsx, ui/lazy-part.tsx. */
const REST = 3_000;

describe("the reader's first load", () => {
  let server: BuiltServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("takes at most 300 KB of compressed script until one can annotate", async () => {
    const ana = await newPerson(browser, server.url, "Ana");
    const article = await (await Seminar.of(ana)).article("The bridge");
    // On a slow machine the page would be at rest, or idle, before it is used.
    await ana.page.addInitScript((rest) => {
      const { setTimeout } = window;
      Object.assign(window, {
        setTimeout: (run: TimerHandler, delay?: number, ...given: unknown[]) =>
          delay === rest ? 0 : setTimeout(run, delay, ...given),
        requestIdleCallback: () => 0,
      });
    }, REST);
    await openArticle(ana.page, article);
    await ana.page.locator("[data-annotation]").first().waitFor();
    const scripts = await ana.page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
        .map(({ name, encodedBodySize, decodedBodySize }) => ({
          file: new URL(name).pathname.replace("/assets/", ""),
          bytes: encodedBodySize,
          plain: decodedBodySize,
        })),
    );
    scripts.sort((a, b) => b.bytes - a.bytes);
    const largest = scripts[0];
    expect(largest?.bytes, "scripts come compressed").toBeLessThan((largest?.plain ?? 0) / 2);
    const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
    const list = scripts.map(({ file, bytes }) => `${bytes} ${file}`).join("\n");
    expect(total, `${total} bytes of script:\n${list}`).toBeLessThanOrEqual(BUDGET);
  });
});
