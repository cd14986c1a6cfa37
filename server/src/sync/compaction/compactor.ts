import { parseDocumentName } from "@postil/shared/document/text-document";
import type { Locks } from "../../platform/database/locks.ts";
import { QuarantinedError, type UpdateLog } from "../update-log.ts";
import type { CompactionOptions } from "./compaction-options.ts";
import { CompactionThread, type SnapshotBuilder } from "./compaction-thread.ts";
import type { SnapshotStore } from "./snapshot-store.ts";

const DEFAULTS = {
  rows: 500,
  bytes: 1024 * 1024,
  pauseMs: 60_000,
  idleRows: 50,
  clientIds: 1_000,
  quietMs: 25_000,
  sweepMs: 3_600_000,
};
/** Rows that one statement of the sweep deletes: the embedded database stands still meanwhile. */
const SWEEP_ROWS = 2_000;
const SWEEP_PAUSE_MS = 200;
const FIRST_SWEEP_MS = 60_000;

export interface CompactorParts {
  log: UpdateLog;
  store: SnapshotStore;
  locks: Locks;
  report(level: "warn" | "error", message: string, error?: unknown): void;
  /** Default: a thread. */
  builder?: SnapshotBuilder;
}

/** Rows of a document that no snapshot covers. */
interface Uncovered {
  rows: number;
  bytes: number;
  compactedAt: number;
}

/** A new epoch on its way. */
interface Rebase {
  /** Somebody wants the document: it is left as it is. */
  cancelled: boolean;
  /** Set once it can't be left any more. */
  storing: Promise<unknown> | null;
}

/**
 * Keeps logs short: stores what many rows say as one snapshot, gives layers that have met too many clientIDs a new
 * epoch, deletes rows that nobody needs any more. One document at a time, built in a thread from what the log holds.
 */
export class Compactor {
  private readonly options: typeof DEFAULTS;
  private readonly builder: SnapshotBuilder;
  private readonly uncovered = new Map<string, Uncovered>();
  /** What is to be done, in this order. */
  private readonly queue = new Map<string, "compact" | "rebase">();
  private readonly rebases = new Map<string, Rebase>();
  private working: Promise<void> | null = null;
  private sweeping: Promise<number> | null = null;
  private sweeper: NodeJS.Timeout;
  private stopping = false;

  constructor(
    private readonly parts: CompactorParts,
    { worker, ...options }: CompactionOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
    this.builder = parts.builder ?? new CompactionThread(worker);
    this.sweeper = this.scheduleSweep(Math.min(FIRST_SWEEP_MS, this.options.sweepMs));
  }

  /** A room wants the document. Resolves when no new epoch of it is on its way; one that can be given up is. */
  async opening(document: string): Promise<void> {
    if (this.queue.get(document) === "rebase") this.queue.delete(document);
    const rebase = this.rebases.get(document);
    if (!rebase) return;
    rebase.cancelled = true;
    await rebase.storing?.catch(() => undefined);
  }

  /** The document was loaded, with so many rows after its snapshot. */
  loaded(document: string, rows: number, bytes: number): void {
    this.count(document, rows, bytes);
  }

  committed(document: string, rows: number, bytes: number): void {
    const uncovered = this.uncovered.get(document);
    this.count(document, (uncovered?.rows ?? 0) + rows, (uncovered?.bytes ?? 0) + bytes);
  }

  /** Its room has closed, for whatever reason. */
  closed(document: string): void {
    this.uncovered.delete(document);
  }

  /** Its room is closed for being idle: to be called before `closed`. */
  closedIdle(document: string, clientIds: number): void {
    const rows = this.uncovered.get(document)?.rows ?? 0;
    const isLayer = parseDocumentName(document)?.kind === "layer";
    // Anchors point into texts by clientID: they are never begun anew.
    if (isLayer && clientIds > this.options.clientIds) this.enqueue(document, "rebase");
    else if (rows >= this.options.idleRows) this.enqueue(document, "compact");
  }

  /** Deletes covered rows that are older than a week, now. Resolves with how many they were. */
  async sweep(): Promise<number> {
    let all = 0;
    try {
      for (;;) {
        const deleted = await this.parts.store.deleteCovered(SWEEP_ROWS);
        all += deleted;
        if (deleted < SWEEP_ROWS || this.stopping) return all;
        await new Promise((resolve) => setTimeout(resolve, SWEEP_PAUSE_MS));
      }
    } catch (error) {
      this.parts.report("warn", `covered rows were not deleted: ${messageOf(error)}`);
      return all;
    }
  }

  /** Resolves when nothing is being done or waits to be. */
  async idle(): Promise<void> {
    while (this.working) await this.working;
  }

  /** Gives up what has not been stored yet; that can be done again. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.sweeper);
    this.queue.clear();
    await this.builder.stop();
    await Promise.all([this.idle(), this.sweeping]);
  }

  private count(document: string, rows: number, bytes: number): void {
    const { options } = this;
    const compactedAt = this.uncovered.get(document)?.compactedAt ?? 0;
    this.uncovered.set(document, { rows, bytes, compactedAt });
    if ((rows < options.rows && bytes < options.bytes) || this.queue.has(document)) return;
    if (Date.now() - compactedAt >= options.pauseMs) this.enqueue(document, "compact");
  }

  private enqueue(document: string, what: "compact" | "rebase"): void {
    if (this.stopping) return;
    this.queue.set(document, what);
    this.working ??= this.work();
  }

  private scheduleSweep(ms: number): NodeJS.Timeout {
    const next = async () => {
      this.sweeping = this.sweep();
      await this.sweeping;
      if (!this.stopping) this.sweeper = this.scheduleSweep(this.options.sweepMs);
    };
    return setTimeout(() => void next(), ms).unref();
  }

  private async work(): Promise<void> {
    // Whoever has asked goes on first.
    await new Promise(setImmediate);
    for (;;) {
      const [next] = this.queue;
      if (!next) {
        this.working = null;
        return;
      }
      const [document, what] = next;
      this.queue.delete(document);
      const run = () => (what === "rebase" ? this.rebase(document) : this.compact(document));
      try {
        await this.parts.locks.withLock(`compaction/${document}`, async () => {
          await this.parts.store.exclusively(document, run);
        });
      } catch (error) {
        // A room that opens it says so itself; a stop ends the thread.
        if (error instanceof QuarantinedError || this.stopping) continue;
        this.parts.report("error", `${document} was not compacted and stays as it is: ${messageOf(error)}`, error);
      }
    }
  }

  private async compact(document: string): Promise<void> {
    const before = this.uncovered.get(document);
    const seen = before && { ...before };
    if (before) before.compactedAt = Date.now();
    const loaded = await this.parts.log.load(document);
    if (!loaded || loaded.updates.length === 0) return;
    const { epoch, headSeq } = loaded;
    const built = await this.builder.build("snapshot", loaded);
    if (this.stopping || !(await this.parts.store.replaceSnapshot(document, { epoch, uptoSeq: headSeq }, built)))
      return;
    // What was committed since the look counts on; a little more may be in the snapshot, which does no harm.
    const after = this.uncovered.get(document);
    if (!after || !seen) return;
    after.rows = Math.max(0, after.rows - seen.rows);
    after.bytes = Math.max(0, after.bytes - seen.bytes);
  }

  private async rebase(document: string): Promise<void> {
    const rebase: Rebase = { cancelled: false, storing: null };
    this.rebases.set(document, rebase);
    try {
      const loaded = await this.parts.log.load(document);
      if (loaded?.kind !== "layer" || loaded.clients.size <= this.options.clientIds || rebase.cancelled) return;
      const { epoch, headSeq } = loaded;
      const built = await this.builder.build("epoch", loaded);
      if (rebase.cancelled || this.stopping) return;
      const { quietMs } = this.options;
      rebase.storing = this.parts.store.beginEpoch(document, { epoch, headSeq, quietMs }, built);
      await rebase.storing;
    } finally {
      this.rebases.delete(document);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
