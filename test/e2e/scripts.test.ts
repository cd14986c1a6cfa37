import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { newPerson, PASSWORD, type Person, selectWithMouse } from "./support/person.ts";

interface Written {
  title: string;
  text: string[];
  /** What the mouse is drawn over, and the whole words that are annotated. */
  drawn: string;
  meant: string;
  direction: "ltr" | "rtl";
  language: string | null;
}

const ARTICLES: Written[] = [
  {
    title: "שיחות על לוב ורואנדה",
    text: [
      "בוושינגטון נדונה האפשרות לשלוח מהגרים שהורשעו בפלילים אל לוב ואל רואנדה.",
      "ההחלטה טרם התקבלה, כך לפי CNN מיום 30 באפריל 2025.",
    ],
    drawn: "שלוח מהג",
    meant: "לשלוח מהגרים",
    direction: "rtl",
    language: "he",
  },
  {
    title: "关于利比亚的谈判",
    text: ["美国政府讨论把有犯罪记录的移民送往利比亚和卢旺达。", "目前还没有作出决定。"],
    drawn: "国政府讨",
    meant: "美国政府讨论",
    direction: "ltr",
    language: "zh",
  },
  {
    title: "การเจรจากับลิเบีย",
    text: ["รัฐบาลสหรัฐหารือเรื่องการส่งผู้อพยพไปยังลิเบียและรวันดา", "ยังไม่มีการตัดสินใจ"],
    drawn: "ฐบาลสหร",
    meant: "รัฐบาลสหรัฐ",
    direction: "ltr",
    language: "th",
  },
  {
    title: "Talks in signs",
    text: ["Envoys from Tripoli 🇱🇾 met officials 👩🏽‍💼👨‍👩‍👧‍👦 in the capital.", "No cafe\u0301 was open 🤷🏽‍♀️."],
    drawn: "officials 👩🏽‍💼👨‍👩‍👧‍👦",
    meant: "officials 👩🏽‍💼👨‍👩‍👧‍👦",
    direction: "ltr",
    language: null,
  },
];

describe("articles that aren't English", () => {
  let server: BuiltServer;
  let browser: Browser;
  let person: Person;
  let page: Page;
  const addresses = new Map<string, string>();

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    person = await newPerson(browser, server.url, "Noa");
    page = person.page;
    const post = async (path: string, data: unknown) => {
      const answer = await person.context.request.post(`/api${path}`, { data, headers: { origin: server.url } });
      expect(answer.ok(), await answer.text()).toBe(true);
      return answer.json();
    };
    await post("/auth/register", { email: person.email, name: person.name, password: PASSWORD });
    const workspace = await post("/workspaces", { name: "Scripts" });
    for (const { title, text } of ARTICLES) {
      const { items } = await post(`/workspaces/${workspace.id}/articles`, { title, text: text.join("\n") });
      addresses.set(title, `/a/${items[0].id}`);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(ARTICLES)("$title: whole words are annotated, in the direction they are read", async (written) => {
    await page.goto(addresses.get(written.title) ?? "");
    await page.getByText("Saved", { exact: true }).first().waitFor();
    const block = page.locator("[data-from]").first();
    expect(await block.evaluate((element) => getComputedStyle(element).direction)).toBe(written.direction);
    expect(await page.locator("article[data-single-keys]").getAttribute("lang")).toBe(written.language);
    await selectWithMouse(page, written.drawn);
    await page.keyboard.press("h");
    const card = page.locator("[data-annotation]").first();
    await card.waitFor();
    expect(await card.getAttribute("aria-label")).toContain(written.meant);
    await page.getByText("Saved", { exact: true }).first().waitFor();
  });

  it("are annotated in German too, once that is chosen", async () => {
    await page.getByRole("button", { name: "Account of Noa" }).click();
    await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
    await page.getByRole("heading", { name: "Talks in signs" }).waitFor();
    await page.getByText("Gespeichert", { exact: true }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
    expect(await page.title()).toBe("Talks in signs · Scripts · Postil");
    await page.getByRole("button", { name: "Konto von Noa" }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await page.getByText("Saved", { exact: true }).first().waitFor();
    expect(person.complaints).toEqual([]);
  });
});
