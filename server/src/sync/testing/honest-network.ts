import * as Y from "yjs";
import type { GateWriter } from "../gate/verdict.ts";
import type { JudgedDocument } from "./judged-document.ts";
import type { Random } from "./random.ts";

/** Somebody's browser: a document, what was stored of it, and updates under way in both directions. */
export class HonestBrowser {
  doc = new Y.Doc();
  online = true;
  /** Sent its SyncStep2 on this connection. */
  synced = false;
  toServer: { bytes: Uint8Array; step2: boolean }[] = [];
  fromServer: Uint8Array[] = [];

  constructor(
    public writer: GateWriter,
    /** Keeps collected values, like a client with `gc: false`. */
    private readonly gc: boolean,
  ) {
    this.watch();
  }

  watch(): void {
    this.doc.gc = this.gc;
    this.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (origin !== "server" && this.online) this.toServer.push({ bytes, step2: false });
    });
  }

  disconnect(): void {
    this.online = false;
    this.synced = false;
    this.toServer = [];
    this.fromServer = [];
  }

  /** A new page over the copy that was kept on the device. */
  reload(): void {
    const kept = Y.encodeStateAsUpdate(this.doc);
    this.doc = new Y.Doc();
    Y.applyUpdate(this.doc, kept, "server");
    this.watch();
  }
}

/** Browsers and the server between which updates travel at random, and nothing is lost but at a disconnection. */
export class HonestNetwork {
  readonly refused: string[] = [];

  constructor(
    readonly server: JudgedDocument,
    readonly browsers: readonly HonestBrowser[],
    private readonly random: Random,
    /** What somebody does: only what their own copy says they may. */
    private readonly act: (browser: HonestBrowser, random: Random, now: number) => void,
  ) {
    for (const browser of browsers) this.connect(browser);
  }

  connect(browser: HonestBrowser): void {
    browser.disconnect();
    browser.online = true;
    browser.fromServer.push(Y.encodeStateAsUpdate(this.server.doc, Y.encodeStateVector(browser.doc)));
    const step2 = Y.encodeStateAsUpdate(browser.doc, Y.encodeStateVector(this.server.doc));
    browser.toServer.push({ bytes: step2, step2: true });
  }

  receiveAtServer(browser: HonestBrowser): void {
    const sent = browser.toServer.shift();
    if (!sent) return;
    const before = Y.encodeStateVector(this.server.doc);
    const verdict = this.server.submit(sent.bytes, browser.writer);
    if (verdict.kind === "refused") this.refused.push(`${verdict.refusal.code}: ${verdict.refusal.reason}`);
    if (verdict.kind !== "approved") return;
    const update = Y.encodeStateAsUpdate(this.server.doc, before);
    for (const other of this.browsers) if (other.online) other.fromServer.push(update);
  }

  receiveAtBrowser(browser: HonestBrowser): void {
    const update = browser.fromServer.shift();
    if (update) Y.applyUpdate(browser.doc, update, "server");
  }

  step(now: number): void {
    const { random } = this;
    const browser = random.pick(this.browsers) as HonestBrowser;
    const dice = random.next();
    if (dice < 0.45) this.act(browser, random, now);
    else if (dice < 0.65) this.receiveAtServer(browser);
    else if (dice < 0.85) this.receiveAtBrowser(browser);
    else if (dice < 0.9) browser.disconnect();
    else if (dice < 0.96) this.connect(browser);
    else {
      // Closing the page loses what is under way, and the copy is there again at the next visit.
      browser.disconnect();
      browser.reload();
    }
  }

  settle(): void {
    for (const browser of this.browsers) if (!browser.online) this.connect(browser);
    for (let round = 0; round < 1_000; round++) {
      for (const browser of this.browsers) {
        this.receiveAtServer(browser);
        this.receiveAtBrowser(browser);
      }
    }
  }
}
