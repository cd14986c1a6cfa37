/*
 * Correcting one word in an article with 10,000 annotations: from the instructor's keystroke until every screen that has
 * the article open shows the corrected word, with its highlights where they stay. The correction stands at the top of
 * the article, so every annotation behind it moves.
 *
 * BENCH_ANNOTATIONS (10000), BENCH_CHARACTERS (250000), BENCH_SCREENS (3), BENCH_EDITS (10).
 */
import { trimEdit } from "@postil/shared/anchor/text-edits";
import { articleText } from "@postil/shared/document/text-document";
import type { Page } from "playwright-core";
import { launchChromium } from "../support/chromium.ts";
import { good } from "../support/http-client.ts";
import { pageScript } from "../support/page-script.ts";
import { stockClient, synced } from "../support/sync-client.ts";
import { startServerProcess } from "./support/child.ts";
import { median } from "./support/figures.ts";
import { longText } from "./support/long-article.ts";
import { annotatedArticle, readersContext, Visit } from "./support/reading-visit.ts";
import { figure, printHeader, printMarks, printTable, setting } from "./support/report.ts";

const count = setting("BENCH_ANNOTATIONS", 10_000);
const characters = setting("BENCH_CHARACTERS", 250_000);
const screens = setting("BENCH_SCREENS", 3);
const edits = setting("BENCH_EDITS", 10);
/** How long a screen is watched after each correction, ms. */
const WATCHED = 1_500;

interface Watched {
  /** When the corrected word was drawn, epoch ms. */
  word: number;
  /** When highlights were drawn as they stayed. */
  settled: number;
}

/** Looks at a screen before each frame: whether it shows `word`, and which words lie under highlights. */
function watch(page: Page, word: string): Promise<Watched> {
  return page.evaluate(
    ({ wanted, span }) =>
      new Promise<Watched>((resolve) => {
        const now = () => performance.timeOrigin + performance.now();
        const article = document.querySelector("article[data-single-keys]");
        const highlighted = () =>
          [...CSS.highlights.values()].map((one) => [...one].map((range) => `${range}`).join("|")).join("\n");
        const seen = { word: Number.NaN, settled: Number.NaN };
        let last = "";
        let drawn = Number.NaN;
        const until = now() + span;
        const look = () => {
          const at = now();
          if (Number.isNaN(seen.word) && article?.textContent?.includes(wanted)) seen.word = at;
          const state = highlighted();
          if (state !== last) {
            last = state;
            drawn = at;
          }
          if (at < until) requestAnimationFrame(look);
          else resolve({ word: seen.word, settled: Math.max(seen.word, drawn) });
        };
        requestAnimationFrame(look);
      }),
    { wanted: word, span: WATCHED },
  );
}

const server = await startServerProcess();
const browser = await launchChromium();
try {
  const place = await annotatedArticle(server.url, longText(characters), count);
  printHeader(`Correcting a word in ${place.text.length} characters with ${count} annotations, ${screens} screens`);
  const context = await readersContext(browser, place.reader, await pageScript("test/bench/pages/reader-probe.ts"));
  const visits: Visit[] = [];
  for (let opened = 0; opened < screens; opened++) {
    const visit = await Visit.begin(context, place.article);
    await visit.value("whole");
    visits.push(visit);
  }
  const editor = await synced(stockClient(place.reader, place.article.textDocument));
  const text = articleText(editor.doc);
  const words: number[] = [];
  const settled: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const before = text.toString();
    const at = before.search(/\w{5,}/);
    const word = `word${"abcdefghij"[edit % 10]}${edit}`;
    const change = trimEdit(before, {
      from: at,
      to: at + (/^\w+/.exec(before.slice(at))?.[0].length ?? 0),
      insert: word,
    });
    if (!change) throw new Error("nothing to correct");
    const looking = visits.map(({ page }) => watch(page, word));
    await visits[0]?.page.waitForTimeout(200);
    const began = performance.timeOrigin + performance.now();
    editor.doc.transact(() => {
      text.insert(change.from + Math.min(1, change.to - change.from), change.insert);
      if (change.to > change.from + 1) text.delete(change.from + 1 + change.insert.length, change.to - change.from - 1);
      if (change.to > change.from) text.delete(change.from, 1);
    });
    for (const seen of await Promise.all(looking)) {
      words.push(seen.word - began);
      settled.push(seen.settled - began);
    }
  }
  const path = `/api/workspaces/${place.article.workspaceId}/annotations?article=${place.article.id}&limit=200`;
  const { items } = good(await place.reader.get<{ items: { anchor: string | null }[] }>(path));
  const astray = items.filter(({ anchor }) => anchor !== "position").length;
  editor.destroy();
  printTable([
    ["from the keystroke, ms", "median", "worst"],
    ["the word on every screen", figure(median(words)), figure(Math.max(...words))],
    ["highlights as they stay", figure(median(settled)), figure(Math.max(...settled))],
    ["anchors not held by position, of 200", String(astray), ""],
  ]);
  printMarks([
    { what: "corrected on every screen, anchors right", measured: median(settled), mark: 100, unit: "ms" },
    { what: "anchors astray", measured: astray, mark: 0, unit: "" },
  ]);
} finally {
  await browser.close();
  await server.close();
}
