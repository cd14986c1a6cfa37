import { randomInt } from "node:crypto";
import * as encoding from "lib0/encoding";
import { joinAll, type Place, pause } from "./bench-client.ts";
import { LagMeter } from "./lag-meter.ts";
import { percentiles } from "./load.ts";

export interface Moves {
  clients: number;
  /** Moves a second of each client. */
  moves: number;
  warmMs: number;
  measureMs: number;
}

export interface Moved {
  changes: number;
  /** Changes that everybody was told of meanwhile: fewer where a server can't keep up. */
  seen: number;
  seconds: number;
  /** Awareness frames that the clients took in. */
  frames: number;
  /** ms from saying it until somebody else has it. */
  p50: number;
  p99: number;
  lag: number;
}

/** So many clients look into what they are sent; the others only take it in. */
const OBSERVERS = 5;
const MARK_OF_A_MOVE = /move-(\d{9})/g;

/** Lets all clients move their selections, and measures when others see it. `sample`: at both ends of the measuring. */
export async function runMoves(load: Moves, place: Place, sample: () => void): Promise<Moved> {
  const latencies: number[] = [];
  const sent: number[] = [];
  let measuring = false;
  let frames = 0;
  const people = await joinAll(place, load.clients, (kind, frame, { number }) => {
    if (kind !== "awareness") return;
    if (measuring) frames++;
    if (!measuring || number >= OBSERVERS) return;
    const now = performance.now();
    for (const [, move] of frame.toString("latin1").matchAll(MARK_OF_A_MOVE)) {
      // The observers' own moves come back from servers that echo: only those of the others count.
      if (Number(move) % load.clients >= OBSERVERS) latencies.push(now - (sent[Number(move)] ?? now));
    }
  });
  const ids = people.map(() => randomInt(1, 2 ** 32));
  const every = 1_000 / (load.clients * load.moves);
  const started = performance.now();
  let due = 0;
  let changes = 0;
  const moving = setInterval(() => {
    for (; started + due * every <= performance.now(); due++) {
      const who = due % load.clients;
      sent[due] = performance.now();
      if (measuring) changes++;
      people[who]?.awareness(stateOf(ids[who] ?? 0, due));
    }
  }, 2);
  await pause(load.warmMs);
  const lag = new LagMeter();
  sample();
  measuring = true;
  const from = performance.now();
  await pause(load.measureMs);
  measuring = false;
  const seconds = (performance.now() - from) / 1_000;
  sample();
  clearInterval(moving);
  for (const client of people) client.terminate();
  // The observers don't count their own.
  const seen = latencies.length / OBSERVERS / (1 - OBSERVERS / load.clients);
  return { changes, seen, seconds, frames, ...percentiles(latencies), lag: lag.stop() };
}

/** An awareness update of one client, as long as a real one: the selection's ends stand where relative positions do. */
function stateOf(client: number, move: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, move + 1);
  const start = `move-${String(move).padStart(9, "0")}`;
  const user = { actor: "0123456789abcdefghij", name: "Somebody Who", colour: 3 };
  encoding.writeVarString(encoder, JSON.stringify({ user, selection: { start, end: "AQEBAQEBAQEBAQEB" } }));
  return encoding.toUint8Array(encoder);
}
