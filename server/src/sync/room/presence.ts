import { awarenessStateSchema } from "@postil/shared/protocol/awareness";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { z } from "zod";
import { isPlainJson } from "../gate/json-value.ts";
import type { Connection } from "./connection.ts";
import { encodeAwareness } from "./frames.ts";

/** At most one frame a room in so many ms. */
const FRAME_EVERY_MS = 100;
/** An unchanged state is passed on again after this: peers forget who is silent for 30 s. */
const RENEW_AFTER_MS = 10_000;
/** A client has one id; a second and third after Yjs has changed it. */
const IDS_PER_CONNECTION = 3;

/** `cursor` is what y-codemirror says where a text is corrected. */
const stateSchema = awarenessStateSchema.omit({ user: true }).extend({
  cursor: z
    .unknown()
    .refine((cursor) => isPlainJson(cursor) && JSON.stringify(cursor).length <= 1_000)
    .optional(),
});

interface Presence {
  connection: Connection;
  /** What is shown, `user` stamped; null until the id is known to be the connection's. */
  shown: string | null;
  clock: number;
  at: number;
}

export interface PresenceRoom {
  /** Whose a clientID is; undefined: nobody's. */
  owner(client: number): string | undefined;
  /** Keeps ids for their actors, before anybody else learns of them. */
  reserve(clients: { client: number; actor: string }[]): Promise<void>;
  /** Those who are told. */
  listeners(): Iterable<Connection>;
}

/**
 * Who is here and where they are. The server stamps who it is, knows which clientID belongs to which socket, and gives
 * out the clocks, so that somebody who reconnects with an unchanged clock is seen again. Nobody is told of their own
 * state: with the server's clock it would overwrite what they have changed meanwhile.
 */
export class RoomPresence {
  private readonly states = new Map<number, Presence>();
  /** Ids that the next frame names. */
  private readonly changed = new Set<number>();
  /** States of ids that are being reserved. */
  private readonly waiting = new Map<number, { connection: Connection; state: string }>();
  private reserving = false;
  private timer: NodeJS.Timeout | null = null;
  private lastFrame = 0;
  private lastClock = 0;

  constructor(
    private readonly room: PresenceRoom,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes in an awareness update; what isn't the sender's own, or doesn't parse, is passed over. Throws on bad bytes. */
  receive(connection: Connection, update: Uint8Array): void {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      const holder = this.states.get(client)?.connection ?? this.waiting.get(client)?.connection;
      if (holder && holder !== connection) {
        // An echo: stock clients send back whatever they are told.
        decoding.readVarUint8Array(decoder);
        continue;
      }
      const json = decoding.readVarString(decoder);
      // Only its own state, alone in a frame, makes an id a socket's.
      if (holder || count === 1) this.take(connection, client, json);
    }
  }

  /** Everybody's states, for somebody who joins. */
  whole(connection: Connection): Uint8Array | null {
    const entries: Uint8Array[] = [];
    for (const [client, state] of this.states) {
      if (state.connection !== connection && state.shown !== null) {
        entries.push(encodeEntry(client, state.clock, state.shown));
      }
    }
    return entries.length > 0 ? encodeAwareness(entries) : null;
  }

  leave(connection: Connection): void {
    for (const [client, waiting] of this.waiting) if (waiting.connection === connection) this.waiting.delete(client);
    for (const [client, state] of this.states) if (state.connection === connection) this.hide(client, state);
  }

  destroy(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private take(connection: Connection, client: number, json: string): void {
    const known = this.states.get(client);
    if (json === "null") {
      if (known) this.hide(client, known);
      this.waiting.delete(client);
      return;
    }
    const state = stamp(connection, json);
    if (state === null) return;
    const owner = this.room.owner(client);
    if (owner === connection.access.actor) this.show(connection, client, state);
    else if (owner === undefined && this.idsOf(connection) < IDS_PER_CONNECTION) {
      this.waiting.set(client, { connection, state });
      void this.reserve();
    }
  }

  private show(connection: Connection, client: number, shown: string): void {
    const known = this.states.get(client);
    const now = this.now();
    if (known && known.shown === shown && now - known.at < RENEW_AFTER_MS) return;
    if (!known && this.idsOf(connection) >= IDS_PER_CONNECTION) return;
    this.states.set(client, { connection, shown, clock: this.nextClock(), at: now });
    this.announce(client);
  }

  private hide(client: number, state: Presence): void {
    state.shown = null;
    state.clock = this.nextClock();
    this.announce(client);
  }

  private idsOf(connection: Connection): number {
    let count = 0;
    for (const state of this.states.values()) if (state.connection === connection) count++;
    for (const waiting of this.waiting.values()) if (waiting.connection === connection) count++;
    return count;
  }

  /** Higher than any clock given out before, also by a server that ran before this one. */
  private nextClock(): number {
    this.lastClock = Math.max(this.lastClock + 1, this.now());
    return this.lastClock;
  }

  private async reserve(): Promise<void> {
    if (this.reserving) return;
    this.reserving = true;
    try {
      while (this.waiting.size > 0) {
        const batch = [...this.waiting];
        await this.room.reserve(batch.map(([client, { connection }]) => ({ client, actor: connection.access.actor })));
        for (const [client, { connection }] of batch) {
          const latest = this.waiting.get(client);
          if (!latest || latest.connection !== connection) continue;
          this.waiting.delete(client);
          if (this.room.owner(client) === connection.access.actor) this.show(connection, client, latest.state);
        }
      }
    } catch {
      // The database is away: nobody is shown whose id isn't kept; they say it again every 15 s.
      this.waiting.clear();
    } finally {
      this.reserving = false;
    }
  }

  private announce(client: number): void {
    this.changed.add(client);
    if (this.timer) return;
    const wait = Math.max(0, this.lastFrame + FRAME_EVERY_MS - this.now());
    this.timer = setTimeout(() => this.flush(), wait);
  }

  private flush(): void {
    this.timer = null;
    this.lastFrame = this.now();
    const entries: { connection: Connection; bytes: Uint8Array }[] = [];
    const concerned = new Set<Connection>();
    for (const client of this.changed) {
      const state = this.states.get(client);
      if (!state) continue;
      entries.push({ connection: state.connection, bytes: encodeEntry(client, state.clock, state.shown ?? "null") });
      concerned.add(state.connection);
      if (state.shown === null) this.states.delete(client);
    }
    this.changed.clear();
    if (entries.length === 0) return;
    const all = encodeAwareness(entries.map((entry) => entry.bytes));
    for (const connection of this.room.listeners()) {
      if (!concerned.has(connection)) connection.send(all, this.lastFrame);
      else {
        const others = entries.filter((entry) => entry.connection !== connection);
        if (others.length > 0) connection.send(encodeAwareness(others.map((entry) => entry.bytes)), this.lastFrame);
      }
    }
  }
}

/** The state as JSON with the server's word on who it is; null when it isn't one. */
function stamp(connection: Connection, json: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = stateSchema.safeParse(value);
  if (!parsed.success) return null;
  const { actor, name, colour } = connection.access;
  return JSON.stringify({ ...parsed.data, user: { actor, name, colour } });
}

function encodeEntry(client: number, clock: number, state: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, state);
  return encoding.toUint8Array(encoder);
}
