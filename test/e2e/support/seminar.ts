import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import type { Article } from "@postil/shared/schema/article";
import type { Role } from "@postil/shared/schema/role";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { PASSWORD, type Person, selectWithMouse } from "./person.ts";

export const PARAGRAPHS = [
  "The council of a small harbour town will decide this week whether the old swing bridge is to be replaced.",
  "Those who want it repaired speak of the fishing boats, which still pass twice a day.",
  "The harbour master keeps a book of every opening since the war.",
  "Whatever the council decides, the work can't begin before the ice has gone.",
];

/** A call of the REST interface with the person's cookies, as their browser would send it. */
export async function call<T = unknown>(person: Person, method: string, path: string, data?: unknown): Promise<T> {
  const answer = await person.context.request.fetch(`/api${path}`, {
    method,
    headers: { origin: person.url },
    ...(data === undefined ? {} : { data }),
  });
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true);
  const text = await answer.text();
  return (text === "" ? null : JSON.parse(text)) as T;
}

export async function register(person: Person): Promise<void> {
  await call(person, "POST", "/auth/register", { email: person.email, name: person.name, password: PASSWORD });
}

/** A workspace whose owner has registered, with ways to bring in people and articles without the pages. */
export class Seminar {
  private constructor(
    readonly id: string,
    private readonly owner: Person,
  ) {}

  static async of(owner: Person): Promise<Seminar> {
    await register(owner);
    const { id } = await call<{ id: string }>(owner, "POST", "/workspaces", { name: "Seminar" });
    return new Seminar(id, owner);
  }

  /** Returns whom documents name for them. */
  async join(person: Person, role: Role): Promise<string> {
    await register(person);
    const { token } = await call<{ token: string }>(this.owner, "POST", `/workspaces/${this.id}/invitations`, { role });
    return (await call<{ me: { actor: string } }>(person, "POST", `/invitations/${token}/accept`, {})).me.actor;
  }

  async setRole(actor: string, role: Role): Promise<void> {
    await call(this.owner, "PATCH", `/workspaces/${this.id}/members/${actor}`, { role });
  }

  /** An article on which the owner has annotated "small harbour town", with a note that says `note`. */
  async article(title: string, note = "Which town?"): Promise<Article> {
    const body = { title, text: PARAGRAPHS.join("\n\n") };
    const path = `/workspaces/${this.id}/articles`;
    const [article] = (await call<{ items: Article[] }>(this.owner, "POST", path, body)).items;
    if (!article) throw new Error("no article was made");
    const start = body.text.indexOf("small harbour town");
    const annotate = { op: "annotate", passages: [{ start, end: start + 18 }], note };
    await call(this.owner, "POST", `/layers/${article.layers[0]?.id}/operations`, { operations: [annotate] });
    return article;
  }

  /** What the server has stored of an article's annotations, as its owner sees them. */
  async stored(article: Article): Promise<AnnotationListItem[]> {
    const path = `/workspaces/${this.id}/annotations?article=${article.id}&limit=200`;
    return (await call<{ items: AnnotationListItem[] }>(this.owner, "GET", path)).items;
  }

  /** Waits until these are the quotes of the article's annotations. */
  async storedQuotes(article: Article, quotes: string[]): Promise<void> {
    const read = async () => (await this.stored(article)).map(({ quote }) => quote).sort();
    await expect.poll(read, { timeout: 30_000 }).toEqual([...quotes].sort());
  }
}

/** The indicator of what becomes of one's work. */
export function indicator(page: Page, label: string) {
  return page.locator("button[data-state]").filter({ hasText: new RegExp(`^${label}$`) });
}

/** What unfolds by itself below the indicator when something needs attention. */
export function trouble(page: Page) {
  return page.getByRole("dialog", { name: "Needs attention" });
}

/** `origin`: where the browser's context has none of its own. */
export async function openArticle(page: Page, article: Article, origin = ""): Promise<void> {
  await page.goto(`${origin}/a/${article.id}`);
  await indicator(page, "Saved").waitFor();
}

/** The card of the annotation on these words. */
export function card(page: Page, words: string) {
  return page
    .getByRole("article", { name: new RegExp(` on .*${words.slice(0, 16)}`) })
    .and(page.locator("[data-annotation]"));
}

/** Highlights these words with the mouse and the H key. */
export async function highlight(page: Page, words: string): Promise<void> {
  await page.bringToFront();
  await selectWithMouse(page, words);
  await page.keyboard.press("h");
  await card(page, words).waitFor({ state: "attached" });
}

/** The network is gone for everything that this browser does. */
export async function goOffline(context: BrowserContext, page: Page): Promise<void> {
  await context.setOffline(true);
  await indicator(page, "Offline, saved on this device").waitFor();
}
