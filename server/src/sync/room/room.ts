import { DOCUMENT_SCHEMA } from "@postil/shared/document/layer-document";
import { CLOSE, type CloseCode } from "@postil/shared/protocol/close-codes";
import { encodeAck, encodeHello, PROTOCOL_VERSION } from "@postil/shared/protocol/frames";
import * as Y from "yjs";
import type { DerivedWriter, TextSnapshot } from "../derived-writer.ts";
import type { GateRefusal, Verdict } from "../gate/verdict.ts";
import type { Append, LoadedDocument, UpdateLog } from "../update-log.ts";
import { Batch, GateMismatch } from "./batch.ts";
import { Connection } from "./connection.ts";
import { type Applied, DocumentState } from "./document-state.ts";
import { encodeSync, KEEP_ALIVE_FRAME, SYNC_STEP_1, SYNC_UPDATE } from "./frames.ts";
import { ROOM_LIMITS } from "./limits.ts";
import { RoomPresence } from "./presence.ts";
import type { RoomAccess, RoomSocket } from "./socket.ts";
import type { ClientTask, ServerWrite, Task, UpdateTask, WriteTask } from "./task.ts";
import { textAt } from "./text-cache.ts";

/** What a room is told by whoever runs it. */
export interface RoomDependencies {
  log: UpdateLog;
  /** Layers only: rows to write with each commit. */
  derived: DerivedWriter | null;
  /** Layers only: the article's text now. */
  text: (() => TextSnapshot) | null;
  /** Whether people see each other here. */
  hasPresence: boolean;
  /** Asks anew what somebody may do; null: not even read. */
  authorize(userId: string): Promise<RoomAccess | null>;
  /** After each commit that changed something. */
  committed(): void;
  /** The room has closed itself and must be opened anew. */
  closed(): void;
  report(level: "warn" | "error", message: string, error?: unknown): void;
  now?: () => number;
}

/** How often one batch is judged again because somebody else wrote meanwhile. */
const MOST_ATTEMPTS = 20;
const UNAVAILABLE = "the server could not store this: try again";

/**
 * One document and the sockets that share it. All that happens to the document goes through one queue: a batch is
 * judged and applied, then appended to the log, and only once that is committed does anybody learn of it.
 */
export class Room {
  private readonly connections = new Set<Connection>();
  private readonly presence: RoomPresence | null;
  private queue: Task[] = [];
  private queuedBytes = 0;
  private running = false;
  private open = true;
  private lastBatch = 0;
  private aclVersion: number;
  /** Somebody's rights are newer or older than what the next append would be joined with. */
  private rightsStale = false;
  private state: DocumentState;
  private readonly now: () => number;
  private idle: (() => void)[] = [];

  /** Throws QuarantinedError. */
  constructor(
    loaded: LoadedDocument,
    private readonly dependencies: RoomDependencies,
  ) {
    this.state = new DocumentState(loaded);
    this.aclVersion = loaded.aclVersion;
    this.now = dependencies.now ?? Date.now;
    this.presence = dependencies.hasPresence
      ? new RoomPresence({
          owner: (client) => this.state.clients.get(client),
          reserve: (clients) => this.reserve(clients),
          listeners: () => this.live(),
        })
      : null;
  }

  get name(): string {
    return this.state.loaded.name;
  }

  get loaded(): LoadedDocument {
    return this.state.loaded;
  }

  get sockets(): number {
    return this.connections.size;
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Nothing waits and nobody is here: it may be thrown away without losing anything. */
  get isIdle(): boolean {
    return this.connections.size === 0 && this.queue.length === 0 && !this.running;
  }

  /** The text as derived rows may count in it. While a commit is under way its version is one that reads as stale. */
  textSnapshot(): TextSnapshot {
    const { doc, headSeq } = this.state;
    if (this.running) return { doc, text: doc.getText("text").toString(), version: headSeq - 1 };
    return textAt(doc, headSeq);
  }

  /**
   * Lets a socket in. `epoch` and `schema` are what the client says it holds, null for a newcomer. The socket is
   * closed at once when they don't fit, or when the person has too many open.
   */
  join(
    socket: RoomSocket,
    access: RoomAccess,
    client: { hello: boolean; epoch: number | null; schema: number | null },
  ): Connection {
    const now = this.now();
    const connection = new Connection(socket, access, client.hello, now);
    if (!this.open) {
      connection.close(CLOSE.tryAgain, UNAVAILABLE);
      return connection;
    }
    const { epoch } = this.state;
    if ((client.epoch ?? epoch) !== epoch || (client.schema ?? DOCUMENT_SCHEMA) !== DOCUMENT_SCHEMA) {
      connection.close(CLOSE.mismatch, "this document has begun anew");
      return connection;
    }
    let others = 0;
    for (const other of this.connections) if (other.access.userId === access.userId) others++;
    if (others >= ROOM_LIMITS.socketsPerUser) {
      connection.close(CLOSE.tooFast, "you have this open too many times");
      return connection;
    }
    this.connections.add(connection);
    if (access.aclVersion !== this.aclVersion) this.rightsStale = true;
    this.read(() => this.greet(connection)).catch(() => undefined);
    return connection;
  }

  /** The socket has closed, or is about to. */
  leave(connection: Connection): void {
    connection.gone();
    if (!this.connections.delete(connection)) return;
    this.presence?.leave(connection);
  }

  /** A SyncStep1: answered between commits. Returns when it can't be, so that the caller may close. */
  askState(connection: Connection, stateVector: Uint8Array): void {
    this.read(() => {
      if (!connection.isOpen) return;
      let frames: Uint8Array[];
      try {
        frames = this.state.join.answer(stateVector);
      } catch {
        this.refuse(connection, 0, { code: "bytes", reason: "this is not a state vector", keys: [], cause: "final" });
        return;
      }
      connection.sendWhole(frames, this.now());
      if (connection.live) return;
      connection.live = true;
      const states = this.presence?.whole(connection);
      if (states) connection.send(states, this.now());
    }).catch(() => undefined);
  }

  /** Everybody's presence, again. */
  askPresence(connection: Connection): void {
    const states = this.presence?.whole(connection);
    if (states) connection.send(states, this.now());
  }

  /** An awareness frame. Throws on bad bytes. */
  receivePresence(connection: Connection, update: Uint8Array): void {
    if (!this.presence) return;
    if (this.state.kind === "text" && !connection.access.canEditText) return;
    this.presence.receive(connection, update);
  }

  /** An update or a MARK, in the order in which they came. */
  receive(task: ClientTask): void {
    const { connection } = task;
    if (!this.open || !connection.isOpen) return;
    if (connection.queued >= ROOM_LIMITS.queuedFrames || this.queuedBytes > ROOM_LIMITS.queuedBytes) {
      this.drop(connection, CLOSE.tooFast, "too much waits to be stored: try again");
      return;
    }
    connection.queued++;
    if (task.kind === "update") this.queuedBytes += task.bytes.byteLength;
    this.enqueue(task);
  }

  /** Runs `fn` between commits, when the document holds exactly what is on disk. */
  read<T>(fn: (state: { doc: Y.Doc; seq: number }) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.open) return reject(new Error(UNAVAILABLE));
      const run = () => {
        try {
          resolve(fn({ doc: this.state.doc, seq: this.state.headSeq }));
        } catch (error) {
          reject(error);
        }
      };
      this.enqueue({ kind: "read", run, fail: reject });
    });
  }

  /**
   * Writes on somebody's behalf. `run` is called in the document's transaction: it judges, then writes, or throws
   * before it has written; it may be called again. Resolves with the seq once it is committed.
   */
  write(access: RoomAccess, run: (doc: Y.Doc, access: RoomAccess) => ServerWrite): Promise<number> {
    return new Promise((done, fail) => {
      if (!this.open) return fail(new Error(UNAVAILABLE));
      if (access.aclVersion !== this.aclVersion) this.rightsStale = true;
      this.enqueue({ kind: "write", access, run: (who) => run(this.state.doc, who), done, fail, attempts: 0 });
    });
  }

  /** Rights in the workspace have changed: before the next commit everybody's are looked up again. */
  rightsChanged(): void {
    this.rightsStale = true;
  }

  /** Closes the connections that `which` names. */
  closeWhere(which: (access: RoomAccess) => boolean, code: CloseCode, reason: string): void {
    for (const connection of [...this.connections]) if (which(connection.access)) this.drop(connection, code, reason);
  }

  /** Closes the room for good: what is queued is given up, and clients that hold it send it again elsewhere. */
  close(code: CloseCode, reason: string): void {
    if (!this.open) return;
    this.open = false;
    const { queue } = this;
    this.queue = [];
    for (const task of queue) if (task.kind === "read" || task.kind === "write") task.fail(new Error(reason));
    for (const connection of [...this.connections]) this.drop(connection, code, reason);
    this.presence?.destroy();
    this.dependencies.closed();
    if (!this.running) this.state.destroy();
  }

  /** Resolves when all that is queued now has been stored. */
  flushed(): Promise<void> {
    if (!this.running && this.queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  /** Called every few seconds: no socket may stay silent for long. */
  tick(): void {
    const now = this.now();
    for (const connection of [...this.connections]) {
      if (!connection.isOpen) this.leave(connection);
      else if (connection.silentFor(now) >= ROOM_LIMITS.keepAlive) connection.send(KEEP_ALIVE_FRAME, now);
    }
  }

  /** Takes a socket out and closes it. */
  drop(connection: Connection, code: CloseCode, reason: string): void {
    connection.close(code, reason);
    this.leave(connection);
  }

  private refuse(connection: Connection, mark: number, refusal: GateRefusal): void {
    connection.refuse(mark, refusal, this.now());
    this.leave(connection);
  }

  private *live(): Iterable<Connection> {
    for (const connection of this.connections) if (connection.live) yield connection;
  }

  private greet(connection: Connection): void {
    if (!connection.isOpen) return;
    const { access } = connection;
    if (connection.speaksPostil) {
      const hello = encodeHello({
        protocol: PROTOCOL_VERSION,
        epoch: this.state.epoch,
        schema: DOCUMENT_SCHEMA,
        actor: access.actor,
        name: access.name,
        colour: access.colour,
        role: access.role,
        canAnnotate: access.canAnnotate,
        canComment: access.canComment,
        canModerate: access.canModerate,
        canEditText: access.canEditText,
        seq: this.state.headSeq,
        limits: {
          update: ROOM_LIMITS.update,
          syncStep2: ROOM_LIMITS.syncStep2,
          updatesPerSecond: ROOM_LIMITS.updatesPerSecond,
        },
      });
      connection.send(hello, this.now());
    }
    connection.send(encodeSync(SYNC_STEP_1, Y.encodeStateVector(this.state.doc)), this.now());
  }

  private async reserve(clients: { client: number; actor: string }[]): Promise<void> {
    const owners = await this.dependencies.log.reserve(this.name, clients);
    for (const [client, actor] of owners) {
      if (!this.state.clients.has(client)) this.state.clients.set(client, actor);
    }
  }

  private enqueue(task: Task): void {
    this.queue.push(task);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.open && this.queue.length > 0) {
        if (this.rightsStale) await this.refreshRights();
        if (this.queue.some((task) => task.kind === "update")) await this.waitForWindow();
        if (this.open) await this.processNext();
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.running = false;
      if (!this.open) this.state.destroy();
      const { idle } = this;
      this.idle = [];
      for (const resolve of idle) resolve();
    }
  }

  /** A lone edit waits for nothing; in a busy room some time passes between commits, so that one serves many edits. */
  private async waitForWindow(): Promise<void> {
    const window = Math.min(ROOM_LIMITS.windowMax, this.connections.size / 3);
    const wait = this.lastBatch + window - this.now();
    if (wait >= 1) await new Promise((resolve) => setTimeout(resolve, wait));
    this.lastBatch = this.now();
  }

  private async processNext(): Promise<void> {
    const tasks = this.takeTasks();
    const batch = new Batch(this.state);
    const [first] = tasks;
    if (first?.kind === "write") return this.processWrite(first, batch);
    let early: Verdict | undefined;
    if (first?.kind === "update" && first.bytes.byteLength > ROOM_LIMITS.sliced) {
      early = await this.judgeSliced(first);
      if (!this.open) return;
    }
    let unresolved: Task[] = [];
    const applied = this.state.apply(() => {
      unresolved = this.judgeAll(tasks as ClientTask[], batch, early);
    }, "batch");
    if (!batch.isEmpty) batch.verify(applied);
    if (!batch.isEmpty && applied.update) {
      const committed = await this.commit(batch, applied);
      if (!committed) {
        this.putBack(tasks);
        return;
      }
    } else this.acknowledge(batch);
    if (unresolved.length > 0) {
      this.putBack(unresolved);
      await this.catchUp();
    }
  }

  /** The next tasks that can be judged together; reads at the head are run at once. */
  private takeTasks(): Task[] {
    const { queue } = this;
    let start = 0;
    for (; queue[start]?.kind === "read"; start++) (queue[start] as Extract<Task, { kind: "read" }>).run();
    let end = start;
    for (; end < queue.length && end - start < ROOM_LIMITS.batch; end++) {
      const task = queue[end] as Task;
      if (task.kind === "read") break;
      if (task.kind === "write") {
        if (end === start) end++;
        break;
      }
      if (task.kind === "update" && task.bytes.byteLength > ROOM_LIMITS.sliced) {
        if (end === start) end++;
        break;
      }
    }
    const tasks = queue.slice(start, end);
    this.queue = queue.slice(end);
    for (const task of tasks) this.unqueue(task, -1);
    return tasks;
  }

  private putBack(tasks: Task[]): void {
    for (const task of tasks) this.unqueue(task, 1);
    this.queue = [...tasks, ...this.queue];
  }

  private unqueue(task: Task, by: 1 | -1): void {
    if (task.kind === "read" || task.kind === "write") return;
    task.connection.queued += by;
    if (task.kind === "update") this.queuedBytes += by * task.bytes.byteLength;
  }

  private async judgeSliced(task: UpdateTask): Promise<Verdict> {
    const steps = this.state.gate.judgeInSlices(task.bytes, task.connection.access);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      // Others' documents get their turn; this one's queue waits.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Judges and applies one after the other, inside the transaction. Returns what the room must first catch up for. */
  private judgeAll(tasks: ClientTask[], batch: Batch, early: Verdict | undefined): ClientTask[] {
    const pending = [...tasks];
    for (let index = 0; index < pending.length; index++) {
      const task = pending[index] as ClientTask;
      const { connection } = task;
      if (!connection.isOpen) continue;
      if (task.kind === "mark") {
        if (connection.held.length > 0) connection.held.push(task);
        else batch.marks.set(connection, task.mark);
        continue;
      }
      const verdict = (index === 0 && early) || this.state.gate.judge(task.bytes, connection.access);
      if (verdict.kind === "refused") {
        const { refusal } = verdict;
        if (refusal.cause === "unknown" && !connection.synced && !task.step2) {
          this.hold(task);
          continue;
        }
        if (refusal.cause !== "final" && !task.caughtUp) {
          task.caughtUp = true;
          return pending.slice(index);
        }
        this.refuse(connection, task.mark, refusal);
        continue;
      }
      if (verdict.kind === "approved") batch.add(connection.access.actor, verdict.update);
      if (task.step2) {
        connection.synced = true;
        pending.splice(index + 1, 0, ...connection.held.splice(0));
      }
    }
    return [];
  }

  /** An honest client that edits between opening and syncing sends such updates: its SyncStep2 is still to come. */
  private hold(task: UpdateTask): void {
    const { connection } = task;
    if (connection.held.length < ROOM_LIMITS.held) connection.held.push(task);
    else
      this.refuse(connection, task.mark, { code: "limit", reason: "sync before you go on", keys: [], cause: "final" });
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
      if (!applied.update) return task.done(this.state.headSeq);
      if (await this.commit(batch, applied)) return task.done(this.state.headSeq);
    } catch (error) {
      task.fail(new Error(UNAVAILABLE, { cause: error }));
      throw error;
    }
    if (!this.open || ++task.attempts > MOST_ATTEMPTS) task.fail(new Error(UNAVAILABLE));
    else this.putBack([task]);
  }

  /** Stores the batch, then tells everybody. False: somebody else wrote first, and the document was loaded anew. */
  private async commit(batch: Batch, applied: Applied): Promise<boolean> {
    const { state } = this;
    const update = applied.update as Uint8Array;
    const result = await this.dependencies.log.append(this.toAppend(batch, applied, update));
    if (result.kind === "conflict") {
      await this.reload();
      return false;
    }
    const frame = state.committed(update, result.seq);
    if (!this.open) return true;
    const now = this.now();
    for (const connection of this.live()) connection.send(frame, now);
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
      document: this.name,
      layerId,
      epoch: state.epoch,
      headSeq: state.headSeq,
      aclVersion: this.aclVersion,
      rows: batch.rows(update),
      clients: batch.clients(applied),
      revisions: batch.revisions(),
      derived,
    };
  }

  private acknowledge(batch: Batch): void {
    for (const [connection, mark] of batch.marks) {
      if (connection.speaksPostil) connection.send(encodeAck(mark, this.state.headSeq), this.now());
    }
  }

  /** Looks whether the log holds more than the room, before anything is refused for being unknown. */
  private async catchUp(): Promise<void> {
    const head = await this.dependencies.log.head(this.name);
    if (head === null) return this.close(CLOSE.notFound, "this document has been deleted");
    if (head.headSeq !== this.state.headSeq || head.epoch !== this.state.epoch) await this.reload();
  }

  /** Loads the document anew, and tells everybody what others have written meanwhile. */
  private async reload(): Promise<void> {
    const loaded = await this.dependencies.log.load(this.name);
    if (!this.open) return;
    if (loaded === null) return this.close(CLOSE.notFound, "this document has been deleted");
    const before = this.state;
    if (loaded.epoch !== before.epoch) return this.close(CLOSE.mismatch, "this document has begun anew");
    if (loaded.aclVersion !== this.aclVersion) this.rightsStale = true;
    this.state = new DocumentState(loaded);
    before.destroy();
    const update = encodeSync(SYNC_UPDATE, Y.encodeStateAsUpdate(this.state.doc));
    for (const connection of this.live()) connection.sendWhole([update], this.now());
  }

  /** Joins what follows with the rights as they are now: who has others than before is closed and decided anew. */
  private async refreshRights(): Promise<void> {
    this.rightsStale = false;
    const head = await this.dependencies.log.head(this.name);
    if (head === null) return this.close(CLOSE.notFound, "this document has been deleted");
    this.aclVersion = head.aclVersion;
    for (const connection of [...this.connections]) {
      const { access } = connection;
      if (access.aclVersion === head.aclVersion) continue;
      const now = await this.dependencies.authorize(access.userId);
      if (!connection.isOpen) continue;
      if (now && sameRights(access, now)) connection.access = { ...now, sessionHash: access.sessionHash };
      else this.drop(connection, CLOSE.tryAgain, "your rights have changed");
    }
    for (const task of this.queue) {
      if (task.kind !== "write" || task.access.aclVersion === head.aclVersion) continue;
      const now = await this.dependencies.authorize(task.access.userId);
      if (now) task.access = { ...now, sessionHash: null };
      else task.access = { ...task.access, canAnnotate: false, canComment: false, canModerate: false };
    }
  }

  private fail(error: unknown): void {
    const what = error instanceof GateMismatch ? "the gate let through what it had not approved" : "a commit failed";
    this.dependencies.report("error", `${this.name}: ${what}; the room is closed and will be loaded anew`, error);
    this.close(CLOSE.tryAgain, UNAVAILABLE);
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
