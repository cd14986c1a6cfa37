import { CLOSE } from "@postil/shared/protocol/close-codes";
import { encodeAck } from "@postil/shared/protocol/frames";
import type { DocumentHead, LoadedDocument } from "../update-log.ts";
import { appendOf } from "./append-of.ts";
import type { Audience } from "./audience.ts";
import { Batch, GateMismatch } from "./batch.ts";
import type { RoomDependencies } from "./dependencies.ts";
import type { Applied, DocumentState } from "./document-state.ts";
import { HeldDocument } from "./held-document.ts";
import { JoinDesk } from "./join-desk.ts";
import { type JudgedTasks, type Judging, judgeSliced, judgeTasks } from "./judging.ts";
import { ROOM_LIMITS } from "./limits.ts";
import { type Followers, GONE, LogFollower } from "./log-follower.ts";
import { OwnTurn } from "./own-turn.ts";
import { RightsKeeper } from "./rights-keeper.ts";
import type { SendBudget } from "./send-budget.ts";
import type { ClientTask, HoldTask, Task, WriteTask } from "./task.ts";
import { isLarge, TaskQueue } from "./task-queue.ts";

/** How often a server's write is judged again because somebody else wrote meanwhile. */
const MOST_ATTEMPTS = 20;
export const UNAVAILABLE = "the server could not store this: try again";

/**
 * The one way into a document. What waits is taken in batches: judged and applied, appended to the log, and only once
 * that is committed does anybody learn of it. While a commit is under way the document is ahead of the log, and nobody
 * reads it.
 */
export class Pipeline {
  readonly joins: JoinDesk;
  readonly rights: RightsKeeper;
  private readonly log: LogFollower;
  private readonly queue = new TaskQueue();
  private running = false;
  /** The document holds what is not stored. */
  private ahead = false;
  private lastCommit = 0;
  private waiting: (() => void)[] = [];
  private readonly turn: OwnTurn;

  /** Throws QuarantinedError. */
  constructor(
    loaded: LoadedDocument,
    private readonly dependencies: RoomDependencies & { sending: SendBudget },
    private readonly audience: Audience,
    private readonly now: () => number,
  ) {
    this.rights = new RightsKeeper(loaded.aclVersion, dependencies.authorize, {
      connections: () => audience.all(),
      writes: () => this.queue.writes(),
      drop: (connection, code, reason) => audience.drop(connection, code, reason),
    });
    this.joins = new JoinDesk(audience, dependencies.sending, now, () => this.wake());
    const followers: Followers = {
      get isOpen() {
        return audience.isOpen;
      },
      tell: (frame) => this.tell(frame),
      tellWhole: () => this.joins.enterAnew(audience.live()),
      news: () => dependencies.committed(),
      close: (code, reason) => audience.close(code, reason),
    };
    this.log = new LogFollower(loaded, dependencies.log, this.rights, followers, now);
    this.turn = new OwnTurn(dependencies.log, this.log);
  }

  get state(): DocumentState {
    return this.log.state;
  }

  get isIdle(): boolean {
    return !this.running && this.queue.isEmpty && this.joins.isEmpty;
  }

  /** The document may be read: it holds exactly what is on disk. */
  get isStored(): boolean {
    return !this.ahead;
  }

  enqueue(task: Task): void {
    this.queue.push(task);
    this.wake();
  }

  hasRoomFor(task: ClientTask): boolean {
    return this.queue.hasRoomFor(task);
  }

  /** Does what there is to do, unless that is being done. */
  wake(): void {
    if (!this.running && this.audience.isOpen && this.hasWork) void this.run();
  }

  /** Where the log stands, as somebody has just read it. null: the document is gone. */
  hear(head: DocumentHead | null): void {
    this.log.hear(head);
    this.wake();
  }

  /** Resolves when nothing waits any more. */
  idle(): Promise<void> {
    if (this.isIdle) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Gives up what waits; what is being committed is finished. */
  stop(reason: string): void {
    this.joins.destroy();
    for (const task of this.queue.clear()) {
      if (task.kind === "read" || task.kind === "write" || task.kind === "hold") task.fail(new Error(reason));
    }
    if (!this.running) this.end();
  }

  private get hasWork(): boolean {
    return !this.queue.isEmpty || this.joins.isDue || this.rights.isStale || this.log.isBehind;
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.audience.isOpen && this.hasWork) {
        if (this.rights.isStale) await this.refreshRights();
        else if (this.log.isBehind) await this.log.catchUp();
        else if (this.joins.isDue) await this.serveJoins();
        if (this.audience.isOpen && !this.queue.isEmpty) await this.serveQueue();
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.running = false;
      if (!this.audience.isOpen) this.end();
      else if (this.isIdle) this.settle();
    }
  }

  private async serveJoins(): Promise<void> {
    this.joins.serve(this.state);
    // Between the slices everything else gets its turn.
    if (this.joins.isDue) await new Promise((resolve) => setImmediate(resolve));
  }

  private async serveQueue(): Promise<void> {
    if (!this.queue.hasReads) {
      if (this.queue.hasUpdates) await this.waitForWindow();
      if (this.log.isContended) await (this.queue.isHoldNext ? this.log.catchUp() : this.turn.take());
    }
    try {
      if (this.audience.isOpen) await this.processNext();
    } finally {
      await this.turn.end();
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
    if (!first) return;
    if (first.kind === "read") {
      for (const task of tasks) if (task.kind === "read") task.run();
      return;
    }
    if (first.kind === "hold") return this.serveHold(first);
    const batch = new Batch(this.state);
    if (first.kind === "write") return this.processWrite(first, batch);
    const early = isLarge(first) ? await judgeSliced(this.state.gate, first) : undefined;
    if (!this.audience.isOpen) return;
    const judging: Judging = {
      gate: this.state.gate,
      batch,
      early,
      refuse: (connection, mark, refusal) => this.audience.refuse(connection, mark, refusal),
    };
    let judged: JudgedTasks = { taken: [], left: [], behind: false };
    this.ahead = true;
    const applied = this.state.apply(() => {
      judged = judgeTasks(tasks as ClientTask[], judging);
    }, "batch");
    batch.verify(applied);
    if (applied.update === null) this.acknowledge(batch);
    else if (!(await this.commit(batch, applied, applied.update))) {
      this.queue.putBack([...judged.taken, ...judged.left]);
      return;
    }
    this.ahead = false;
    this.queue.putBack(judged.left);
    if (!judged.behind) return;
    await this.turn.end();
    await this.log.catchUp();
  }

  private async processWrite(task: WriteTask, batch: Batch): Promise<void> {
    let applied: Applied;
    this.ahead = true;
    try {
      applied = this.state.apply(() => batch.noteWrite(task.access.actor, task.run(task.access)), task.access.actor);
    } catch (error) {
      this.ahead = false;
      if (error instanceof GateMismatch) throw error;
      task.fail(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    batch.verify(applied);
    try {
      const { update } = applied;
      if (update === null || (await this.commit(batch, applied, update))) {
        this.ahead = false;
        return task.done(this.state.headSeq);
      }
    } catch (error) {
      task.fail(new Error(UNAVAILABLE, { cause: error }));
      throw error;
    }
    if (!this.audience.isOpen || ++task.attempts > MOST_ATTEMPTS) task.fail(new Error(UNAVAILABLE));
    else this.queue.putBack([task]);
  }

  /** Nothing else happens to the document until the holder has done with it. */
  private async serveHold(task: HoldTask): Promise<void> {
    const { log, rights, audience, dependencies, now } = this;
    const refreshRights = () => this.refreshRights();
    const tell = (frame: Uint8Array) => this.tell(frame);
    const held = new HeldDocument({ log, rights, audience, dependencies, now, refreshRights, tell });
    this.ahead = true;
    await task.run(held);
    this.ahead = false;
  }

  /** Stores the batch, then tells everybody. False: somebody else wrote first, and the document was loaded anew. */
  private async commit(batch: Batch, applied: Applied, update: Uint8Array): Promise<boolean> {
    const { state, dependencies } = this;
    this.lastCommit = this.now();
    const append = appendOf({ batch, applied, update }, state, dependencies, this.rights.aclVersion, this.now());
    const result = await this.turn.append(append);
    if (result.kind === "conflict") {
      await this.log.reload();
      this.ahead = false;
      return false;
    }
    const frame = state.committed(update, result.seq);
    if (!this.audience.isOpen) return true;
    this.tell(frame);
    this.acknowledge(batch);
    dependencies.committed(append.revisions);
    return true;
  }

  private tell(frame: Uint8Array): void {
    const now = this.now();
    for (const connection of this.audience.live()) connection.send(frame, now);
  }

  private acknowledge(batch: Batch): void {
    for (const [connection, mark] of batch.marks) {
      if (connection.speaksPostil) connection.send(encodeAck(mark, this.state.headSeq), this.now());
    }
  }

  /** Joins what follows with the rights as they are now. */
  private async refreshRights(): Promise<void> {
    await this.rights.refresh(async () => {
      const head = await this.dependencies.log.head(this.state.loaded.name);
      if (head === null) this.audience.close(CLOSE.notFound, GONE);
      return head?.aclVersion ?? null;
    });
  }

  private fail(error: unknown): void {
    const what = error instanceof GateMismatch ? "the gate let through what it had not approved" : "a commit failed";
    const { name } = this.state.loaded;
    this.dependencies.report("error", `${name}: ${what}; the room is closed and will be loaded anew`, error);
    this.audience.close(CLOSE.tryAgain, UNAVAILABLE);
  }

  private end(): void {
    this.joins.destroy();
    this.state.destroy();
    this.settle();
  }

  private settle(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
