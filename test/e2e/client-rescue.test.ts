import { readFile } from "node:fs/promises";
import { annotate } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { launchChromium } from "../support/chromium.ts";
import { databaseOf } from "../support/stored-layer.ts";
import { newPerson, type Person } from "./support/person.ts";
import { card, goOffline, highlight, indicator, openArticle, Seminar, trouble } from "./support/seminar.ts";

const OWNERS = "small harbour town";

/** What the server would not take from a browser, in the browser. */
describe("work that the server refuses", () => {
  let server: BuiltServer;
  let browser: Browser;
  let ana: Person;
  let ben: Person;
  let actor: string;
  let seminar: Seminar;
  let page: Page;

  beforeAll(async () => {
    server = await startBuiltServer();
    browser = await launchChromium();
    ana = await newPerson(browser, server.url, "Ana");
    ben = await newPerson(browser, server.url, "Ben");
    seminar = await Seminar.of(ana);
    actor = await seminar.join(ben, "annotator");
    page = ben.page;
    await page.addInitScript(tamperWithSockets);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("of somebody who became a commenter while offline: replies are sent, the rest waits to be taken along", async () => {
    const article = await seminar.article("The bridge");
    await openArticle(page, article);
    await goOffline(ben.context, page);
    await highlight(page, "fishing boats");
    await card(page, OWNERS).click();
    await card(page, OWNERS)
      .getByRole("textbox", { name: /comment|reply/i })
      .fill("Written on the train.");
    await page.keyboard.press("Control+Enter");
    await indicator(page, "Offline, saved on this device").waitFor();

    await seminar.setRole(actor, "commenter");
    await ben.context.setOffline(false);
    await trouble(page).getByText("Some of your work could not be saved here.").waitFor();
    await indicator(page, "Needs attention").waitFor();
    await page.getByText("You can reply to annotations here.").first().waitFor();
    await expect.poll(async () => (await seminar.stored(article))[0]?.commentCount).toBe(1);
    await seminar.storedQuotes(article, [OWNERS]);

    await page.getByRole("link", { name: "See recovered work" }).click();
    await page.getByRole("heading", { name: "The server refused it" }).waitFor();
    await page.getByRole("link", { name: "In “The bridge”" }).waitFor();
    await page.getByRole("blockquote").getByText("fishing boats").waitFor();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Copied").first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("fishing boats");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download", exact: true }).click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(file.recovered[0].items.map((item: { map: string }) => item.map)).toEqual(["annotations", "anchors"]);
    expect(file.recovered[0].items[1].value.segments[0].exact).toBe("fishing boats");

    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("blockquote").getByText("fishing boats").waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
    await page.getByText("Nothing here.").waitFor();
    await seminar.setRole(actor, "annotator");
  });

  it("after the document was rebuilt while they were offline: all of it is made again", async () => {
    const article = await seminar.article("The ferry");
    await openArticle(page, article);
    await goOffline(ben.context, page);
    await highlight(page, "fishing boats");
    await server.stop();
    await server.start();
    const database = await databaseOf(server);
    await database.dataSource.query("update document set epoch = epoch + 1 where id = $1", [
      article.layers[0]?.document,
    ]);
    await database.close();
    await ben.context.setOffline(false);
    await indicator(page, "Saved").waitFor();
    await seminar.storedQuotes(article, [OWNERS, "fishing boats"]);
    await highlight(page, "harbour master");
    await seminar.storedQuotes(article, [OWNERS, "fishing boats", "harbour master"]);
  });

  it("because it was too much at once: it goes in parts", async () => {
    const article = await seminar.article("The war");
    const document = article.layers[0]?.document ?? "";
    await openArticle(page, article);
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    // What many days offline leave on the device: more than the server takes in one frame.
    const made = new Y.Doc();
    const updates: { bytes: string; entries: [string, string][] }[] = [];
    made.on("update", (bytes: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      const entries: [string, string][] = [];
      for (const [root, type] of made.share) {
        for (const key of transaction.changed.get(type as never) ?? []) entries.push([root, key ?? ""]);
      }
      updates.push({ bytes: Buffer.from(bytes).toString("base64"), entries });
    });
    for (let count = 0; count < 120; count++) {
      annotate(made, { actor, now: Date.now() }, { on: "article", note: `${count} ${"days offline ".repeat(1_500)}` });
    }
    await page.evaluate(leaveBehind, { document, updates });
    await openArticle(page, article);
    await expect.poll(async () => (await seminar.stored(article)).length, { timeout: 30_000 }).toBe(121);
    await page.goto("/recovered");
    await page.getByText("Nothing here.").waitFor();
  });

  it("in the middle of a session, garbled or in another's name: what one did oneself is stored", async () => {
    const article = await seminar.article("The ice");
    await openArticle(page, article);
    // The frame of this edit reaches the server as bytes that mean nothing.
    await page.evaluate(() => Object.assign(window, { nextUpdate: [0, 2, 3, 255, 255, 255] }));
    await highlight(page, "fishing boats");
    await seminar.storedQuotes(article, [OWNERS, "fishing boats"]);
    await indicator(page, "Saved").waitFor();

    const forged = new Y.Doc();
    const stranger = (await seminar.stored(article))[0]?.authorId ?? "";
    annotate(forged, { actor: stranger === actor ? newId() : stranger, now: Date.now() }, { on: "article" });
    const update = Y.encodeStateAsUpdate(forged);
    await page.evaluate(
      (bytes) => Object.assign(window, { besidesUpdate: bytes }),
      [0, 2, ...varUint(update.length), ...update],
    );
    await highlight(page, "harbour master");
    await seminar.storedQuotes(article, [OWNERS, "fishing boats", "harbour master"]);
    await indicator(page, "Saved").waitFor();
    await highlight(page, "before the ice");
    await seminar.storedQuotes(article, [OWNERS, "fishing boats", "harbour master", "before the ice"]);
    expect(ben.complaints).toEqual([]);
  });
});

function varUint(number: number): number[] {
  const bytes: number[] = [];
  for (let rest = number; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push(128 | (rest & 127));
  }
}

/** In the page: `nextUpdate` goes out once in place of an edit's frame, `besidesUpdate` once before it. */
function tamperWithSockets(): void {
  const place = window as unknown as { nextUpdate?: number[]; besidesUpdate?: number[] };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const bytes = data instanceof Uint8Array ? data : null;
    const isEdit = bytes !== null && this.url.includes("/sync/layer/") && bytes[0] === 0 && bytes[1] === 2;
    if (isEdit && place.besidesUpdate) {
      send.call(this, new Uint8Array(place.besidesUpdate));
      delete place.besidesUpdate;
    }
    if (isEdit && place.nextUpdate) {
      send.call(this, new Uint8Array(place.nextUpdate));
      delete place.nextUpdate;
      return;
    }
    send.call(this, data);
  };
}

/** In the page: adds own updates to the document's local copy as ones that were never acknowledged. */
function leaveBehind(left: { document: string; updates: { bytes: string; entries: [string, string][] }[] }) {
  return new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open("postil");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const tx = database.transaction(["copies", "updates", "pending"], "readwrite");
      const copies = tx.objectStore("copies").getAll();
      copies.onsuccess = () => {
        const copy = copies.result.find((row) => row.document === left.document);
        for (const [at, { bytes, entries }] of left.updates.entries()) {
          const update = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
          tx.objectStore("updates").add({ copy: copy.id, bytes: update });
          tx.objectStore("pending").put({ id: `left-behind-${at}`, copy: copy.id, user: copy.user, entries });
        }
      };
      tx.oncomplete = () => {
        database.close();
        resolve();
      };
      tx.onabort = () => reject(tx.error);
    };
  });
}
