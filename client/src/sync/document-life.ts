import { DOCUMENT_SCHEMA } from "@postil/shared/document/layer-document";
import type { EntryKey, Hello, Refused } from "@postil/shared/protocol/frames";
import { newId } from "@postil/shared/schema/ids";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { withDocumentLock } from "./document-lock.ts";
import { restoreDrafts } from "./draft-storage.ts";
import { askToKeep } from "./lasting-storage.ts";
import { applyReadable, LocalCopy } from "./local-copy.ts";
import { ownEntries } from "./own-entries.ts";
import { PendingTracker } from "./pending-tracker.ts";
import type { DocumentPlace, RecoveredRow, RescueReason } from "./recovered-row.ts";
import { listRecovered, putRecovered, takeOut } from "./recovered-work.ts";
import { planRestore, restoreBatch } from "./restore-plan.ts";
import { SyncConnection } from "./sync-connection.ts";

/** Origin of what comes from the local copy. */
const LOCAL_COPY = Symbol("local copy");
/** Origin of transactions that put rescued work back. */
const RESTORED = Symbol("restored");

interface LifeOptions {
  user: string;
  document: string;
  about?: DocumentPlace | undefined;
  url: string;
  webSocket?: typeof WebSocket;
  listener: LifeListener;
}

interface LifeListener {
  changed(): void;
  hello(hello: Hello): void;
  synced(): void;
  refused(refused: Refused): void;
  /** The server closed for good, with this code. */
  closed(code: number): void;
  /** This document must not be sent as it is. */
  unusable(reason: "damaged" | "replaced"): void;
  /** Something was made here though the document is retired. */
  strayUpdate(): void;
}

/** What a rescue takes out of a document, and why. */
export interface Rescue {
  reason: RescueReason;
  state: RecoveredRow["state"];
  detail: string;
  avoid: RecoveredRow["avoid"];
}

/**
 * One Y.Doc with its local copy, its connection and its account of what is unacknowledged. A rescue ends a life and
 * begins another: nothing of the old one is used again.
 */
export class DocumentLife {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly tracker = new PendingTracker();
  copy: LocalCopy | null = null;
  connection: SyncConnection | null = null;
  loaded = false;
  hasContent = false;
  /** It was synced once, or an attempt to connect failed. */
  tried = false;
  /** The server was told no epoch: a mismatch can only be of the schema. */
  fresh = true;
  private retired = false;
  private ended = false;
  private early: { bytes: Uint8Array; own: { id: string; entries: EntryKey[] } }[] = [];

  constructor(private readonly options: LifeOptions) {
    this.doc.on("update", (bytes: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local) this.onOwnUpdate(bytes, transaction);
      else if (origin !== LOCAL_COPY) this.onServerUpdate(bytes);
    });
  }

  /** Loads the local copy, then connects. Returns what the server said on the last visit. */
  async begin(): Promise<Hello | null> {
    const { user, document, about, url, webSocket, listener } = this.options;
    const [loaded] = await Promise.all([
      LocalCopy.open(user, document, about, () => this.onCopyChange()),
      restoreDrafts(user, document),
    ]);
    const { copy } = loaded;
    for (const copyId of loaded.stale) {
      const rescue: Rescue = { reason: "mismatch", state: "waiting", detail: "", avoid: [] };
      const stale = { ...rescue, ...this.place(), copyId, doc: null, entries: [] };
      await withDocumentLock(user, document, () => takeOut(stale));
    }
    this.copy = copy;
    for (const { bytes, own } of this.early) copy.write(bytes, own);
    this.early = [];
    if (this.ended) return null;
    applyReadable(this.doc, loaded.updates, LOCAL_COPY);
    for (const row of loaded.pending) this.tracker.add(row.id, row.entries);
    this.hasContent ||= loaded.updates.length > 0;
    this.loaded = true;
    this.fresh = copy.epoch === 0;
    this.connection = new SyncConnection({
      url,
      name: document,
      doc: this.doc,
      awareness: this.awareness,
      epoch: copy.epoch,
      schema: DOCUMENT_SCHEMA,
      webSocket,
      listener: {
        changed: () => listener.changed(),
        connected: () => this.tracker.disconnected(),
        disconnected: () => {
          this.tracker.disconnected();
          this.tried = true;
          listener.changed();
        },
        hello: (hello) => {
          copy.setHello(hello);
          this.fresh = false;
          listener.hello(hello);
        },
        sentAll: (mark) => this.tracker.sentAll(mark),
        acknowledged: (mark) => {
          copy.acknowledge(this.tracker.acknowledge(mark));
          listener.changed();
        },
        synced: () => {
          this.tried = true;
          listener.synced();
        },
        refused: (refused) => listener.refused(refused),
        closed: (code) => listener.closed(code),
        unusable: () => listener.unusable("damaged"),
      },
    });
    this.connection.connect();
    return loaded.hello;
  }

  /** Closes the connection and, once all is written, the copy. */
  async end(): Promise<void> {
    this.ended = true;
    this.connection?.destroy();
    await this.copy?.close();
    this.doc.destroy();
  }

  /** Takes what is unacknowledged out as plain JSON and empties the local copy. */
  async takeOut(rescue: Rescue): Promise<void> {
    const { user, document } = this.options;
    await withDocumentLock(user, document, async () => {
      await this.copy?.flush();
      const copyId = this.copy?.id ?? null;
      const entries = this.tracker.entries();
      // At once: what is made while the work is being kept counts as new, and is taken out in its turn.
      this.tracker.forget();
      await takeOut({ ...rescue, ...this.place(), copyId, doc: this.doc, entries });
    });
  }

  /** The document is gone: what was pending becomes recovered work, and nothing stays on the device. */
  async retire(): Promise<void> {
    this.retired = true;
    await this.takeOut({ reason: "not-found", state: "kept", detail: "", avoid: "all" });
  }

  /** Puts back what was taken out: what the role allows and the server lacks. The rest stays as recovered work. */
  async restoreWaiting(hello: Hello): Promise<void> {
    const { user, document } = this.options;
    const isWaiting = (row: RecoveredRow) => row.state === "waiting";
    if (!(await listRecovered(user, document)).some(isWaiting)) return;
    await withDocumentLock(user, document, async () => {
      for (const row of (await listRecovered(user, document)).filter(isWaiting)) {
        if (this.ended || !this.connection?.synced) return;
        const plan = planRestore(row, this.doc, { canRead: true, ...hello });
        for (const batch of plan.batches) restoreBatch(this.doc, batch, RESTORED);
        await this.copy?.flush();
        // Only now is it as safe as before. A crash before this line does it twice, which changes nothing.
        await putRecovered({ ...row, at: Date.now(), state: "kept", items: plan.keep });
      }
    });
  }

  private place(): Pick<RecoveredRow, "user" | "document" | "about"> {
    const { user, document, about } = this.options;
    return { user, document, ...(about ? { about } : {}) };
  }

  private onOwnUpdate(bytes: Uint8Array, transaction: Y.Transaction): void {
    const own = { id: newId(), entries: ownEntries(this.doc, transaction) };
    this.tracker.add(own.id, own.entries);
    this.hasContent = true;
    if (this.copy) this.copy.write(bytes, own);
    else this.early.push({ bytes, own });
    const mark = this.connection?.sendUpdate(bytes) ?? null;
    if (mark !== null) this.tracker.sent(own.id, mark);
    else if (this.loaded) askToKeep();
    if (this.retired) this.options.listener.strayUpdate();
    this.options.listener.changed();
  }

  private onServerUpdate(bytes: Uint8Array): void {
    this.hasContent = true;
    this.copy?.write(bytes, null);
  }

  private onCopyChange(): void {
    if (this.ended) return;
    if (this.copy?.gone && !this.retired) this.options.listener.unusable("replaced");
    this.options.listener.changed();
  }
}
