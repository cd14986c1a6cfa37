import { mkdtemp, rm } from "node:fs/promises";
import { createConnection, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WireServer } from "./wire-server.ts";

const STARTUP = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0]);

function query(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`);
  const head = Buffer.from("Q\0\0\0\0");
  head.writeInt32BE(4 + text.length, 1);
  return Buffer.concat([head, text]);
}

/** A session that answers each statement with its text, and is in a transaction between begin and commit. */
class EchoSession {
  readonly ran: string[] = [];
  fails = false;
  private open = false;

  async run(messages: Uint8Array, onData: (bytes: Uint8Array) => void): Promise<void> {
    if (this.fails) throw new Error("the session is broken");
    await new Promise((resolve) => setImmediate(resolve));
    if (messages[0] === 0) return onData(Buffer.from("hello;"));
    const sql = Buffer.from(messages).subarray(5, -1).toString();
    this.ran.push(sql);
    if (sql === "begin") this.open = true;
    if (sql === "commit" || sql === "rollback") this.open = false;
    onData(Buffer.from(`${sql};`));
  }

  inTransaction(): boolean {
    return this.open;
  }
}

let folder = "";
let session: EchoSession;
let server: WireServer;
let fatal: unknown[];
const sockets: Socket[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postil-wire-"));
  session = new EchoSession();
  fatal = [];
  server = new WireServer(session, (error) => fatal.push(error), 100);
  await server.listen(join(folder, "socket"));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function connect() {
  const socket = createConnection(join(folder, "socket"));
  sockets.push(socket);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString();
  });
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.write(STARTUP);
  const until = async (end: string) => {
    while (!text.endsWith(end)) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  await until("hello;");
  return { socket, until, text: () => text, send: (sql: string) => socket.write(query(sql)) };
}

describe("a session that connections share", () => {
  it("serves nobody else while a transaction is open", async () => {
    const [a, b] = [await connect(), await connect()];
    a.send("begin");
    await a.until("begin;");
    b.send("select b");
    a.send("select a");
    await a.until("select a;");
    a.send("commit");
    await b.until("select b;");
    expect(session.ran).toEqual(["begin", "select a", "commit", "select b"]);
  });

  it("rolls back when the connection of a transaction breaks", async () => {
    const [a, b] = [await connect(), await connect()];
    a.send("begin");
    await a.until("begin;");
    b.send("select b");
    a.socket.destroy();
    await b.until("select b;");
    expect(session.ran).toEqual(["begin", "rollback", "select b"]);
  });

  it("doesn't wait for ever for a transaction that says nothing", async () => {
    const [a, b] = [await connect(), await connect()];
    a.send("begin");
    await a.until("begin;");
    b.send("select b");
    await b.until("select b;");
    expect(session.ran).toEqual(["begin", "rollback", "select b"]);
  });

  it("says so when it is broken", async () => {
    const a = await connect();
    session.fails = true;
    a.send("select 1");
    while (fatal.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(String(fatal[0])).toContain("broken");
  });
});
