import * as Y from "yjs";
import type {
  Append,
  AppendResult,
  DocumentHead,
  LoadedDocument,
  LogTail,
  LogTurn,
  UpdateLog,
} from "../../update-log.ts";
import type { Random } from "../random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export const DATABASE_AWAY = "the database is away";

/**
 * One database that several servers share: slow now and then, failing before or just after a commit, compacted while
 * everybody writes.
 */
export class SimulatedLog {
  /** Everything that is committed, as a reload would find it. */
  readonly disk: Y.Doc;
  aclVersion = 1;
  failing = true;
  appends = 0;
  conflicts = 0;
  failures = 0;
  compactions = 0;
  private snapshot: { upto: number; bytes: Uint8Array } | null = null;
  /** Row `seq` stands at `seq - 1 - dropped`. */
  private rows: Uint8Array[] = [];
  private dropped = 0;
  private readonly clients = new Map<number, string>();
  /** Whose turn it is: that ends with its process, as a lock does with its connection. */
  private holder: { alive: () => boolean } | null = null;

  constructor(
    readonly kind: "layer" | "text",
    private readonly time: VirtualTime,
    private readonly random: Random,
    seed: Uint8Array | null,
  ) {
    this.disk = new Y.Doc({ gc: false });
    if (seed) this.store([seed]);
  }

  get name(): string {
    return `${this.kind}/0123456789abcdefghij`;
  }

  get headSeq(): number {
    return this.dropped + this.rows.length;
  }

  loaded(): LoadedDocument {
    const { kind, name, headSeq, aclVersion, snapshot } = this;
    const updates = this.rows.slice((snapshot?.upto ?? 0) - this.dropped);
    const layerId = kind === "layer" ? "0123456789abcdefghij" : null;
    return {
      ...{ name, kind, layerId, headSeq, aclVersion, updates, epoch: 1 },
      workspaceId: "workspace",
      articleId: "0123456789abcdefghij",
      layerKind: kind === "layer" ? "team" : null,
      snapshot: snapshot?.bytes ?? null,
      rowBytes: updates.reduce((sum, row) => sum + row.byteLength, 0),
      clients: new Map(this.clients),
      erased: new Set(),
    };
  }

  /** Builds a snapshot from the rows; those that it covers go, sometimes at once. */
  compact(): void {
    const { snapshot, updates, headSeq } = this.loaded();
    const built = new Y.Doc();
    built.transact(() => {
      for (const update of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(built, update);
    });
    this.snapshot = { upto: headSeq, bytes: Y.encodeStateAsUpdate(built) };
    built.destroy();
    this.compactions++;
    if (this.random.chance(0.5)) return;
    this.rows.splice(0, headSeq - this.dropped);
    this.dropped = headSeq;
  }

  /** The log as one process reaches it. Once `alive` says no, nothing more of that process is stored or answered. */
  reachedBy(alive: () => boolean): UpdateLog {
    const never = new Promise<never>(() => undefined);
    const call = async <T>(work: () => T, slow = 4): Promise<T> => {
      await this.time.wait(this.random.below(slow));
      if (!alive()) return never;
      if (this.fails(0.01)) throw new Error(DATABASE_AWAY);
      const result = work();
      // The connection may break when the commit has been made, and its answer is on its way.
      if (this.fails(0.01)) throw new Error(DATABASE_AWAY);
      await this.time.wait(this.random.below(slow));
      return alive() ? result : never;
    };
    const free = async (): Promise<void> => {
      while (this.holder?.alive()) await this.time.wait(1 + this.random.below(3));
    };
    const append = async (append: Append) => {
      const slow = this.random.chance(0.05) ? 400 : 4;
      await free();
      return call(() => this.append(append), slow);
    };
    const turn = async (): Promise<LogTurn> => {
      await free();
      const mine = { alive };
      this.holder = mine;
      const end = async () => {
        if (this.holder === mine) this.holder = null;
      };
      return {
        since: (_epoch, seq) => call(() => this.since(seq)),
        append: async (append) => {
          try {
            return await call(() => this.append(append));
          } finally {
            await end();
          }
        },
        end,
      };
    };
    return {
      turn,
      load: () => call(() => this.loaded()),
      head: () => call(() => this.head()),
      heads: (documents) => call(() => new Map(documents.includes(this.name) ? [[this.name, this.head()]] : [])),
      since: (_document, _epoch, seq) => call(() => this.since(seq)),
      append,
      appendAll: () => Promise.reject(new Error("this database holds one document")),
      reserve: (_document, clients) => call(() => this.bind(clients)),
    };
  }

  private fails(probability: number): boolean {
    if (!this.failing || !this.random.chance(probability)) return false;
    this.failures++;
    return true;
  }

  private head(): DocumentHead {
    return { epoch: 1, headSeq: this.headSeq, aclVersion: this.aclVersion };
  }

  private since(seq: number): LogTail | null {
    if (seq < this.dropped) return null;
    const clients = [...this.clients].map(([client, actor]) => ({ client, actor }));
    const { headSeq, aclVersion } = this;
    return { headSeq, aclVersion, updates: this.rows.slice(seq - this.dropped), clients };
  }

  private append(append: Append): AppendResult {
    const taken = append.clients.some(({ client, actor }) => (this.clients.get(client) ?? actor) !== actor);
    if (append.headSeq !== this.headSeq || append.aclVersion !== this.aclVersion || taken) {
      this.conflicts++;
      return { kind: "conflict" };
    }
    this.appends++;
    this.bind(append.clients);
    this.store(append.rows.map((row) => row.bytes));
    return { kind: "committed", seq: this.headSeq };
  }

  private bind(clients: Append["clients"]): Map<number, string> {
    for (const { client, actor } of clients) if (!this.clients.has(client)) this.clients.set(client, actor);
    return new Map(clients.map(({ client }) => [client, this.clients.get(client) as string]));
  }

  private store(rows: readonly Uint8Array[]): void {
    for (const bytes of rows) {
      this.rows.push(bytes);
      Y.applyUpdate(this.disk, bytes);
    }
  }
}
