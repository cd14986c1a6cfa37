import { createServer, type Server, type Socket } from "node:net";
import { WireReader } from "./wire-reader.ts";

/** The one session that all connections share. */
export interface WireBackend {
  /** Runs whole protocol messages; `onData` gets the answer's bytes, which are only valid during the call. */
  run(messages: Uint8Array, onData: (bytes: Uint8Array) => void): Promise<void>;
  inTransaction(): boolean;
}

interface Connection {
  socket: Socket;
  reader: WireReader;
  /** Whole batches that wait for their turn. */
  batches: Buffer[];
  /** Whether the batch that ran last leaves the protocol in the middle of a sequence (Flush instead of Sync). */
  unsynced: boolean;
  closed: boolean;
}

const ROLLBACK = query("rollback");

/**
 * Serves PostgreSQL's wire protocol (version 3) on a Unix socket in front of a database that is one session.
 * A connection's messages run as whole batches, up to their Sync or Query, and while a transaction is open only its
 * connection is served: messages of two connections never interleave, as they do when they are queued one by one
 * (both use the same unnamed statement). COPY FROM STDIN and cancel requests are not supported.
 */
export class WireServer {
  private readonly server: Server;
  private readonly connections = new Set<Connection>();
  private owner: Connection | null = null;
  private ownerTimer: NodeJS.Timeout | null = null;
  private running = false;
  private stopping = false;

  /**
   * `onFatal`: the backend threw, which it never does for an error in SQL; it can't be used any more.
   * `patienceMs`: how long an open transaction may say nothing, while everybody waits for it, before its connection
   * is closed.
   */
  constructor(
    private readonly backend: WireBackend,
    private readonly onFatal: (error: unknown) => void,
    private readonly patienceMs = 30_000,
  ) {
    this.server = createServer((socket) => this.accept(socket));
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(path, resolve);
    });
  }

  /** Closes every connection; what runs is finished first. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.hold(null);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const connection of this.connections) connection.socket.destroy();
    await closed;
    while (this.running) await new Promise((resolve) => setImmediate(resolve));
  }

  private accept(socket: Socket): void {
    const connection: Connection = {
      socket,
      reader: new WireReader(),
      batches: [],
      unsynced: false,
      closed: false,
    };
    this.connections.add(connection);
    socket.on("data", (chunk) => this.receive(connection, chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      connection.closed = true;
      connection.batches = [];
      this.connections.delete(connection);
      void this.work();
    });
  }

  private receive(connection: Connection, chunk: Buffer): void {
    connection.reader.push(chunk);
    for (let item = connection.reader.next(); item !== null; item = connection.reader.next()) {
      if (item.kind === "refuse-encryption") connection.socket.write("N");
      else if (item.kind === "end") return void connection.socket.end();
      else connection.batches.push(item.bytes);
    }
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (let next = this.takeTurn(); next !== null; next = this.takeTurn()) {
        if (next.closed) await this.backend.run(ROLLBACK, () => {});
        else await this.serve(next);
        const held = !next.closed && (next.unsynced || this.backend.inTransaction());
        this.hold(held ? next : null);
      }
    } catch (error) {
      this.onFatal(error);
    } finally {
      this.running = false;
    }
  }

  /** Whose turn it is: the owner of the open transaction, else whoever has a batch. A closed owner is rolled back. */
  private takeTurn(): Connection | null {
    if (this.stopping) return null;
    if (this.owner) return this.owner.closed || this.owner.batches.length > 0 ? this.owner : null;
    for (const connection of this.connections) {
      if (connection.batches.length === 0) continue;
      // To the end of the line, so that one busy connection doesn't starve the rest.
      this.connections.delete(connection);
      this.connections.add(connection);
      return connection;
    }
    return null;
  }

  private hold(owner: Connection | null): void {
    this.owner = owner;
    if (this.ownerTimer) clearTimeout(this.ownerTimer);
    this.ownerTimer = owner ? setTimeout(() => owner.socket.destroy(), this.patienceMs) : null;
  }

  private async serve(connection: Connection): Promise<void> {
    const batch = connection.batches.shift();
    if (!batch) return;
    connection.unsynced = batch.subarray(-5).toString("latin1") === "H\0\0\0\x04";
    connection.socket.cork();
    await this.backend.run(batch, (bytes) => {
      if (!connection.closed) connection.socket.write(Buffer.from(bytes));
    });
    connection.socket.uncork();
  }
}

/** A simple query as a protocol message. */
function query(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.write("Q");
  head.writeInt32BE(4 + text.length, 1);
  return Buffer.concat([head, text]);
}
