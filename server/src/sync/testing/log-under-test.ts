import type { LayerMapName } from "@postil/shared/document/layer-document";
import * as Y from "yjs";
import { Locks } from "../../platform/database/locks.ts";
import type { CompactionOptions } from "../compaction/compaction-options.ts";
import type { SnapshotBuilder } from "../compaction/compaction-thread.ts";
import { Compactor } from "../compaction/compactor.ts";
import { defineRoots } from "../compaction/roots.ts";
import type { SnapshotStore } from "../compaction/snapshot-store.ts";
import { applyLog } from "../log/apply-log.ts";
import type { Append, UpdateLog } from "../update-log.ts";

/** A log with one empty team layer in it, and what no room may do to it. */
export interface LogUnderTest {
  log: UpdateLog;
  store: SnapshotStore;
  builder: SnapshotBuilder;
  /** The layer's name. */
  document: string;
  /** What `load` has said of damage. */
  reports: string[];
  counts(): Promise<{ updates: number; clients: number; revisions: number; annotations: number }>;
  changeRights(): Promise<void>;
  deleteDocument(): Promise<void>;
  loseRow(seq: number): Promise<void>;
  /** Changes one byte of the snapshot. */
  damageSnapshot(): Promise<void>;
  /** Makes all rows eight days old. */
  age(): Promise<void>;
}

export const ACTOR = "actor-of-somebody-x";
export const OTHER = "actor-of-another-x";

/** An append that fits the log as it is now. */
export async function nextAppend(under: LogUnderTest, over: Partial<Append> = {}): Promise<Append> {
  const head = await under.log.head(under.document);
  if (!head) throw new Error("no document");
  return {
    document: under.document,
    layerId: under.document.slice("layer/".length),
    ...head,
    rows: [{ actor: ACTOR, bytes: new Uint8Array([0, 0]) }],
    clients: [],
    revisions: [],
    derived: null,
    textLength: null,
    ...over,
  };
}

/** Somebody who writes to the layer, each edit one row, tried again until it is stored. */
export class LogWriter {
  readonly doc = new Y.Doc();
  private edit: Uint8Array[] = [];

  constructor(
    private readonly under: LogUnderTest,
    readonly actor = ACTOR,
  ) {
    defineRoots(this.doc, "layer");
    this.doc.on("update", (update: Uint8Array) => this.edit.push(update));
  }

  async set(map: LayerMapName, key: string, value: unknown): Promise<void> {
    this.doc.getMap(map).set(key, value);
    await this.store({ map, key, value });
  }

  async remove(map: LayerMapName, key: string): Promise<void> {
    this.doc.getMap(map).delete(key);
    await this.store({ map, key, value: undefined });
  }

  private async store(entry: { map: string; key: string; value: unknown }): Promise<void> {
    const [bytes] = this.edit.splice(0);
    const over = {
      rows: [{ actor: this.actor, bytes: bytes as Uint8Array }],
      clients: [{ client: this.doc.clientID, actor: this.actor }],
      revisions: [{ ...entry, actor: this.actor }],
    };
    while ((await this.under.log.append(await nextAppend(this.under, over))).kind === "conflict");
  }
}

/** The document as a server that starts now would load it. */
export async function loadDoc(under: LogUnderTest): Promise<Y.Doc> {
  const loaded = await under.log.load(under.document);
  if (!loaded) throw new Error("no document");
  const doc = new Y.Doc();
  defineRoots(doc, "layer");
  applyLog(doc, loaded);
  return doc;
}

/** Every entry of every map. */
export function valuesOf(doc: Y.Doc): Record<string, unknown> {
  return Object.fromEntries([...doc.share].map(([name, type]) => [name, type.toJSON()]));
}

export function compactorOf(under: LogUnderTest, options: CompactionOptions = {}): Compactor & { problems: string[] } {
  const problems: string[] = [];
  const { log, store, builder } = under;
  const report = (_level: string, message: string) => problems.push(message);
  const compactor = new Compactor(
    { log, store, builder, locks: new Locks(), report },
    { rows: 1, pauseMs: 0, idleRows: 1, quietMs: 0, clientIds: 2, ...options },
  );
  return Object.assign(compactor, { problems });
}
