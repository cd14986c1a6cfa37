import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Highlighted } from "../../client/src/reader/highlight/highlight-controller.ts";
import type { Emphasis } from "../../client/src/reader/highlight/painter.ts";
import { PALETTE, TINT_SHARE } from "../../client/src/ui/palette.ts";
import { launchChromium } from "../support/chromium.ts";
import { pageScript } from "../support/page-script.ts";
import type { Cell, HighlightPage } from "./pages/highlight-page.ts";
import { type Colour, difference, over, type Pixels, pixelsOf } from "./support/pixels.ts";

/**
 * What every painter of highlights owes the reader, looked at as people see it: by the pixels of a real page, character
 * by character. Its letters are clear, so that nothing but marks is seen.
 */
const TEXT = [
  "The council of a **small harbour town** will decide this week whether the old swing bridge is to be repaired",
  "or replaced, a question that has **divided** its two banks",
  "",
  "for longer than most of its members have sat there, and the ferry has yet to be found",
];
const PLAIN = TEXT.map((line) => line.replaceAll("**", "")).join("\n");
const WHITE: Colour = [255, 255, 255];
/** tokens of highlight-styles.ts, light. */
const FIRST_LINE = 3.5;
const NEXT_LINE = 2.5;

const hex = (colour: string) =>
  [1, 3, 5].map((index) => Number.parseInt(colour.slice(index, index + 2), 16)) as unknown as Colour;
/** Further apart than the palette's, so that a pixel between a line and its ground is never taken for another's. */
const LINES = ["#ff0000", "#00a000", "#0000ff", "#ff00ff", "#00c8c8", "#000000"];
const COLOURS = LINES.map(hex);
const TINTS = PALETTE.light.map(({ tint }) => hex(tint));
const style = `
  :root { ${LINES.map((line, index) => `--tag-${index}: ${line}; --tag-${index}-tint: ${PALETTE.light[index]?.tint};`).join(" ")} }
  body { margin: 12px; background: #fff; }
  div.page { position: relative; }
  article { position: relative; font: 20px/1.8 monospace; }
  article p { color: transparent !important; }
  p { min-height: 1em; margin: 0 0 14px; }`;

/** By how much a character's column differs at most, from above it to below its lines. */
function differs(a: Pixels, b: Pixels, { x, y }: Cell): number {
  return Math.max(...Array.from({ length: 36 }, (_, row) => difference(a.at(x, y - 16 + row), b.at(x, y - 16 + row))));
}

let browser: Browser;
let script: string;
beforeAll(async () => {
  script = await pageScript("test/e2e/pages/highlight-page.ts");
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(["css", "rectangles"] as const)("the painter by %s", (painter) => {
  let page: Page;
  let before: string;

  const call = <K extends keyof HighlightPage>(name: K, ...args: Parameters<HighlightPage[K]>) =>
    page.evaluate(
      ([method, values]) =>
        (window as unknown as { highlightPage: Record<string, (...values: unknown[]) => unknown> }).highlightPage[
          method as string
        ]?.(...(values as unknown[])),
      [name, args] as const,
    ) as Promise<ReturnType<HighlightPage[K]>>;

  /** After the page has drawn a frame. */
  async function look(): Promise<{ pixels: Pixels; cells: (Cell | null)[] }> {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return { pixels: await pixelsOf(page), cells: await call("cells") };
  }

  beforeAll(async () => {
    page = await browser.newPage();
    await page.setContent(
      `<!doctype html><style>${style}</style><div class="page"><article tabindex="0"></article></div>`,
    );
    await page.addScriptTag({ content: script });
  });
  afterAll(() => page?.close());
  beforeEach(async () => {
    await page.setViewportSize({ width: 700, height: 420 });
    await page.evaluate(() => window.scrollTo(0, 0));
    await call("setText", TEXT);
    before = await call("html");
    await call("start", painter);
  });
  afterEach(() => call("stop"));

  /** Every character has the tints and the lines of exactly those who own it. */
  async function expectPainted(annotations: readonly Highlighted[]): Promise<void> {
    const levels = new Map<string, number>();
    for (const { id } of annotations) levels.set(id, await call("levelOf", id));
    const { pixels, cells } = await look();
    let seen = 0;
    cells.forEach((cell, offset) => {
      if (!cell) return;
      const owners = annotations
        .filter(({ ranges }) => ranges.some(({ from, to }) => from <= offset && offset < to))
        .sort((a, b) => (levels.get(a.id) ?? 0) - (levels.get(b.id) ?? 0));
      const tinted = owners.reduce((under, { colour }) => over(under, TINTS[colour ?? 0] ?? WHITE, TINT_SHARE), WHITE);
      const name = `character ${offset} of ${owners.map(({ id }) => id).join(", ") || "nobody"}`;
      expect(difference(pixels.at(cell.x, cell.y), tinted), name).toBeLessThanOrEqual(4);
      for (const [index, colour] of COLOURS.entries()) {
        const owner = owners.find((one) => one.colour === index);
        const top = cell.baseline + FIRST_LINE + NEXT_LINE * (owner ? (levels.get(owner.id) ?? 0) : 0) - 1;
        const rows = owner ? [0, 1, 2, 3] : Array.from({ length: 14 }, (_, row) => row);
        const isThere = rows.some((row) => difference(pixels.at(cell.x, top + row), colour) < 40);
        expect(isThere, `a line of colour ${index} under ${name}`).toBe(owner !== undefined);
      }
      seen += owners.length > 0 ? 1 : 0;
    });
    if (annotations.length > 0) expect(seen).toBeGreaterThan(10);
  }

  const at = (words: string) => ({ from: PLAIN.indexOf(words), to: PLAIN.indexOf(words) + words.length });
  const annotation = (id: string, colour: number, ...words: string[]): Highlighted => ({
    id,
    colour,
    ranges: words.map(at),
  });
  const first = annotation("first", 0, "council of a small harbour");
  const second = annotation("second", 1, "small harbour town will decide this week whether");
  const third = annotation("third", 2, "our town");
  const long = annotation("long", 3, "bridge is to be repaired\nor replaced, a question that has divided its");

  it("paints each passage under exactly its text, overlaps deeper and with a line for each", async () => {
    await call("show", [first, second, third, long]);
    await expectPainted([first, second, third, long]);
    expect(await call("html")).toBe(before);
  });

  it("follows what is added, changed and taken away, and ends as if it had begun so", async () => {
    await call("show", [first, long]);
    await look();
    await call("show", [first, second, long]);
    const moved = annotation("long", 4, "this week whether the old");
    await call("show", [moved, third]);
    await expectPainted([moved, third]);
    const followed = await page.screenshot();
    await call("stop");
    await call("start", painter);
    await call("show", [moved, third]);
    await look();
    expect((await page.screenshot()).equals(followed)).toBe(true);
    await call("show", []);
    await expectPainted([]);
  });

  it("stays with its text when the window, the letters or the text itself change", async () => {
    await call("show", [first, second, long]);
    await look();
    await page.setViewportSize({ width: 460, height: 640 });
    await expectPainted([first, second, long]);
    const letters = await page.addStyleTag({ content: "article { font-size: 17px !important; }" });
    await expectPainted([first, second, long]);
    await letters.evaluate((element) => (element as Element).remove());
    // A line above that grows moves everything below it.
    const [top = "", ...rest] = TEXT;
    const added = "And so it was. ";
    await call("setText", [`${added}${top}`, ...rest]);
    const shifted = [first, second, long].map((one) => ({
      ...one,
      ranges: one.ranges.map(({ from, to }) => ({ from: from + added.length, to: to + added.length })),
    }));
    await call("show", shifted);
    await expectPainted(shifted);
  });

  it("breaks the line of a passage that goes on elsewhere, and lights all its parts together", async () => {
    const parts = annotation("parts", 5, "council of", "members have");
    await call("show", [parts]);
    const { pixels, cells } = await look();
    for (const { from, to } of parts.ranges) {
      const start = cells[from] as Cell;
      const end = cells[to - 1] as Cell;
      const drawn = Array.from({ length: Math.floor(end.x - start.x) }, (_, x) =>
        [2, 3, 4, 5, 6].some(
          (row) => difference(pixels.at(start.x + x, start.baseline + row), COLOURS[5] as Colour) < 40,
        ),
      );
      expect(drawn.filter(Boolean).length / drawn.length).toBeGreaterThan(0.3);
      expect(drawn.filter(Boolean).length / drawn.length).toBeLessThan(0.9);
    }
    await call("emphasise", "focused", ["parts"]);
    const lit = await look();
    for (const { from, to } of parts.ranges) {
      for (const offset of [from, to - 1]) {
        expect(differs(lit.pixels, pixels, lit.cells[offset] as Cell)).toBeGreaterThan(10);
      }
    }
  });

  it("shows each kind of mark over the others, and takes it away again", async () => {
    await call("show", [long]);
    const { pixels, cells } = await look();
    const kinds = {
      presence: "bridge",
      preview: "repaired",
      found: "replaced",
      foundCurrent: "question",
      selection: "divided",
    } satisfies Partial<Record<Emphasis, string>>;
    const entries = Object.entries(kinds) as [Emphasis, string][];
    for (const [kind, word] of entries) await call("mark", kind, [{ ...at(word), colour: null, level: 0 }]);
    const marked = await look();
    for (const [kind] of entries) await call("mark", kind, []);
    const after = await look();
    for (const [kind, word] of entries) {
      const cell = cells[at(word).from] as Cell;
      expect(differs(marked.pixels, pixels, cell), kind).toBeGreaterThan(8);
      expect(differs(after.pixels, pixels, cell), kind).toBe(0);
    }
    await call("mark", "found", [{ ...at("council"), colour: null, level: 0 }]);
    await call("mark", "foundCurrent", [{ ...at("of a"), colour: null, level: 0 }]);
    const both = await look();
    const edge = both.cells[at("of a").from] as Cell;
    // Known from the others by more than its tint: by a strong colour, or an edge around it.
    const column = Array.from({ length: 30 }, (_, row) => both.pixels.at(edge.x, edge.y - 15 + row));
    expect(column.some((colour) => difference(colour, hex("#ff9d2e")) < 30)).toBe(true);
  });

  it("paints what is far away when it comes near, and nothing stays behind at the end", async () => {
    const lines = Array.from({ length: 120 }, (_, index) => `line ${index} of a long text`);
    await call("setText", lines);
    const text = lines.join("\n");
    const from = text.indexOf("line 100");
    await call("show", [{ id: "far", colour: 2, ranges: [{ from, to: from + 8 }] }]);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight * 0.8));
    await expect
      .poll(
        async () => {
          const { pixels, cells } = await look();
          const { x, y } = cells[from] as Cell;
          return difference(pixels.at(x, y), over(WHITE, TINTS[2] as Colour, TINT_SHARE));
        },
        { timeout: 20_000 },
      )
      .toBeLessThanOrEqual(4);
    await call("stop");
    const { pixels, cells } = await look();
    const { x, y } = cells[from] as Cell;
    expect(pixels.at(x, y)).toEqual(WHITE);
    expect(await page.evaluate(() => document.querySelectorAll(".page > *").length)).toBe(1);
    expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
  });

  it("leaves clicks and selections to the text", async () => {
    await call("show", [first, second, third, long]);
    const { cells } = await look();
    expect(await call("areText", cells)).toBe(true);
    const from = cells[4] as Cell;
    const to = cells[12] as Cell;
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    expect(PLAIN).toContain(await page.evaluate(() => getSelection()?.toString() ?? "?"));
    expect(await call("html")).toBe(before);
  });

  it("keeps the lines where colours are forced, without painting over letters", async () => {
    await page.emulateMedia({ forcedColors: "active" });
    await call("show", [first, third]);
    const { pixels, cells } = await look();
    await page.emulateMedia({ forcedColors: "none" });
    const paper = pixels.at(690, 410);
    cells.forEach((cell, offset) => {
      if (!cell) return;
      const lines = [first, third].filter(({ ranges }) => ranges.some((one) => one.from <= offset && offset < one.to));
      const drawn = Array.from({ length: 10 }, (_, row) => pixels.at(cell.x, cell.baseline + 2.5 + row));
      const isLined = drawn.some((colour) => difference(colour, paper) > 120);
      expect(isLined, `character ${offset}`).toBe(lines.length > 0);
    });
  });
});

it("chooses by what the browser paints", async () => {
  const page = await browser.newPage();
  await page.addScriptTag({ content: script });
  const canPaint = () =>
    page.evaluate(() => (window as unknown as { highlightPage: HighlightPage }).highlightPage.canPaint());
  expect(await canPaint()).toBe(true);
  await page.evaluate(() => Reflect.deleteProperty(window, "Highlight"));
  expect(await canPaint()).toBe(false);
  await page.close();
});

it("styles highlights for the text alone: what they cost the cards beside it would be felt at each of them", async () => {
  const page = await browser.newPage();
  await page.setContent("<article></article><aside>beside</aside>");
  await page.addScriptTag({ content: script });
  const lines = await page.evaluate(() => {
    const { highlightPage } = window as unknown as { highlightPage: HighlightPage };
    highlightPage.setText(["a **b**"]);
    highlightPage.start("css");
    const lineOf = (selector: string) =>
      getComputedStyle(document.querySelector(selector) as Element, "::highlight(postil-mark-plain-0)")
        .textDecorationLine;
    return { bold: lineOf("strong"), beside: lineOf("aside") };
  });
  expect(lines).toEqual({ bold: "underline", beside: "none" });
  await page.close();
});
