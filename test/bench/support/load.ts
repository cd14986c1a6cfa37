import { annotate } from "@postil/shared/document/operations";
import { MESSAGE_ACK, MESSAGE_SYNC } from "@postil/shared/protocol/frames";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";

export interface Load {
  clients: number;
  writers: number;
  /** Edits a second of each writer. */
  rate: number;
  warmMs: number;
  measureMs: number;
}

export interface Place {
  /** URL of each client's socket. */
  url: string;
  headers: (client: number) => Record<string, string>;
  /** Whom the client writes as. */
  actor: (client: number) => string;
}

export interface Measured {
  edits: number;
  /** How often an edit reached somebody else than its author while it was measured. */
  deliveries: number;
  seconds: number;
  /** ms from sending an edit until a client has it; every client and edit counts. */
  p50: number;
  p99: number;
  /** Frames that the clients took in. */
  frames: number;
}

const MARK_OF_AN_EDIT = /bench-\d{12}/g;
/** Edits under way when the measuring ends get this long to arrive. */
const REST_MS = 40_000;

/** Opens the clients, lets them write, and measures what comes back. `sample` is called at both ends of the measuring. */
export async function runLoad(load: Load, place: Place, sample: () => void): Promise<Measured> {
  const sent = new Map<string, { at: number; author: number; measured: boolean }>();
  const latencies: number[] = [];
  const measured: Measured = { edits: 0, deliveries: 0, seconds: 0, p50: 0, p99: 0, frames: 0 };
  let measuring = false;
  const idsOf = idReader();
  const sockets = await Promise.all(
    Array.from({ length: load.clients }, (_, client) =>
      open(place, client, (frame) => {
        if (measuring) measured.frames++;
        const now = performance.now();
        for (const id of idsOf(frame)) {
          const edit = sent.get(id);
          if (!edit || edit.author === client) continue;
          if (measuring) measured.deliveries++;
          if (edit.measured) latencies.push(now - edit.at);
        }
      }),
    ),
  );
  const writers = sockets
    .slice(0, load.writers)
    .map((socket, client) => new Writer(socket, client, place.actor(client)));
  let next = 0;
  const every = 1_000 / (load.rate * load.writers);
  const started = performance.now();
  let due = 0;
  const writing = setInterval(() => {
    for (; started + due * every <= performance.now(); due++) {
      const writer = writers[due % writers.length];
      const id = `bench-${String(next++).padStart(12, "0")}`;
      sent.set(id, { at: performance.now(), author: due % writers.length, measured: measuring });
      if (measuring) measured.edits++;
      writer?.write(id);
    }
  }, 2);
  await pause(load.warmMs);
  sample();
  measuring = true;
  const from = performance.now();
  await pause(load.measureMs);
  measuring = false;
  measured.seconds = (performance.now() - from) / 1_000;
  sample();
  const expected = measured.edits * (load.clients - 1);
  clearInterval(writing);
  for (let waited = 0; latencies.length < expected && waited < REST_MS; waited += 50) await pause(50);
  for (const socket of sockets) socket.terminate();
  if (latencies.length < expected) throw new Error(`only ${latencies.length} of ${expected} deliveries arrived`);
  latencies.sort((a, b) => a - b);
  measured.p50 = latencies[Math.floor(latencies.length * 0.5)] ?? 0;
  measured.p99 = latencies[Math.floor(latencies.length * 0.99)] ?? 0;
  return measured;
}

class Writer {
  private readonly doc = new Y.Doc();
  private mark = 1;

  constructor(
    private readonly socket: WebSocket,
    private readonly client: number,
    actor: string,
  ) {
    this.actor = actor;
    this.doc.on("update", (update: Uint8Array) => {
      this.socket.send(syncFrame(2, update));
      if (!this.plain) this.socket.send(markFrame(++this.mark));
    });
  }

  private readonly actor: string;

  /** The relay knows no marks. */
  private get plain(): boolean {
    return !this.socket.url.includes("hello=1");
  }

  write(id: string): void {
    annotate(
      this.doc,
      { actor: this.actor, now: Date.now() },
      { id, on: "article", note: `An edit of ${this.client}` },
    );
  }
}

/** Reads which edits a frame brings; everybody gets the same bytes, so that each frame is read once. */
function idReader(): (frame: Buffer) => readonly string[] {
  const none: string[] = [];
  let cache = new Map<string, string[]>();
  return (frame) => {
    if (frame[0] === MESSAGE_ACK || frame[0] !== MESSAGE_SYNC) return none;
    const key = frame.toString("latin1", 0, 160);
    let ids = cache.get(key);
    if (!ids) {
      ids = [...new Set(frame.toString("latin1").match(MARK_OF_AN_EDIT) ?? [])];
      if (cache.size > 5_000) cache = new Map();
      cache.set(key, ids);
    }
    return ids;
  };
}

function open(place: Place, client: number, receive: (frame: Buffer) => void): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(place.url, { headers: place.headers(client), perMessageDeflate: false });
    socket.on("error", reject);
    socket.on("close", (code) => code !== 1006 && reject(new Error(`closed with ${code}`)));
    socket.on("open", () => {
      socket.send(syncFrame(0, new Uint8Array([0])));
      socket.send(syncFrame(1, new Uint8Array([0, 0])));
      if (place.url.includes("hello=1")) socket.send(markFrame(1));
      resolve(socket);
    });
    socket.on("message", (data: Buffer) => receive(data));
  });
}

function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

function markFrame(mark: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 120);
  encoding.writeVarUint(encoder, mark);
  return encoding.toUint8Array(encoder);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
