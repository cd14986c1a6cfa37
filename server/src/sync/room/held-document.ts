import type { LayerMapName } from "@postil/shared/document/layer-document";
import type { LayerReader } from "@postil/shared/document/readers";
import type * as Y from "yjs";
import { SYSTEM_ACTOR } from "../../articles/article-documents.ts";
import type { ApprovedEntry } from "../gate/verdict.ts";
import type { EntryWrite } from "../operations/entry-changes.ts";
import type { Append } from "../update-log.ts";
import { appendOf } from "./append-of.ts";
import type { Audience } from "./audience.ts";
import { Batch } from "./batch.ts";
import type { RoomDependencies } from "./dependencies.ts";
import type { Applied } from "./document-state.ts";
import type { LogFollower } from "./log-follower.ts";
import type { RightsKeeper } from "./rights-keeper.ts";
import type { RoomAccess } from "./socket.ts";
import type { HoldTask } from "./task.ts";

/** Documents in memory may differ from what is on disk: their rooms close, and are opened anew from the log. */
export class UnstoredError extends Error {
  override readonly name = "UnstoredError";
}

/** A room has closed meanwhile, or others were always first. Nothing was written. */
export class NotWritten extends Error {
  override readonly name = "NotWritten";
}

/** What a held document needs of the pipeline that holds it. */
interface Holder {
  log: LogFollower;
  rights: RightsKeeper;
  audience: Audience;
  dependencies: RoomDependencies;
  now: () => number;
  refreshRights(): Promise<void>;
  tell(frame: Uint8Array): void;
}

/** A layer to which nothing else happens, while it is written together with others: see `writeTogether`. */
export class HeldDocument {
  private update: Uint8Array | null = null;
  private revisions: Append["revisions"] = [];

  constructor(private readonly holder: Holder) {}

  get isOpen(): boolean {
    return this.holder.audience.isOpen;
  }

  get doc(): Y.Doc {
    return this.holder.log.state.doc;
  }

  get reader(): LayerReader {
    const { reader } = this.holder.log.state;
    if (!reader) throw new Error("only layers are held");
    return reader;
  }

  /** Brings the document and `access` level with the database; null for who may not even read it any more. */
  async settle(access: RoomAccess): Promise<RoomAccess | null> {
    const { log, rights, dependencies } = this.holder;
    if (rights.isStale) await this.holder.refreshRights();
    if (this.isOpen && (log.isBehind || log.isContended)) await log.catchUp();
    return access.aclVersion === rights.aclVersion ? access : dependencies.authorize(access.userId);
  }

  /** Writes to the document as the server, for `actor`, and answers what the log is to append; null for nothing. */
  apply(writes: readonly EntryWrite[], actor: string): Append | null {
    const { log, dependencies, rights, now } = this.holder;
    const { state } = log;
    const batch = new Batch(state);
    const applied: Applied = state.apply(() => {
      batch.noteWrite(SYSTEM_ACTOR, { entries: writeEntries(state.doc, writes), touchesText: false }, actor);
    }, SYSTEM_ACTOR);
    batch.verify(applied);
    this.update = applied.update;
    if (applied.update === null) return null;
    const append = appendOf({ batch, applied, update: applied.update }, state, dependencies, rights.aclVersion, now());
    this.revisions = append.revisions;
    return append;
  }

  /** What was applied is on disk: everybody is told. */
  committed(seq: number): void {
    if (this.update === null) return;
    const frame = this.holder.log.state.committed(this.update, seq);
    this.update = null;
    if (!this.isOpen) return;
    this.holder.tell(frame);
    this.holder.dependencies.committed(this.revisions);
  }

  /** What was applied is not on disk: the document is loaded anew. The room closes itself when it is gone. */
  async reload(): Promise<void> {
    this.update = null;
    await this.holder.log.reload();
  }
}

/** The task that holds a document for as long as `work` takes, and what becomes of that. */
export function holding<T>(work: (document: HeldDocument) => Promise<T>): { task: HoldTask; outcome: Promise<T> } {
  let task: HoldTask | undefined;
  const outcome = new Promise<T>((done, reject) => {
    const run = async (document: HeldDocument) => {
      try {
        done(await work(document));
      } catch (error) {
        reject(error);
        if (error instanceof UnstoredError) throw error;
      }
    };
    task = { kind: "hold", run, fail: ({ message }) => reject(new NotWritten(message)) };
  });
  return { task: task as HoldTask, outcome };
}

/** Inside a transaction. */
function writeEntries(doc: Y.Doc, writes: readonly EntryWrite[]): ApprovedEntry[] {
  return writes.map(({ map, key, value }) => {
    const entries = doc.getMap(map satisfies LayerMapName);
    if (value === undefined) entries.delete(key);
    else entries.set(key, value);
    return { map, key, values: value === undefined ? [] : [value], mayBeGone: value === undefined };
  });
}
