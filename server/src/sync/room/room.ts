import { DOCUMENT_SCHEMA } from "@postil/shared/document/layer-document";
import { articleText } from "@postil/shared/document/text-document";
import { CLOSE, type CloseCode } from "@postil/shared/protocol/close-codes";
import type * as Y from "yjs";
import type { TextSnapshot } from "../derived-writer.ts";
import type { GateRefusal } from "../gate/verdict.ts";
import type { DocumentHead, LoadedDocument } from "../update-log.ts";
import type { Audience } from "./audience.ts";
import { Connection } from "./connection.ts";
import type { RoomDependencies } from "./dependencies.ts";
import type { DocumentState } from "./document-state.ts";
import { KEEP_ALIVE_FRAME } from "./frames.ts";
import { type HeldDocument, holding, NotWritten } from "./held-document.ts";
import { helloFrame } from "./hello.ts";
import { ROOM_LIMITS } from "./limits.ts";
import { Pipeline, UNAVAILABLE } from "./pipeline.ts";
import { RoomPresence } from "./presence.ts";
import { SendBudget } from "./send-budget.ts";
import type { RoomAccess, RoomSocket } from "./socket.ts";
import type { ClientTask, ServerWrite } from "./task.ts";
import { textAt } from "./text-cache.ts";

/**
 * One document and the sockets that share it. All that happens to the document goes through one pipeline; the room
 * says who is here, who is told, and when it closes.
 */
export class Room {
  private readonly present = new Set<Connection>();
  private readonly presence: RoomPresence | null;
  private readonly pipeline: Pipeline;
  private readonly sending: SendBudget;
  private readonly now: () => number;
  private open = true;

  /** Throws QuarantinedError. */
  constructor(
    loaded: LoadedDocument,
    private readonly dependencies: RoomDependencies,
  ) {
    this.now = dependencies.now ?? Date.now;
    this.sending = dependencies.sending ?? new SendBudget(this.now);
    this.pipeline = new Pipeline(loaded, { ...dependencies, sending: this.sending }, this.audience(), this.now);
    this.presence = dependencies.hasPresence
      ? new RoomPresence({
          owner: (client) => this.state.clients.get(client),
          reserve: (clients) => this.reserve(clients),
          listeners: () => this.live(),
        })
      : null;
  }

  get name(): string {
    return this.loaded.name;
  }

  get loaded(): LoadedDocument {
    return this.state.loaded;
  }

  get sockets(): number {
    return this.present.size;
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Nothing waits and nobody is here: it may be thrown away without losing anything. */
  get isIdle(): boolean {
    return this.present.size === 0 && this.pipeline.isIdle;
  }

  /** The text as derived rows may count in it. While a commit is under way its version is one that reads as stale. */
  textSnapshot(): TextSnapshot {
    const { doc, headSeq } = this.state;
    if (this.pipeline.isStored) return textAt(doc, headSeq);
    return { doc, text: articleText(doc).toString(), version: headSeq - 1 };
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
    for (const other of this.present) if (other.access.userId === access.userId) others++;
    if (others >= ROOM_LIMITS.socketsPerUser) {
      connection.close(CLOSE.tooFast, "you have this open too many times");
      return connection;
    }
    this.present.add(connection);
    this.sending.add(connection);
    this.pipeline.rights.meet(access.aclVersion);
    this.pipeline.joins.enter(connection, null);
    this.pipeline.wake();
    return connection;
  }

  /** The socket has closed, or is about to. */
  leave(connection: Connection): void {
    connection.gone();
    if (!this.present.delete(connection)) return;
    this.sending.delete(connection);
    this.presence?.leave(connection);
  }

  /** A SyncStep1: answered between commits, in its turn. What is not a state vector is refused. */
  askState(connection: Connection, stateVector: Uint8Array): void {
    if (!this.open) return;
    this.pipeline.joins.enter(connection, stateVector);
    this.pipeline.wake();
  }

  /** Everybody's presence, again. */
  askPresence(connection: Connection): void {
    const states = this.presence?.whole(connection);
    if (states) connection.send(states, this.now());
  }

  /** An awareness frame. Throws on bad bytes. */
  receivePresence(connection: Connection, update: Uint8Array): void {
    if (!this.presence || connection.access.hidden) return;
    if (this.state.kind === "text" && !connection.access.canEditText) return;
    this.presence.receive(connection, update);
  }

  /** An update or a MARK, in the order in which they came. */
  receive(task: ClientTask): void {
    if (!this.open || !task.connection.isOpen) return;
    if (this.pipeline.hasRoomFor(task)) this.pipeline.enqueue(task);
    else this.drop(task.connection, CLOSE.tooFast, "too much waits to be stored: try again");
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
      this.pipeline.enqueue({ kind: "read", run, fail: reject });
    });
  }

  /**
   * Writes on somebody's behalf. `run` is called in the document's transaction: it judges, then writes, or throws
   * before it has written; it may be called again. Resolves with the seq once it is committed.
   */
  write(access: RoomAccess, run: (doc: Y.Doc, access: RoomAccess) => ServerWrite): Promise<number> {
    return new Promise((done, fail) => {
      if (!this.open) return fail(new Error(UNAVAILABLE));
      this.pipeline.rights.meet(access.aclVersion);
      this.pipeline.enqueue({ kind: "write", access, run: (who) => run(this.state.doc, who), done, fail, attempts: 0 });
    });
  }

  /**
   * Calls `work` once nothing else happens to the document, and keeps it so until `work` has settled. When that throws
   * an UnstoredError the room closes, since the document may hold what is not on disk.
   */
  hold<T>(aclVersion: number, work: (document: HeldDocument) => Promise<T>): Promise<T> {
    if (!this.open) return Promise.reject(new NotWritten(UNAVAILABLE));
    this.pipeline.rights.meet(aclVersion);
    const { task, outcome } = holding(work);
    this.pipeline.enqueue(task);
    return outcome;
  }

  /** Rights in the workspace have changed: everybody's are looked up again, also of those who only listen. */
  rightsChanged(): void {
    this.pipeline.rights.changed();
    this.pipeline.wake();
  }

  /** Where the log stood when it was looked at just now: what another server has done is taken in. null: it is gone. */
  hear(head: DocumentHead | null): void {
    if (this.open) this.pipeline.hear(head);
  }

  /** Everybody who is here. */
  connections(): Connection[] {
    return [...this.present];
  }

  /** Closes the connections that `which` names. */
  closeWhere(which: (access: RoomAccess) => boolean, code: CloseCode, reason: string): void {
    for (const connection of [...this.present]) if (which(connection.access)) this.drop(connection, code, reason);
  }

  /** Closes the room for good: what is queued is given up, and clients that hold it send it again elsewhere. */
  close(code: CloseCode, reason: string): void {
    if (!this.open) return;
    this.open = false;
    for (const connection of [...this.present]) this.drop(connection, code, reason);
    this.presence?.destroy();
    this.pipeline.stop(reason);
    this.dependencies.closed();
  }

  /** Resolves when all that is queued now has been stored. */
  flushed(): Promise<void> {
    return this.pipeline.idle();
  }

  /** Called every few seconds: no socket may stay silent for long. */
  tick(): void {
    const now = this.now();
    this.state.join.rest(now);
    for (const connection of [...this.present]) {
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
    for (const connection of this.present) if (connection.live) yield connection;
  }

  private arrived(connection: Connection): void {
    if (connection.live) return;
    connection.live = true;
    this.askPresence(connection);
  }

  private greet(connection: Connection): void {
    const { access } = connection;
    if (connection.speaksPostil) {
      const hello = helloFrame(access, this.state);
      connection.send(hello, this.now());
    }
    connection.send(this.state.join.stateVectorFrame(), this.now());
  }

  private async reserve(clients: { client: number; actor: string }[]): Promise<void> {
    const owners = await this.dependencies.log.reserve(this.name, clients);
    for (const [client, actor] of owners) if (!this.state.clients.has(client)) this.state.clients.set(client, actor);
  }

  private get state(): DocumentState {
    return this.pipeline.state;
  }

  private audience(): Audience {
    const room = this;
    return {
      get isOpen() {
        return room.open;
      },
      get size() {
        return room.present.size;
      },
      all: () => this.connections(),
      live: () => this.live(),
      refuse: (connection, mark, refusal) => this.refuse(connection, mark, refusal),
      drop: (connection, code, reason) => this.drop(connection, code, reason),
      close: (code, reason) => this.close(code, reason),
      greet: (connection) => this.greet(connection),
      arrived: (connection) => this.arrived(connection),
      notAStateVector: (connection) => {
        this.refuse(connection, 0, { code: "bytes", reason: "this is not a state vector", keys: [], cause: "final" });
      },
    };
  }
}
