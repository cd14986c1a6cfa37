/*
 * The reading room as it is served, in Chromium, on an article of 250,000 characters: how soon it can be used, what one
 * highlight costs the person who makes it and everybody else who has the article open, the frames while one scrolls,
 * and what the page holds. With few annotations and with many, so that what grows with their number shows.
 *
 * BENCH_ANNOTATIONS (100,10000), BENCH_CHARACTERS (250000), BENCH_ROUNDS (3), BENCH_EDITS (20).
 */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { launchChromium } from "../support/chromium.ts";
import { good, type HttpClient } from "../support/http-client.ts";
import { pageScript } from "../support/page-script.ts";
import { startServerProcess } from "./support/child.ts";
import { median, percentile } from "./support/figures.ts";
import { longText } from "./support/long-article.ts";
import { type AnnotatedArticle, annotatedArticle, readersContext, Visit } from "./support/reading-visit.ts";
import { figure, listSetting, printHeader, printMarks, printTable, setting } from "./support/report.ts";

const counts = listSetting("BENCH_ANNOTATIONS", "100,10000").map(Number);
const characters = setting("BENCH_CHARACTERS", 250_000);
const rounds = setting("BENCH_ROUNDS", 3);
const edits = setting("BENCH_EDITS", 20);

const FRAMES = 240;
const STEP = 120;
const HIGHLIGHTS = 10;
/** Between two edits of others, ms: each is a change of its own for the page. */
const PACE = 250;
const MB = 1_048_576;

interface Measured {
  /** On a first visit, ms. */
  cold: number;
  coldWhole: number;
  /** With what the visit before has kept, ms. */
  again: number;
  againWhole: number;
  highlight: number;
  scroll: number;
  /** Of the main thread, for each edit of somebody else, ms. */
  edit: number;
  heap: number;
  /** Private memory of the page's process. */
  process: number;
  own: number | null;
  scripts: number;
}

const text = longText(characters);
const probe = await pageScript("test/bench/pages/reader-probe.ts");

async function run(place: AnnotatedArticle): Promise<Measured> {
  const browser = await launchChromium();
  try {
    const context = await readersContext(browser, place.reader, probe);
    const first = await Visit.begin(context, place.article);
    const cold = await first.value("usable");
    const scripts = (await first.call("scripts", cold)).bytes;
    const coldWhole = await first.value("whole");
    await first.page.close();

    const visit = await Visit.begin(context, place.article);
    const again = await visit.value("usable");
    const againWhole = await visit.value("whole");
    const scroll = percentile(await visit.call("scroll", FRAMES, STEP), 95);
    const highlights: number[] = [];
    for (let made = 0; made < HIGHLIGHTS; made++) {
      highlights.push(await visit.highlight());
      await visit.page.keyboard.press("Escape");
      await visit.page.mouse.move(5, 5);
      await visit.page.waitForTimeout(400);
    }
    const edit = await costOfEdits(visit, place);
    return {
      cold,
      coldWhole,
      again,
      againWhole,
      highlight: median(highlights),
      scroll,
      edit,
      heap: (await visit.heap()) / MB,
      process: (await pageMemory(browser)) / MB,
      own: await visit.call("memory"),
      scripts,
    };
  } finally {
    await browser.close();
  }
}

/** What the page's main thread does for an edit of somebody else, beyond what it does when nothing happens. */
async function costOfEdits(visit: Visit, { layer, others, text: whole }: AnnotatedArticle): Promise<number> {
  const span = edits * PACE;
  const before = await visit.busy();
  await visit.page.waitForTimeout(span);
  const idle = (await visit.busy()) - before;
  const began = await visit.busy();
  const until = Date.now() + span;
  for (let made = 0; made < edits; made++) {
    const start = Math.floor(((made + 0.5) / edits) * (whole.length - 100));
    const writer = others[made % others.length] as HttpClient;
    const operations = [{ op: "annotate", passages: [{ start, end: start + 12 }] }];
    const answer = await writer.post(`/api/layers/${layer}/operations`, { operations });
    // Passages that are no more than a line's end are refused: any will do.
    if (answer.status !== 400) good(answer);
    await visit.page.waitForTimeout(PACE);
  }
  await visit.page.waitForTimeout(Math.max(0, until - Date.now()) + 500);
  return ((await visit.busy()) - began - idle) / edits;
}

/** Bytes that the page's process has for itself; NaN where the system doesn't tell. */
async function pageMemory(browser: Browser): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const bytes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => privateBytes(id));
  return Math.max(...bytes);
}

function privateBytes(pid: number): number {
  try {
    const lines = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").matchAll(/^Private_\w+:\s+(\d+) kB/gm);
    return [...lines].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1_024, 0);
  } catch {
    return Number.NaN;
  }
}

const server = await startServerProcess();
const results = new Map<number, Measured>();
try {
  printHeader(`An article of ${text.length} characters in the reading room, as it is served`);
  for (const count of counts) {
    const place = await annotatedArticle(server.url, text, count);
    const found: Measured[] = [];
    for (let round = 0; round < rounds; round++) found.push(await run(place));
    const middle = (pick: (one: Measured) => number) => median(found.map(pick));
    results.set(count, {
      cold: middle((one) => one.cold),
      coldWhole: middle((one) => one.coldWhole),
      again: middle((one) => one.again),
      againWhole: middle((one) => one.againWhole),
      highlight: middle((one) => one.highlight),
      scroll: middle((one) => one.scroll),
      edit: middle((one) => one.edit),
      heap: middle((one) => one.heap),
      process: middle((one) => one.process),
      own: found[0]?.own ?? null,
      scripts: middle((one) => one.scripts),
    });
  }
} finally {
  await server.close();
}

const row = (what: string, pick: (one: Measured) => number) => [
  what,
  ...[...results.values()].map((one) => figure(pick(one))),
];
printTable([
  ["annotations", ...counts.map(String)],
  row("first visit: usable, ms", (one) => one.cold),
  row("first visit: all there, ms", (one) => one.coldWhole),
  row("again: usable, ms", (one) => one.again),
  row("again: all there, ms", (one) => one.againWhole),
  row("H to own highlight, ms", (one) => one.highlight),
  row("scrolling, frame p95, ms", (one) => one.scroll),
  row("an edit of somebody else, main thread ms", (one) => one.edit),
  row("live script objects, MB", (one) => one.heap),
  row("page by its own measure, MB", (one) => (one.own === null ? Number.NaN : one.own / MB)),
  row("process, private, MB", (one) => one.process),
  row("scripts until usable, KB", (one) => one.scripts / 1_024),
]);
const most = results.get(Math.max(...counts));
if (most) {
  printMarks([
    { what: "first visit, usable", measured: most.cold, mark: 2_000, unit: "ms" },
    { what: "again, usable", measured: most.again, mark: 2_000, unit: "ms" },
    { what: "H to own highlight", measured: most.highlight, mark: 50, unit: "ms" },
    { what: "live script objects", measured: most.heap, mark: 150, unit: "MB" },
    { what: "scripts until usable", measured: most.scripts / 1_024, mark: 300, unit: "KB" },
  ]);
}
