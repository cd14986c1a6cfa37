import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { chooseItem, expectFocus, hasFocus, press, sharedKeys, tabTo, unseenStops } from "./support/keyboard.ts";
import { newPerson, PASSWORD, type Person } from "./support/person.ts";

const TITLE = "A harbour town votes on its bridge";
const TEXT = [
  TITLE,
  "The council of a small harbour town will decide this week whether the old swing bridge is to be replaced.",
  "Those who want it repaired speak of the fishing boats, which still pass twice a day.",
  "The harbour master keeps a book of every opening since the war.",
  "Whatever the council decides, the work can't begin before the ice has gone.",
].join("\n\n");

/** The whole main job without a mouse; each test goes on where the one before it ended. */
describe("somebody who uses the keyboard alone", () => {
  let server: BuiltServer;
  let browser: Browser;
  let person: Person;
  let page: Page;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    person = await newPerson(browser, server.url, "Kay");
    page = person.page;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const text = () => page.getByRole("article", { name: /^Text of/ });
  const card = (name: RegExp) => page.getByRole("article", { name }).and(page.locator("[data-annotation]"));
  const saved = () => page.getByText("Saved", { exact: true }).first().waitFor();
  /** Selects the first words of the paragraph after the caret's. */
  const selectNext = async (words: number) => {
    await press(page, "Control+ArrowDown");
    await press(page, "Control+Shift+ArrowRight", words);
    await page.getByRole("toolbar", { name: "Annotate the selection" }).waitFor();
  };
  const goTo = async (name: string) => {
    await tabTo(page, page.getByRole("link", { name, exact: true }));
    await press(page, "Enter");
    await expectFocus(page.getByRole("heading", { level: 1, name }));
  };

  it("registers: the first field has the keyboard, Enter sends", async () => {
    await page.goto("/register");
    await expectFocus(page.getByLabel("Name", { exact: true }));
    await page.keyboard.type(person.name);
    await tabTo(page, page.getByLabel("E-mail address"));
    await page.keyboard.type(person.email);
    await tabTo(page, page.getByLabel("Password", { exact: true }));
    await page.keyboard.type(PASSWORD);
    await press(page, "Enter");
    await expectFocus(page.getByRole("heading", { level: 1 }));
  });

  it("makes a workspace", async () => {
    await tabTo(page, button("New workspace"));
    await press(page, "Enter");
    await expectFocus(page.getByRole("dialog").getByLabel("Name"));
    await page.keyboard.type("News by keys");
    await press(page, "Enter");
    await expectFocus(page.getByRole("heading", { level: 1, name: "Articles" }));
  });

  it("pastes an article", async () => {
    await tabTo(page, button("Paste a text"));
    await press(page, "Enter");
    await expectFocus(page.getByRole("dialog").getByLabel("Text"));
    await page.keyboard.insertText(TEXT);
    await tabTo(page, page.getByRole("dialog").getByLabel("Title"));
    await page.keyboard.type(TITLE);
    await press(page, "Enter");
    await page.getByRole("link", { name: TITLE }).waitFor();
    // The button that opened the dialog is gone with the first steps.
    await expectFocus(page.getByRole("heading", { level: 1, name: "Articles" }));
  });

  it("builds a codebook: adds, renames, gives a shortcut, deletes, and is never thrown out of its place", async () => {
    await press(page, "Shift+Tab");
    await goTo("Codebook");
    await tabTo(page, page.getByLabel("Name of a new tag"));
    for (const name of ["Framing", "Sources"]) {
      await page.keyboard.type(name);
      await press(page, "Enter");
      await button(`Actions for ${name}`).waitFor();
      await expectFocus(page.getByLabel("Name of a new tag"));
    }
    await tabTo(page, button("Actions for Framing"));
    await press(page, "Enter");
    await expectFocus(page.getByRole("menuitem").first());
    await chooseItem(page, "Rename");
    await expectFocus(page.getByLabel("New name of Framing"));
    await page.keyboard.type("Frame");
    await press(page, "Enter");
    await expectFocus(button("Actions for Frame"));

    await press(page, "Enter");
    await chooseItem(page, "Edit…");
    await tabTo(page, page.getByRole("dialog").getByLabel("Shortcut"));
    await page.keyboard.type("1");
    await press(page, "Enter");
    await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Save" }));
    await press(page, "Enter");
    await page.getByText("Shortcut 1").first().waitFor({ state: "attached" });
    await expectFocus(button("Actions for Frame"));

    // One line of the tree is a stop of Tab: the arrows go to the others.
    await tabTo(page, page.getByRole("row", { name: "Frame", exact: true }), "Shift+Tab");
    await press(page, "ArrowDown");
    await tabTo(page, button("Actions for Sources"));
    await press(page, "Enter");
    await chooseItem(page, "Delete…");
    await tabTo(page, page.getByRole("dialog").getByRole("button", { name: /^Delete/ }));
    await press(page, "Enter");
    await button("Actions for Sources").waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  });

  it("makes an invitation link, which has the keyboard once it is there", async () => {
    await press(page, "Shift+Tab");
    await tabTo(page, page.getByRole("link", { name: "Members" }), "Shift+Tab");
    await press(page, "Enter");
    await expectFocus(page.getByRole("heading", { level: 1, name: "Members" }));
    await tabTo(page, button("Invite people"));
    await press(page, "Enter");
    await tabTo(page, button("Create link"));
    await press(page, "Enter");
    await expectFocus(page.getByLabel("Invitation link"));
    await press(page, "Escape");
    await expectFocus(button("Invite people"));
  });

  it("opens the article and highlights a selection", async () => {
    await tabTo(page, page.getByRole("link", { name: "Articles", exact: true }), "Shift+Tab");
    await press(page, "Enter");
    await tabTo(page, page.getByRole("link", { name: TITLE }));
    await press(page, "Enter");
    await expectFocus(page.getByRole("heading", { level: 1, name: TITLE }));
    await saved();
    await tabTo(page, text());
    await selectNext(3);
    await press(page, "h");
    await card(/Kay on/).waitFor();
    expect(await hasFocus(text())).toBe(true);
    // From the passage to its card and back to the passage.
    await press(page, "ArrowLeft");
    await press(page, "Enter");
    await expectFocus(card(/Kay on/));
    await press(page, "Escape");
    await expectFocus(text());
  });

  it("tags, notes and comments", async () => {
    await selectNext(3);
    await press(page, "t");
    await expectFocus(page.getByRole("combobox", { name: "Find a tag" }));
    await page.keyboard.type("fra");
    await press(page, "Enter");
    await expectFocus(card(/Those who/));
    await press(page, "n");
    await expectFocus(page.getByLabel("Note", { exact: true }));
    await page.keyboard.type("Who are they?");
    await press(page, "Escape");
    await expectFocus(text());

    // A tag that is not in the codebook yet is made where it is needed.
    await selectNext(3);
    await press(page, "t");
    await page.keyboard.type("Memory");
    await page.getByRole("option", { name: /Memory/ }).waitFor();
    await press(page, "Enter");
    await card(/harbour master/)
      .getByRole("button", { name: /^Take off .*Memory$/ })
      .waitFor();
    await expectFocus(card(/harbour master/));
    await press(page, "Escape");

    await selectNext(2);
    await press(page, "c");
    await expectFocus(page.getByRole("textbox", { name: "Comment" }));
    await page.keyboard.type("Is it so?");
    await press(page, "Control+Enter");
    await card(/Whatever/)
      .getByText("Is it so?")
      .waitFor();
    await page.keyboard.type("It is.");
    await press(page, "Control+Enter");
    await card(/Whatever/)
      .getByText("It is.")
      .waitFor();
    await press(page, "Escape");
    await expectFocus(text());
  });

  it("steps through the cards, resolves one, deletes one and takes that back", async () => {
    await press(page, "k");
    await expectFocus(card(/harbour master/));
    await press(page, "j");
    await expectFocus(card(/Whatever/));
    await tabTo(page, card(/Whatever/).getByRole("button", { name: "Resolve" }));
    await press(page, "Enter");
    await card(/Whatever/)
      .getByText("Resolved by Kay")
      .waitFor();
    await expectFocus(card(/Whatever/).getByRole("button", { name: "Reopen" }));

    await press(page, "k");
    await expectFocus(card(/harbour master/));
    await tabTo(page, card(/harbour master/).getByRole("button", { name: "More for this annotation" }));
    await press(page, "Enter");
    await chooseItem(page, "Delete");
    await card(/harbour master/).waitFor({ state: "detached" });
    await expectFocus(text());
    await press(page, "Control+z");
    await card(/harbour master/).waitFor();
  });

  it("changes a passage, adds one to it, marks all occurrences, lists, searches, and writes a memo", async () => {
    await press(page, "k");
    const open = page.locator('article[aria-current="true"]');
    await expectFocus(open);
    await press(page, "Shift+ArrowRight");
    await page.getByText(/^Ends after/).waitFor({ state: "attached" });
    await press(page, "Control+z");
    await press(page, "+");
    await expectFocus(text());
    await press(page, "Control+ArrowUp", 9);
    await selectNext(1);
    await press(page, "+");
    await card(/\[…\]/).waitFor();
    await press(page, "Control+z");
    await card(/\[…\]/).waitFor({ state: "detached" });

    await press(page, "Control+ArrowUp", 9);
    await press(page, "Control+ArrowRight", 4);
    await press(page, "Control+Shift+ArrowRight");
    await page.getByRole("toolbar", { name: "Annotate the selection" }).waitFor();
    await press(page, "o");
    const words = page.getByRole("dialog").getByRole("textbox", { name: "Words to find" });
    await expectFocus(words);
    await words.press("Control+a");
    await page.keyboard.type("council");
    await page.getByRole("button", { name: "Annotate 2 passages" }).waitFor();
    await press(page, "Enter");
    await expectFocus(text());
    await card(/“council”/)
      .first()
      .waitFor();
    await press(page, "Control+z");
    await card(/“council”/)
      .first()
      .waitFor({ state: "detached" });

    await press(page, "k");
    await press(page, "v");
    await page.getByRole("list", { name: "Annotations as a list" }).waitFor();
    await expectFocus(open);
    await press(page, "End");
    await expectFocus(page.locator("[data-annotation]").last());
    await press(page, "v");
    await page.getByRole("list", { name: "Annotations as a list" }).waitFor({ state: "detached" });
    await expectFocus(open);
    await press(page, "Escape");
    await expectFocus(text());

    await press(page, "/");
    await expectFocus(page.getByRole("textbox", { name: "Words to look for" }));
    await page.keyboard.type("harbour");
    await press(page, "Enter");
    await press(page, "Escape");
    await expectFocus(text());

    await press(page, "Control+k");
    await expectFocus(page.getByRole("dialog", { name: "Find anything" }).getByRole("combobox"));
    await page.keyboard.type("write a memo");
    await page
      .getByRole("option", { name: /^Write a memo/ })
      .first()
      .waitFor();
    await press(page, "Enter");
    await expectFocus(page.getByRole("textbox", { name: "Your memo, in Markdown" }));
    await page.keyboard.type("What is it about?");
    await press(page, "Escape");
    await page.getByRole("button", { name: "1 memo" }).waitFor();
    await expectFocus(text());
  });

  it("switches the layer and back, goes to the filters, and reads the list of keys", async () => {
    await press(page, "l");
    await page.getByText("Only you see what you add.").first().waitFor();
    await expectFocus(text());
    await press(page, "l");
    await card(/Whatever/).waitFor();
    await expectFocus(text());
    await press(page, "f");
    await expectFocus(page.getByRole("region", { name: "Show", exact: true }));
    await press(page, "?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    // Escape lets go of the innermost; with Shift the arrows change what has the keyboard: a selection, or a card.
    const shared = (await sharedKeys(page)).filter((line) => !/^(Esc|Shift\+[←→]):/.test(line));
    expect(shared).toEqual([]);
    await press(page, "Escape");
    await expectFocus(page.getByRole("region", { name: "Show", exact: true }));
  });

  it("sees at every stop of Tab where it is", async () => {
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await unseenStops(page)).toEqual([]);
  });

  it("exports what it made, and signs out", async () => {
    await tabTo(page, page.getByRole("link", { name: "All articles" }));
    await press(page, "Enter");
    await expectFocus(page.getByRole("heading", { level: 1, name: "Articles" }));
    expect(await unseenStops(page)).toEqual([]);
    await goTo("Annotations");
    await page.getByText("Who are they?").waitFor();
    expect(await unseenStops(page)).toEqual([]);
    await tabTo(page, button("Export"));
    await press(page, "Enter");
    const [download] = await Promise.all([page.waitForEvent("download"), chooseItem(page, /annotation/i)]);
    const rows = parse(await readFile(await download.path()), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(5);
    expect(rows.map(({ tags }) => tags).sort()).toEqual(["", "", "", "Frame", "Memory"]);
    await expectFocus(button("Export"));

    await tabTo(page, button(/^Account of/), "Shift+Tab");
    await press(page, "Enter");
    await chooseItem(page, "Sign out");
    await page.waitForURL(/\/sign-in/);
    await expectFocus(page.getByLabel("E-mail address"));
    expect(person.complaints).toEqual([]);
  });
});
