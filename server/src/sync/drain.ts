import { CLOSE } from "@postil/shared/protocol/close-codes";
import type { Connection } from "./room/connection.ts";
import type { Room } from "./room/room.ts";

/** What the stop may wait for until queued edits are stored, ms; their authors hold them still. */
const FLUSH_MS = 1_500;
/** Closing goes on for so long at most, ms, so that those who are closed don't all come back in the same moment. */
const SPREAD_MS = 1_200;
/** Fewer people need less. */
const SPREAD_EACH_MS = 10;
const STEP_MS = 40;
/** What comes in while others are being closed may take so long to be stored, ms. */
const LAST_FLUSH_MS = 300;
const STOPPING = "the server is stopping";

/**
 * Stores what is queued, then sends everybody away to come back: a few at a time, in no order, whoever has nothing
 * queued first. Rooms go on storing until the last one has gone. Takes 3 s at most, however slow the database is.
 */
export async function drain(rooms: readonly Room[]): Promise<void> {
  await atMost(FLUSH_MS, flushed(rooms));
  let left = shuffled(rooms.flatMap((room) => room.connections().map((connection) => ({ room, connection }))));
  const steps = Math.ceil(Math.min(SPREAD_MS, left.length * SPREAD_EACH_MS) / STEP_MS);
  for (let step = steps; step > 0 && left.length > 0; step--) {
    const now = Math.ceil(left.length / step);
    left.sort((a, b) => Number(isWaiting(a.connection)) - Number(isWaiting(b.connection)));
    for (const { room, connection } of left.slice(0, now)) room.drop(connection, CLOSE.tryAgain, STOPPING);
    left = left.slice(now);
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  await atMost(LAST_FLUSH_MS, flushed(rooms));
  for (const room of rooms) room.close(CLOSE.tryAgain, STOPPING);
}

function isWaiting(connection: Connection): boolean {
  return connection.isOpen && connection.queued > 0;
}

function flushed(rooms: readonly Room[]): Promise<unknown> {
  return Promise.all(rooms.map((room) => room.flushed()));
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
