import { createHash } from "node:crypto";
import type { BuiltEpoch, BuiltSnapshot } from "../compaction/build-snapshot.ts";
import { COVERED_ROWS_MS, type SnapshotStore } from "../compaction/snapshot-store.ts";
import {
  type Append,
  type AppendAllResult,
  type AppendResult,
  type Beside,
  type DocumentHead,
  type LoadedDocument,
  type LogTail,
  type LogTurn,
  QuarantinedError,
  type UpdateLog,
} from "../update-log.ts";

interface Row {
  seq: number;
  bytes: Uint8Array;
  /** Epoch ms. */
  at: number;
}

/** A log of one document in memory, for the tests of what stands above it. */
export class MemoryUpdateLog implements UpdateLog, SnapshotStore {
  readonly appends: Append[] = [];
  /** Runs before each append is stored: to delay it, to make it fail, or to write first. */
  before: () => Promise<void> | void = () => undefined;
  aclVersion = 1;
  exists = true;
  epoch = 1;
  rows: Row[] = [];
  snapshot: (BuiltSnapshot & { uptoSeq: number }) | null = null;
  /** What `load` has said of damage. */
  readonly reports: string[] = [];
  private headSeq = 0;
  /** Done when the last one who asked for a turn has had it. */
  private turns: Promise<void> = Promise.resolve();
  readonly clients = new Map<number, string>();

  constructor(
    private readonly document: Pick<LoadedDocument, "name" | "kind"> = {
      name: "layer/0123456789abcdefghij",
      kind: "layer",
    },
  ) {}

  async load(document = this.document.name): Promise<LoadedDocument | null> {
    if (!this.has(document)) return null;
    const { name, kind } = this.document;
    const id = name.slice(name.indexOf("/") + 1);
    return {
      name,
      kind,
      workspaceId: "workspace",
      articleId: id,
      layerId: kind === "layer" ? id : null,
      layerKind: kind === "layer" ? "team" : null,
      epoch: this.epoch,
      headSeq: this.headSeq,
      aclVersion: this.aclVersion,
      ...this.stored(),
      clients: new Map(this.clients),
      erased: new Set(),
    };
  }

  async head(document = this.document.name): Promise<DocumentHead | null> {
    return this.has(document) ? { epoch: this.epoch, headSeq: this.headSeq, aclVersion: this.aclVersion } : null;
  }

  async heads(documents: readonly string[]): Promise<Map<string, DocumentHead>> {
    const head = documents.includes(this.document.name) ? await this.head() : null;
    return new Map(head ? [[this.document.name, head]] : []);
  }

  async since(document: string, epoch: number, seq: number): Promise<LogTail | null> {
    if (!this.has(document) || epoch !== this.epoch) return null;
    const rows = this.rows.filter((row) => row.seq > seq);
    if (seq + rows.length !== this.headSeq) return null;
    const clients = [...this.clients].map(([client, actor]) => ({ client, actor }));
    return { headSeq: this.headSeq, aclVersion: this.aclVersion, updates: rows.map((row) => row.bytes), clients };
  }

  async append(append: Append): Promise<AppendResult> {
    await this.before();
    await this.turns;
    return this.tryAppend(append);
  }

  async turn(): Promise<LogTurn> {
    const before = this.turns;
    let end: () => void = () => undefined;
    const mine = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.turns = before.then(() => mine);
    await before;
    return {
      since: (epoch, seq) => this.since(this.document.name, epoch, seq),
      append: async (append) => {
        try {
          await this.before();
          return this.tryAppend(append);
        } finally {
          end();
        }
      },
      end: async () => end(),
    };
  }

  private tryAppend(append: Append): AppendResult {
    return this.fits(append) ? { kind: "committed", seq: this.store(append) } : { kind: "conflict" };
  }

  /** Of one document, as this log has no other: see `MemoryUpdateLogs`. */
  async appendAll(appends: readonly Append[], _beside?: readonly Beside[]): Promise<AppendAllResult> {
    await this.before();
    if (!appends.every((append) => this.fits(append))) return { kind: "conflict" };
    return { kind: "committed", seqs: appends.map((append) => this.store(append)) };
  }

  fits(append: Append): boolean {
    return (
      this.has(append.document) &&
      append.epoch === this.epoch &&
      append.headSeq === this.headSeq &&
      append.aclVersion === this.aclVersion &&
      append.clients.every(({ client, actor }) => (this.clients.get(client) ?? actor) === actor)
    );
  }

  store(append: Append): number {
    this.appends.push(append);
    for (const { bytes } of append.rows) this.rows.push({ seq: ++this.headSeq, bytes, at: Date.now() });
    for (const { client, actor } of append.clients) this.clients.set(client, actor);
    return this.headSeq;
  }

  async reserve(_document: string, clients: { client: number; actor: string }[]): Promise<Map<number, string>> {
    const owners = new Map<number, string>();
    for (const { client, actor } of clients) {
      if (!this.clients.has(client)) this.clients.set(client, actor);
      owners.set(client, this.clients.get(client) ?? actor);
    }
    return owners;
  }

  async exclusively(_document: string, work: () => Promise<void>): Promise<boolean> {
    await work();
    return true;
  }

  async replaceSnapshot(
    document: string,
    at: { epoch: number; uptoSeq: number },
    { bytes, sha256 }: BuiltSnapshot,
  ): Promise<boolean> {
    if (!this.has(document) || at.epoch !== this.epoch || at.uptoSeq > this.headSeq) return false;
    if (this.snapshot && this.snapshot.uptoSeq >= at.uptoSeq && !isDamaged(this.snapshot)) return false;
    this.snapshot = { bytes, sha256, uptoSeq: at.uptoSeq };
    return true;
  }

  async beginEpoch(
    document: string,
    at: { epoch: number; headSeq: number; quietMs: number },
    { bytes, sha256, client }: BuiltEpoch,
  ): Promise<boolean> {
    if (!this.has(document) || at.epoch !== this.epoch || at.headSeq !== this.headSeq) return false;
    const last = this.rows.at(-1);
    if (last && last.at > Date.now() - at.quietMs) return false;
    this.epoch += 1;
    this.rows = [];
    this.clients.clear();
    this.clients.set(client, "system");
    this.snapshot = { bytes, sha256, uptoSeq: at.headSeq };
    return true;
  }

  async deleteCovered(limit: number): Promise<number> {
    const { snapshot } = this;
    if (!snapshot || isDamaged(snapshot) || this.document.kind === "text") return 0;
    const old = this.rows.filter(({ seq, at }) => seq <= snapshot.uptoSeq && at < Date.now() - COVERED_ROWS_MS);
    const gone = new Set(old.slice(0, limit));
    this.rows = this.rows.filter((row) => !gone.has(row));
    return gone.size;
  }

  private has(document: string): boolean {
    return this.exists && document === this.document.name;
  }

  /** As the database's log reads it: see `readStored`. */
  private stored(): Pick<LoadedDocument, "snapshot" | "updates" | "rowBytes"> {
    const { name } = this.document;
    const damaged = this.snapshot !== null && isDamaged(this.snapshot);
    if (damaged && this.epoch > 1) throw new QuarantinedError(`${name}: its snapshot is damaged`);
    const snapshot = damaged ? null : this.snapshot;
    const from = snapshot?.uptoSeq ?? 0;
    const rows = this.rows.filter((row) => row.seq > from);
    if (from + rows.length !== this.headSeq || rows.some((row, index) => row.seq !== from + index + 1)) {
      throw new QuarantinedError(`${name}: rows of its log are missing`);
    }
    if (damaged) this.reports.push(`${name}: its snapshot is damaged; it was read from its rows`);
    return {
      snapshot: snapshot ? snapshot.bytes.slice() : null,
      updates: rows.map((row) => row.bytes),
      rowBytes: rows.reduce((sum, row) => sum + row.bytes.byteLength, 0),
    };
  }
}

function isDamaged({ bytes, sha256 }: BuiltSnapshot): boolean {
  return !createHash("sha256").update(bytes).digest().equals(sha256);
}
