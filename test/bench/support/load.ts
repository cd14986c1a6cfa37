import { annotate } from "@postil/shared/document/operations";
import * as Y from "yjs";
import { type BenchClient, joinAll, type Place, pause } from "./bench-client.ts";
import { LagMeter } from "./lag-meter.ts";

export interface Load {
  clients: number;
  writers: number;
  /** Edits a second of each writer. */
  rate: number;
  warmMs: number;
  measureMs: number;
}

export interface Measured {
  edits: number;
  /** How often an edit reached somebody else than its author while it was measured. */
  deliveries: number;
  seconds: number;
  /** ms from sending an edit until a client has it; every client and edit counts. */
  p50: number;
  p99: number;
  max: number;
  /** Frames with edits that the clients took in. */
  frames: number;
  /** How late the load's own event loop was, p99, ms. */
  lag: number;
}

const MARK_OF_AN_EDIT = /bench-\d{12}/g;
/** Edits under way when the measuring ends get this long to arrive. */
const REST_MS = 40_000;

/** Edits are named through all loads of a run: a document may have several. */
let next = 0;

/** Opens the clients, lets them write, and measures what comes back. `sample` is called at both ends of the measuring. */
export async function runLoad(load: Load, place: Place, sample: () => void): Promise<Measured> {
  const sent = new Map<string, { at: number; author: number; measured: boolean }>();
  const latencies: number[] = [];
  const measured: Measured = { edits: 0, deliveries: 0, seconds: 0, p50: 0, p99: 0, max: 0, frames: 0, lag: 0 };
  let measuring = false;
  const idsOf = idReader();
  const clients = await joinAll(place, load.clients, (kind, frame, { number }) => {
    if (kind !== "update") return;
    if (measuring) measured.frames++;
    const now = performance.now();
    for (const id of idsOf(frame)) {
      const edit = sent.get(id);
      if (!edit || edit.author === number) continue;
      if (measuring) measured.deliveries++;
      if (edit.measured) latencies.push(now - edit.at);
    }
  });
  const writers = clients.slice(0, load.writers).map((client) => new Writer(client, place.actor(client.number)));
  const every = 1_000 / (load.rate * load.writers);
  const started = performance.now();
  let due = 0;
  const writing = setInterval(() => {
    for (; started + due * every <= performance.now(); due++) {
      const author = due % writers.length;
      const id = `bench-${String(next++).padStart(12, "0")}`;
      sent.set(id, { at: performance.now(), author, measured: measuring });
      if (measuring) measured.edits++;
      writers[author]?.write(id);
    }
  }, 2);
  await pause(load.warmMs);
  const lag = new LagMeter();
  sample();
  measuring = true;
  const from = performance.now();
  await pause(load.measureMs);
  measuring = false;
  measured.seconds = (performance.now() - from) / 1_000;
  sample();
  measured.lag = lag.stop();
  const expected = measured.edits * (load.clients - 1);
  clearInterval(writing);
  for (let waited = 0; latencies.length < expected && waited < REST_MS; waited += 50) await pause(50);
  for (const client of clients) client.terminate();
  if (latencies.length < expected) throw new Error(`only ${latencies.length} of ${expected} deliveries arrived`);
  return { ...measured, ...percentiles(latencies) };
}

/** Sorts in place. */
export function percentiles(times: number[]): { p50: number; p99: number; max: number } {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: times.at(-1) ?? 0 };
}

/** Somebody who adds annotations, each in a document that holds nothing but what they have written. */
export class Writer {
  private readonly doc = new Y.Doc();

  constructor(
    private readonly client: BenchClient,
    private readonly actor: string,
  ) {
    this.doc.on("update", (update: Uint8Array) => this.client.update(update));
  }

  write(id: string): void {
    const note = `An edit of ${this.client.number}`;
    annotate(this.doc, { actor: this.actor, now: Date.now() }, { id, on: "article", note });
  }
}

/** Reads which edits a frame brings; where everybody gets the same bytes each frame is read once. */
export function idReader(): (frame: Buffer) => readonly string[] {
  let cache = new Map<string, string[]>();
  return (frame) => {
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
