import type { Browser, BrowserContext, Page } from "playwright-core";

/** As all contexts of the tests are: a window of a common size, with patience for a busy machine. */
export const WINDOW = {
  viewport: { width: 1440, height: 900 },
  permissions: ["clipboard-read", "clipboard-write"],
};

/** Somebody at a browser of their own. */
export interface Person {
  name: string;
  email: string;
  /** Of the server that their browser visits. */
  url: string;
  context: BrowserContext;
  page: Page;
  /** What the page complained about: errors in scripts and violations of the content security policy. */
  complaints: string[];
}

export const PASSWORD = "correct horse battery";

export async function newPerson(browser: Browser, baseURL: string, name: string): Promise<Person> {
  // Keeping the app on the device is one test's matter; in each person's browser it would fetch all of it again.
  const context = await browser.newContext({ ...WINDOW, baseURL, serviceWorkers: "block" });
  return personIn(context, baseURL, name);
}

/** Somebody at a browser that is open already. */
export async function personIn(context: BrowserContext, baseURL: string, name: string): Promise<Person> {
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|Uncaught/.test(message.text()))
      complaints.push(message.text());
  });
  return { name, email: `${name.toLowerCase()}@example.org`, url: baseURL, context, page, complaints };
}

/** Fills in the registration form that the page shows. */
export async function fillRegistration(person: Person): Promise<void> {
  const { page } = person;
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create an account" }).click();
}

/** Drags the mouse over `words` in the article, from their first to their last character, and waits for the toolbar. */
export async function selectWithMouse(page: Page, words: string): Promise<void> {
  const box = await page.evaluate((passage) => {
    const root = document.querySelector("[data-from]")?.parentElement;
    if (!root) throw new Error("no article on this page");
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(passage) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + passage.length);
      range.startContainer.parentElement?.scrollIntoView({ block: "center" });
      const rects = [...range.getClientRects()];
      const first = rects[0];
      const last = rects.at(-1);
      if (!first || !last) continue;
      return {
        x1: first.left + 1,
        y1: first.top + first.height / 2,
        x2: last.right - 1,
        y2: last.top + last.height / 2,
      };
    }
    throw new Error(`"${passage}" is not on this page`);
  }, words);
  await page.mouse.move(box.x1, box.y1);
  await page.mouse.down();
  await page.mouse.move((box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2, { steps: 4 });
  await page.mouse.move(box.x2, box.y2, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("toolbar", { name: "Annotate the selection" }).waitFor();
}
