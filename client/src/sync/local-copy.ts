import { DOCUMENT_SCHEMA } from "@postil/shared/document/layer-document";
import type { EntryKey, Hello } from "@postil/shared/protocol/frames";
import { newId } from "@postil/shared/schema/ids";
import * as Y from "yjs";
import { type CopyRow, type LocalDatabase, localDatabase, type PendingRow } from "./local-database.ts";
import type { DocumentPlace } from "./recovered-row.ts";

/** Others' edits can be fetched again: they are written together, this many ms later. */
const REMOTE_DELAY = 500;
/** After a failed write, in ms. */
const RETRY_DELAY = 5_000;
/** Rows of the log after which they are made one. */
const COMPACT_AFTER = 300;

type Operation =
  | { kind: "update"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "pending"; row: PendingRow }
  | { kind: "acknowledged"; ids: string[] }
  | { kind: "hello"; hello: Hello };

/** What a copy held when it was opened. */
interface LoadedCopy {
  copy: LocalCopy;
  updates: Uint8Array[];
  pending: PendingRow[];
  hello: Hello | null;
  /** Copies of the same document in another schema or epoch: to be emptied. */
  stale: string[];
}

/**
 * The local copy of one document for one person: a log of updates and, beside it, which of them the server has not
 * acknowledged. An own update and its pending row are written in one transaction. Tabs share a copy; each adds and
 * clears its own rows.
 */
export class LocalCopy {
  private queue: Operation[] = [];
  private writing: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private rowsSinceCompaction: number;
  private closed = false;
  /** The last write failed, or the browser keeps nothing at all. */
  failing: boolean;
  /** Another tab emptied this copy, or there is one at last where there was none: nothing is written to this one. */
  gone = false;

  private constructor(
    /** null when the browser keeps nothing. */
    readonly id: string | null,
    private readonly user: string,
    /** The server's epoch of what the copy holds; 0 when not known. */
    public epoch: number,
    rows: number,
    private readonly onChange: () => void,
  ) {
    this.failing = id === null;
    this.rowsSinceCompaction = rows;
    if (id === null) this.timer = setTimeout(() => void this.tryAgain(), RETRY_DELAY);
  }

  /** Opens the copy, or begins one. Never throws: where nothing can be kept, `failing` says so. */
  static async open(
    user: string,
    document: string,
    about: DocumentPlace | undefined,
    onChange: () => void,
  ): Promise<LoadedCopy> {
    try {
      const database = await localDatabase();
      const tx = database.transaction(["copies", "updates", "pending"], "readwrite");
      const rows = await tx.objectStore("copies").index("place").getAll([user, document]);
      rows.sort((a, b) => b.epoch - a.epoch);
      let row = rows.find((candidate) => candidate.schema === DOCUMENT_SCHEMA);
      row ??= { id: newId(), user, document, epoch: 0, schema: DOCUMENT_SCHEMA, hello: null } satisfies CopyRow;
      await tx.objectStore("copies").put({ ...row, ...(about ? { about } : {}), opened: Date.now() });
      const { id, epoch, hello } = row;
      const updates = (await tx.objectStore("updates").index("copy").getAll(id)).map((update) => update.bytes);
      const pending = await tx.objectStore("pending").index("copy").getAll(id);
      await tx.done;
      const copy = new LocalCopy(id, user, epoch, updates.length, onChange);
      const stale = rows.filter((other) => other.id !== id).map((other) => other.id);
      return { copy, updates, pending, hello, stale };
    } catch {
      return {
        copy: new LocalCopy(null, user, 0, 0, onChange),
        updates: [],
        pending: [],
        hello: null,
        stale: [],
      };
    }
  }

  /** Keeps an update. `own`: it was made here and the server has yet to acknowledge it. */
  write(bytes: Uint8Array, own: { id: string; entries: EntryKey[] } | null): void {
    if (this.id === null || this.gone || this.closed) return;
    this.queue.push({ kind: "update", bytes: bytes as Uint8Array<ArrayBuffer> });
    if (own) this.queue.push({ kind: "pending", row: { ...own, copy: this.id, user: this.user } });
    this.schedule(own ? 0 : REMOTE_DELAY);
  }

  /** The server holds these own updates. */
  acknowledge(ids: string[]): void {
    if (this.id === null || ids.length === 0 || this.gone || this.closed) return;
    this.queue.push({ kind: "acknowledged", ids });
    this.schedule(0);
  }

  /** The server has said which epoch this is and what one may do. */
  setHello(hello: Hello): void {
    this.epoch = hello.epoch;
    if (this.id === null || this.gone || this.closed) return;
    this.queue.push({ kind: "hello", hello });
    this.schedule(0);
  }

  /** Own edits are still on their way to the disk. */
  get unwritten(): boolean {
    return this.id !== null && (this.writing !== null || this.queue.some((operation) => operation.kind === "pending"));
  }

  /** Resolves when all that was given so far is written, or has failed to be. */
  async flush(): Promise<void> {
    if (this.id === null) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.writing) await this.writing;
    if (this.queue.length > 0) await this.startWriting();
  }

  /** Writes what is left and stops. */
  async close(): Promise<void> {
    await this.flush();
    this.closed = true;
    clearTimeout(this.timer);
  }

  private schedule(delay: number): void {
    if (this.writing || this.id === null) return;
    if (delay > 0 && this.timer !== undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.startWriting(), delay);
  }

  private startWriting(): Promise<void> {
    this.timer = undefined;
    this.writing ??= this.writeQueue().finally(() => {
      this.writing = null;
      this.onChange();
    });
    return this.writing;
  }

  private async writeQueue(): Promise<void> {
    while (this.queue.length > 0 && !this.gone && this.id !== null) {
      const batch = this.queue;
      this.queue = [];
      try {
        // Asked for anew each time: the browser may have closed the one from before.
        const database = await localDatabase();
        this.gone = !(await this.writeBatch(database, this.id, batch));
        this.failing = false;
        if (this.rowsSinceCompaction >= COMPACT_AFTER) await this.compact(database, this.id);
      } catch {
        // Full or broken storage. What could not be written is tried again, in the same order.
        this.queue = [...batch, ...this.queue];
        this.failing = true;
        clearTimeout(this.timer);
        if (!this.closed) this.timer = setTimeout(() => void this.startWriting(), RETRY_DELAY);
        return;
      }
    }
  }

  /** Where nothing could be kept: once something can be, the document has to begin anew, with a copy. */
  private async tryAgain(): Promise<void> {
    try {
      const trial: CopyRow = { id: newId(), user: "", document: "", epoch: 0, schema: 0, hello: null };
      const tx = (await localDatabase()).transaction("copies", "readwrite");
      tx.done.catch(() => undefined);
      await tx.store.put(trial);
      await tx.store.delete(trial.id);
      await tx.done;
      if (this.closed) return;
      this.gone = true;
      this.onChange();
    } catch {
      if (!this.closed) this.timer = setTimeout(() => void this.tryAgain(), RETRY_DELAY);
    }
  }

  /** One transaction; false when the copy is gone or is another epoch's. */
  private async writeBatch(database: LocalDatabase, id: string, batch: readonly Operation[]): Promise<boolean> {
    const tx = database.transaction(["copies", "updates", "pending"], "readwrite");
    // A transaction that fails rejects both the request and `done`; the first is what is handled.
    tx.done.catch(() => undefined);
    const row = await tx.objectStore("copies").get(id);
    if (!row) return false;
    const requests: Promise<unknown>[] = [];
    const updates = batch.flatMap((operation) => (operation.kind === "update" ? [operation.bytes] : []));
    const [first] = updates;
    if (first) {
      const bytes = updates.length === 1 ? first : (Y.mergeUpdates(updates) as Uint8Array<ArrayBuffer>);
      requests.push(tx.objectStore("updates").add({ copy: id, bytes }));
      this.rowsSinceCompaction++;
    }
    for (const operation of batch) {
      if (operation.kind === "pending") requests.push(tx.objectStore("pending").put(operation.row));
      else if (operation.kind === "acknowledged") {
        for (const pendingId of operation.ids) requests.push(tx.objectStore("pending").delete(pendingId));
      } else if (operation.kind === "hello") {
        if (row.epoch !== 0 && row.epoch !== operation.hello.epoch) {
          tx.abort();
          return false;
        }
        requests.push(tx.objectStore("copies").put({ ...row, epoch: operation.hello.epoch, hello: operation.hello }));
      }
    }
    await Promise.all(requests);
    await tx.done;
    return true;
  }

  /** Makes the log one row. Reads what all tabs wrote and replaces exactly that, in one transaction. */
  private async compact(database: LocalDatabase, id: string): Promise<void> {
    this.rowsSinceCompaction = 0;
    const tx = database.transaction("updates", "readwrite");
    tx.done.catch(() => undefined);
    const index = tx.store.index("copy");
    const keys = await index.getAllKeys(id);
    const rows = await index.getAll(id);
    if (rows.length > 1) {
      const merged = new Y.Doc();
      applyReadable(
        merged,
        rows.map((row) => row.bytes),
        null,
      );
      await tx.store.add({ copy: id, bytes: Y.encodeStateAsUpdate(merged) as Uint8Array<ArrayBuffer> });
      for (const key of keys) await tx.store.delete(key);
      merged.destroy();
    }
    await tx.done;
  }
}

/** Applies updates in one transaction. One that can't be read is left out: the server has it, or a rescue keeps it. */
export function applyReadable(doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown): void {
  Y.transact(
    doc,
    () => {
      for (const update of updates) {
        try {
          Y.applyUpdate(doc, update, origin);
        } catch {
          // As said above.
        }
      }
    },
    origin,
    false,
  );
}
