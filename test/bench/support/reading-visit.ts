import type { Article } from "@postil/shared/schema/article";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { addArticle } from "../../support/article-fixtures.ts";
import { good, type HttpClient } from "../../support/http-client.ts";
import { makeWorkspace } from "../../support/workspaces.ts";
import type { ReaderProbe } from "../pages/reader-probe.ts";
import { manyRanges } from "./long-article.ts";

/** An article that several people have annotated. */
export interface AnnotatedArticle {
  article: Article;
  layer: string;
  /** The text as it is stored. */
  text: string;
  reader: HttpClient;
  others: readonly HttpClient[];
}

const AT_ONCE = 500;
const AUTHORS = 8;
const TAGS = 12;

/** Each third has a note, each tenth a thread of two. */
export async function annotatedArticle(url: string, text: string, count: number): Promise<AnnotatedArticle> {
  const workspace = await makeWorkspace(url);
  const id = workspace.workspaceId;
  const tags: string[] = [];
  for (let number = 0; number < TAGS; number++) {
    const made = await workspace.owner.post<{ id: string }>(`/api/workspaces/${id}/tags`, { name: `Theme ${number}` });
    tags.push(good(made).id);
  }
  const others: HttpClient[] = [];
  for (let number = 0; number < AUTHORS; number++) others.push(await workspace.join("annotator", `Person ${number}`));
  const article = await addArticle(workspace.owner, id, { title: "A long article", text });
  const layer = article.layers[0]?.id ?? "";
  const stored = good(await workspace.owner.get<{ text: string }>(`/api/articles/${article.id}/text`)).text;
  const passages = manyRanges(stored, count);
  for (let from = 0, turn = 0; from < count; from += AT_ONCE, turn++) {
    const writer = others[turn % AUTHORS] as HttpClient;
    const reply = others[(turn + 1) % AUTHORS] as HttpClient;
    const operations = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => {
      // Everybody writes all over the text.
      const number = (from + index) * 7919;
      const passage = passages[number % count];
      return {
        op: "annotate",
        passages: [{ start: passage?.from, end: passage?.to }],
        tags: [tags[number % TAGS]],
        ...(index % 3 === 0
          ? { note: "Who counted the openings, and **for whom**? Compare what is said further up." }
          : {}),
      };
    });
    const path = `/api/layers/${layer}/operations`;
    const made = good(await writer.post<{ items: { id: string }[] }>(path, { operations })).items;
    const asked = made.filter((_, index) => index % 10 === 0);
    for (const [by, words] of [[writer, "I don't read it so."] as const, [reply, "Nor do I."] as const])
      good(
        await by.post(path, { operations: asked.map(({ id }) => ({ op: "comment", annotation: id, text: words })) }),
      );
  }
  return { article, layer, text: stored, reader: workspace.owner, others };
}

/** A browser's context in which somebody is signed in, and each page of which measures itself. */
export async function readersContext(browser: Browser, reader: HttpClient, probe: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: reader.url });
  const cookies = reader.cookie.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: reader.url };
  });
  await context.addCookies(cookies);
  await context.addInitScript(probe);
  return context;
}

type Plain<T> = T extends (...args: never[]) => unknown ? never : Awaited<T>;

/** A page that shows the article, and its probe. */
export class Visit {
  private constructor(
    readonly page: Page,
    private readonly cdp: CDPSession,
  ) {}

  static async begin(context: BrowserContext, article: Article): Promise<Visit> {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Performance.enable");
    await page.goto(`/a/${article.id}`, { waitUntil: "commit" });
    return new Visit(page, cdp);
  }

  value<K extends "usable" | "whole">(name: K): Promise<Plain<ReaderProbe[K]>> {
    return this.page.evaluate(
      (key) => (window as unknown as { readerProbe: ReaderProbe }).readerProbe[key],
      name,
    ) as Promise<Plain<ReaderProbe[K]>>;
  }

  call<K extends Exclude<keyof ReaderProbe, "usable" | "whole">>(
    method: K,
    ...args: Parameters<ReaderProbe[K]>
  ): Promise<Awaited<ReturnType<ReaderProbe[K]>>> {
    return this.page.evaluate(
      ([key, values]) =>
        (window as unknown as { readerProbe: Record<string, (...values: unknown[]) => unknown> }).readerProbe[
          key as string
        ]?.(...(values as unknown[])),
      [method, args] as const,
    ) as Promise<Awaited<ReturnType<ReaderProbe[K]>>>;
  }

  /** Bytes of live objects of the scripts. */
  async heap(): Promise<number> {
    await this.cdp.send("HeapProfiler.collectGarbage");
    await this.cdp.send("HeapProfiler.collectGarbage");
    return this.metric("JSHeapUsedSize");
  }

  /** How long the page's main thread has been busy, ms. */
  async busy(): Promise<number> {
    return (await this.metric("TaskDuration")) * 1_000;
  }

  /** Selects a passage in view with the mouse and presses H; ms until its highlight is visible. */
  async highlight(): Promise<number> {
    const passage = await this.call("passage");
    if (!passage) throw new Error("no passage of plain words is in view");
    const { mouse, keyboard } = this.page;
    await mouse.move(passage.x1, passage.y1);
    await mouse.down();
    await mouse.move(passage.x2, passage.y2, { steps: 3 });
    await mouse.up();
    await this.page.getByRole("toolbar", { name: "Annotate the selection" }).waitFor();
    const made = this.call("highlighted", passage.offset);
    // Until the page listens.
    await this.page.evaluate(() => null);
    await keyboard.press("h");
    return made;
  }

  private async metric(name: string): Promise<number> {
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    return metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  }
}
