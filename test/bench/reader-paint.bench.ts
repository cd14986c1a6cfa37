/*
 * Highlights on a long article, painted by us and by others on the same page of the same Chromium: until the first are
 * painted, one more in view, and the frames while one scrolls.
 *
 * BENCH_HIGHLIGHTS (50000), BENCH_CHARACTERS (250000), BENCH_SIDES (those of `sides`), BENCH_PATIENCE (120 s for each;
 * who doesn't finish is measured once more with BENCH_FEWER, 5000), BENCH_ROUNDS (3).
 */
import type { Highlighted } from "../../client/src/reader/highlight/highlight-controller.ts";
import { PALETTE } from "../../client/src/ui/palette.ts";
import { launchChromium } from "../support/chromium.ts";
import { pageScript } from "../support/page-script.ts";
import type { ReaderBenchPage, SideName } from "./pages/reader-page.ts";
import { median, percentile } from "./support/figures.ts";
import { longText, manyRanges } from "./support/long-article.ts";
import { figure, listSetting, printHeader, printMarks, printTable, setting } from "./support/report.ts";

const count = setting("BENCH_HIGHLIGHTS", 50_000);
const fewer = setting("BENCH_FEWER", 5_000);
const characters = setting("BENCH_CHARACTERS", 250_000);
const patience = setting("BENCH_PATIENCE", 120) * 1_000;
const rounds = setting("BENCH_ROUNDS", 3);
const sides = listSetting(
  "BENCH_SIDES",
  "bare,postil,rectangles,css-at-once,recogito,recogito-css,wrapping",
) as SideName[];

const FRAMES = 240;
const STEP = 120;
const MORE = 20;

interface Measured {
  highlights: number;
  first: number;
  more: number;
  scroll: number;
}

const text = longText(characters);
const style = `
  :root { ${PALETTE.light.map(({ mark, tint }, index) => `--tag-${index}: ${mark}; --tag-${index}-tint: ${tint};`).join(" ")} }
  body { width: 640px; margin: 40px auto; }
  .page { position: relative; }
  article { position: relative; font: 19px/1.6 serif; }
  p { margin: 0 0 0.9em; white-space: pre-wrap; content-visibility: auto; contain-intrinsic-size: auto 7em; }
  ::highlight(all-of-them), mark { background-color: rgb(255 220 80 / 40%); text-decoration: underline; }`;

const script = await pageScript("test/bench/pages/reader-page.ts");

/** One page, one side; null when it isn't done in time. */
async function run(name: SideName, highlights: number): Promise<Measured | null> {
  const browser = await launchChromium();
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    void browser.close();
  }, patience);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.setContent(`<!doctype html><style>${style}</style><div class="page"><article></article></div>`);
    await page.addScriptTag({ content: script });
    await page.evaluate(
      (whole) => {
        Object.assign(window, { benchText: whole });
        let from = 0;
        const blocks = whole.split("\n").map((line) => {
          const block = document.createElement("p");
          block.dataset.from = String(from);
          block.textContent = line;
          from += line.length + 1;
          return block;
        });
        document.querySelector("article")?.append(...blocks);
      },
      text.slice(0, -1),
    );
    const list: Highlighted[] = manyRanges(text, highlights).map((range, index) => ({
      id: `highlight-${index}`,
      ranges: [range],
      colour: index % PALETTE.light.length,
    }));
    // In what is in view when the page opens.
    const more: Highlighted[] = Array.from({ length: MORE }, (_, index) => ({
      id: `more-${index}`,
      ranges: [{ from: 40 + index * 31, to: 64 + index * 31 }],
      colour: index % 12,
    }));
    const bench = <K extends keyof ReaderBenchPage>(method: K, ...args: Parameters<ReaderBenchPage[K]>) =>
      page.evaluate(
        ([called, values]) =>
          (window as unknown as { readerBench: Record<string, (...values: unknown[]) => unknown> }).readerBench[
            called as string
          ]?.(...(values as unknown[])),
        [method, args] as const,
      ) as Promise<Awaited<ReturnType<ReaderBenchPage[K]>>>;
    await bench("start", name, JSON.stringify(list));
    const first = await bench("first");
    const added = await bench("more", more);
    const frames = await bench("scroll", FRAMES, STEP);
    return { highlights, first, more: median(added), scroll: percentile(frames, 95) };
  } catch (error) {
    if (isLate) return null;
    throw error;
  } finally {
    clearTimeout(late);
    await browser.close();
  }
}

async function measure(name: SideName): Promise<Measured> {
  const found: Measured[] = [];
  let highlights = count;
  while (found.length < rounds) {
    const one = await run(name, highlights);
    if (one) found.push(one);
    else if (highlights === fewer) break;
    else {
      console.log(`${name} was not done with ${highlights} in ${patience / 1_000} s: measured with ${fewer}.`);
      highlights = fewer;
      found.length = 0;
    }
  }
  const middle = (pick: (one: Measured) => number) => (found.length === 0 ? Number.NaN : median(found.map(pick)));
  return {
    highlights,
    first: middle((one) => one.first),
    more: middle((one) => one.more),
    scroll: middle((one) => one.scroll),
  };
}

printHeader(`${count} highlights on ${text.length} characters`);
const results = new Map<SideName, Measured>();
for (const name of sides) results.set(name, await measure(name));
const ratio = (value: number, own: number | undefined) => (own ? `${figure(value / own)}×` : "-");
const own = results.get("postil");
printTable([
  ["", "highlights", "first paint, ms", "", "one more, ms", "", "scrolling p95, ms", ""],
  ...[...results].map(([name, { highlights, first, more, scroll }]) => [
    name,
    String(highlights),
    figure(first),
    ratio(first, own?.first),
    figure(more),
    ratio(more, own?.more),
    figure(scroll),
    ratio(scroll, own?.scroll),
  ]),
]);
if (own) {
  printMarks([
    { what: "first paint", measured: own.first, mark: 60, unit: "ms" },
    { what: "one more", measured: own.more, mark: 17, unit: "ms" },
    { what: "scrolling, frame p95", measured: own.scroll, mark: 20, unit: "ms" },
  ]);
}
