import { articleText } from "@postil/shared/document/text-document";
import { CLOSE, type CloseCode } from "@postil/shared/protocol/close-codes";
import { encodeAck } from "@postil/shared/protocol/frames";
import * as Y from "yjs";
import type { GateRefusal } from "../gate/verdict.ts";
import type { Append, LoadedDocument } from "../update-log.ts";
import { Batch, GateMismatch } from "./batch.ts";
import type { Connection } from "./connection.ts";
import type { RoomDependencies } from "./dependencies.ts";
import { type Applied, DocumentState } from "./document-state.ts";
import { encodeSync, SYNC_UPDATE } from "./frames.ts";
import { type JudgedTasks, type Judging, judgeSliced, judgeTasks } from "./judging.ts";
import { ROOM_LIMITS } from "./limits.ts";
import type { RoomAccess } from "./socket.ts";
import type { ClientTask, Task, WriteTask } from "./task.ts";
import { isLarge, TaskQueue } from "./task-queue.ts";

/** The sockets of a room, as the pipeline needs them. */
export interface Audience {
  readonly isOpen: boolean;
  readonly size: number;
  all(): Connection[];
  /** Those who are told of commits. */
  live(): Iterable<Connection>;
  refuse(connection: Connection, mark: number, refusal: GateRefusal): void;
  drop(connection: Connection, code: CloseCode, reason: string): void;
  /** Closes the room and everybody in it. */
  close(code: CloseCode, reason: string): void;
}

/** How often a server's write is judged again because somebody else wrote meanwhile. */
const MOST_ATTEMPTS = 20;
export const UNAVAILABLE = "the server could not store this: try again";

/**
 * The one way into a document. What waits is taken in batches: judged and applied, appended to the log, and only once
 * that is committed does anybody learn of it. While a commit is under way the document is ahead of the log, and nobody
 * reads it.
 */
export class Pipeline {
  state: DocumentState;
  private readonly queue = new TaskQueue();
  private running = false;
  private lastCommit = 0;
  private aclVersion: number;
  /** Somebody's rights are newer or older than what the next append would be joined with. */
  private rightsStale = false;
  private waiting: (() => void)[] = [];

  /** Throws QuarantinedError. */
  constructor(
    loaded: LoadedDocument,
    private readonly dependencies: RoomDependencies,
    private readonly audience: Audience,
    private readonly now: () => number,
  ) {
    this.state = new DocumentState(loaded);
    this.aclVersion = loaded.aclVersion;
  }

  get isIdle(): boolean {
    return !this.running && this.queue.isEmpty;
  }

  enqueue(task: Task): void {
    this.queue.push(task);
    if (!this.running) void this.run();
  }

  hasRoomFor(task: ClientTask): boolean {
    return this.queue.hasRoomFor(task);
  }

  /** What follows is joined with these rights; others are looked up before it. */
  meet(access: RoomAccess): void {
    if (access.aclVersion !== this.aclVersion) this.rightsStale = true;
  }

  rightsChanged(): void {
    this.rightsStale = true;
  }

  /** Resolves when nothing waits any more. */
  idle(): Promise<void> {
    if (this.isIdle) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Gives up what waits; what is being committed is finished. */
  stop(reason: string): void {
    for (const task of this.queue.clear()) {
      if (task.kind === "read" || task.kind === "write") task.fail(new Error(reason));
    }
    if (!this.running) this.state.destroy();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.audience.isOpen && !this.queue.isEmpty) {
        if (this.rightsStale) await this.refreshRights();
        if (this.queue.hasUpdates && !this.queue.hasReads) await this.waitForWindow();
        if (this.audience.isOpen) await this.processNext();
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.running = false;
      if (!this.audience.isOpen) this.state.destroy();
      const { waiting } = this;
      this.waiting = [];
      for (const resolve of waiting) resolve();
    }
  }

  /**
   * A lone edit waits for nothing; in a busy room some time passes between commits, so that one serves many edits.
   * What commits nothing, such as all that a join brings, makes nobody wait.
   */
  private async waitForWindow(): Promise<void> {
    const window = Math.min(ROOM_LIMITS.windowMax, this.audience.size / 3);
    const wait = this.lastCommit + window - this.now();
    if (wait >= 1) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  private async processNext(): Promise<void> {
    const tasks = this.queue.take();
    const [first] = tasks;
    if (first?.kind === "read") {
      for (const task of tasks) if (task.kind === "read") task.run();
      return;
    }
    const batch = new Batch(this.state);
    if (first?.kind === "write") return this.processWrite(first, batch);
    const early = isLarge(first) ? await judgeSliced(this.state.gate, first) : undefined;
    if (!this.audience.isOpen) return;
    const judging: Judging = {
      gate: this.state.gate,
      batch,
      early,
      refuse: (connection, mark, refusal) => this.audience.refuse(connection, mark, refusal),
    };
    let judged: JudgedTasks = { taken: [], left: [], behind: false };
    const applied = this.state.apply(() => {
      judged = judgeTasks(tasks as ClientTask[], judging);
    }, "batch");
    batch.verify(applied);
    if (applied.update === null) this.acknowledge(batch);
    else if (!(await this.commit(batch, applied, applied.update))) {
      this.queue.putBack([...judged.taken, ...judged.left]);
      return;
    }
    this.queue.putBack(judged.left);
    if (judged.behind) await this.catchUp();
  }

  private async processWrite(task: WriteTask, batch: Batch): Promise<void> {
    let applied: Applied;
    try {
      applied = this.state.apply(() => batch.noteWrite(task.access.actor, task.run(task.access)), task.access.actor);
    } catch (error) {
      if (error instanceof GateMismatch) throw error;
      task.fail(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    batch.verify(applied);
    try {
      const { update } = applied;
      if (update === null || (await this.commit(batch, applied, update))) return task.done(this.state.headSeq);
    } catch (error) {
      task.fail(new Error(UNAVAILABLE, { cause: error }));
      throw error;
    }
    if (!this.audience.isOpen || ++task.attempts > MOST_ATTEMPTS) task.fail(new Error(UNAVAILABLE));
    else this.queue.putBack([task]);
  }

  /** Stores the batch, then tells everybody. False: somebody else wrote first, and the document was loaded anew. */
  private async commit(batch: Batch, applied: Applied, update: Uint8Array): Promise<boolean> {
    const { state } = this;
    this.lastCommit = this.now();
    const result = await this.dependencies.log.append(this.toAppend(batch, applied, update));
    if (result.kind === "conflict") {
      await this.reload();
      return false;
    }
    const frame = state.committed(update, result.seq);
    if (!this.audience.isOpen) return true;
    const now = this.now();
    for (const connection of this.audience.live()) connection.send(frame, now);
    this.acknowledge(batch);
    this.dependencies.committed();
    return true;
  }

  private toAppend(batch: Batch, applied: Applied, update: Uint8Array): Append {
    const { state, dependencies } = this;
    const { layerId, articleId, workspaceId } = state.loaded;
    const touched = batch.touched();
    let derived: Append["derived"] = null;
    if (dependencies.derived && dependencies.text && state.reader && layerId !== null && touched.size > 0) {
      const text = dependencies.text();
      const receivedAt = this.now();
      const { reader } = state;
      derived = dependencies.derived.derive({ layerId, articleId, workspaceId, reader, touched, text, receivedAt });
    }
    return {
      document: this.state.loaded.name,
      layerId,
      epoch: state.epoch,
      headSeq: state.headSeq,
      aclVersion: this.aclVersion,
      rows: batch.rows(update),
      clients: batch.clients(applied),
      revisions: batch.revisions(),
      derived,
      textLength: state.kind === "text" ? articleText(state.doc).length : null,
    };
  }

  private acknowledge(batch: Batch): void {
    for (const [connection, mark] of batch.marks) {
      if (connection.speaksPostil) connection.send(encodeAck(mark, this.state.headSeq), this.now());
    }
  }

  /** Looks whether the log holds more than the room, before anything is refused for being unknown. */
  private async catchUp(): Promise<void> {
    const head = await this.dependencies.log.head(this.state.loaded.name);
    if (head === null) return this.audience.close(CLOSE.notFound, "this document has been deleted");
    if (head.headSeq !== this.state.headSeq || head.epoch !== this.state.epoch) await this.reload();
  }

  /** Loads the document anew, and tells everybody what others have written meanwhile. */
  private async reload(): Promise<void> {
    const loaded = await this.dependencies.log.load(this.state.loaded.name);
    if (!this.audience.isOpen) return;
    if (loaded === null) return this.audience.close(CLOSE.notFound, "this document has been deleted");
    const before = this.state;
    if (loaded.epoch !== before.epoch) return this.audience.close(CLOSE.mismatch, "this document has begun anew");
    if (loaded.aclVersion !== this.aclVersion) this.rightsStale = true;
    this.state = new DocumentState(loaded);
    before.destroy();
    const update = encodeSync(SYNC_UPDATE, Y.encodeStateAsUpdate(this.state.doc));
    for (const connection of this.audience.live()) connection.sendWhole([update], this.now());
  }

  /** Joins what follows with the rights as they are now: who has others than before is closed and decided anew. */
  private async refreshRights(): Promise<void> {
    this.rightsStale = false;
    const head = await this.dependencies.log.head(this.state.loaded.name);
    if (head === null) return this.audience.close(CLOSE.notFound, "this document has been deleted");
    this.aclVersion = head.aclVersion;
    for (const connection of this.audience.all()) {
      const { access } = connection;
      if (access.aclVersion === head.aclVersion) continue;
      const now = await this.dependencies.authorize(access.userId);
      if (!connection.isOpen) continue;
      if (now && sameRights(access, now)) connection.access = { ...now, sessionHash: access.sessionHash };
      else this.audience.drop(connection, CLOSE.tryAgain, "your rights have changed");
    }
    for (const task of this.queue.writes()) {
      if (task.access.aclVersion === head.aclVersion) continue;
      const now = await this.dependencies.authorize(task.access.userId);
      if (now) task.access = { ...now, sessionHash: null };
      else task.access = { ...task.access, canAnnotate: false, canComment: false, canModerate: false };
    }
  }

  private fail(error: unknown): void {
    const what = error instanceof GateMismatch ? "the gate let through what it had not approved" : "a commit failed";
    const { name } = this.state.loaded;
    this.dependencies.report("error", `${name}: ${what}; the room is closed and will be loaded anew`, error);
    this.audience.close(CLOSE.tryAgain, UNAVAILABLE);
  }
}

function sameRights(a: RoomAccess, b: RoomAccess): boolean {
  return (
    a.actor === b.actor &&
    a.role === b.role &&
    a.canAnnotate === b.canAnnotate &&
    a.canComment === b.canComment &&
    a.canModerate === b.canModerate &&
    a.canEditText === b.canEditText
  );
}
