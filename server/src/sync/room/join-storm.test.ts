import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import { encodeMark, MESSAGE_SYNC } from "@postil/shared/protocol/frames";
import { afterEach, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { accessOf, FakeClient } from "../testing/fake-client.ts";
import { annotator } from "../testing/judged-document.ts";
import { MemoryUpdateLog } from "../testing/memory-update-log.ts";
import type { Connection } from "./connection.ts";
import { encodeSync, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from "./frames.ts";
import { ROOM_LIMITS } from "./limits.ts";
import { receiveFrame } from "./receive.ts";
import { Room } from "./room.ts";
import { SendBudget } from "./send-budget.ts";
import type { RoomSocket } from "./socket.ts";

const NOW = 1_750_000_000_000;
const ann = accessOf(annotator("actor-of-ann-0000"));
const ben = accessOf(annotator("actor-of-ben-0000"));
const by = { actor: ann.actor, now: NOW };
const NOTHING = new Uint8Array([0]);

afterEach(() => {
  vi.restoreAllMocks();
});

/** A socket whose peer takes in what it is sent after a while, or never. */
class CountingSocket implements RoomSocket {
  isOpen = true;
  bufferedAmount = 0;
  closedWith: number | null = null;
  readonly frames: Uint8Array[] = [];

  constructor(private readonly takesIn: boolean) {}

  send(frame: Uint8Array): void {
    this.frames.push(frame);
    this.bufferedAmount += frame.byteLength;
    if (this.takesIn) setTimeout(() => (this.bufferedAmount -= frame.byteLength), 5);
  }

  close(code: number): void {
    this.isOpen = false;
    this.closedWith ??= code;
  }

  get hasAll(): boolean {
    const last = this.frames.at(-1);
    return this.frames.some((frame) => frame[0] === MESSAGE_SYNC && frame[1] === SYNC_STEP_2) && last !== undefined;
  }
}

async function openRoom(annotations: number, noteLength: number, sending = new SendBudget()) {
  const log = new MemoryUpdateLog();
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let n = 0; n < annotations; n++) annotate(doc, by, { on: "article", note: "x".repeat(noteLength) });
  });
  const loaded = await log.load();
  if (!loaded) throw new Error("no document");
  loaded.snapshot = Y.encodeStateAsUpdate(doc);
  const room = new Room(loaded, {
    log,
    sending,
    derived: null,
    text: null,
    hasPresence: false,
    authorize: async () => null,
    committed: () => undefined,
    closed: () => undefined,
    report: () => undefined,
  });
  return { room, snapshot: loaded.snapshot ?? Y.encodeStateAsUpdate(doc) };
}

function storm(room: Room, people: number, takesIn: boolean): CountingSocket[] {
  return Array.from({ length: people }, (_, person) => {
    const socket = new CountingSocket(takesIn);
    const access = { ...ben, userId: `person-${person}` };
    const connection: Connection = room.join(socket, access, { hello: true, epoch: null, schema: null });
    receiveFrame(room, connection, encodeSync(SYNC_STEP_1, NOTHING), Date.now());
    receiveFrame(room, connection, encodeSync(SYNC_STEP_2, new Uint8Array([0, 0])), Date.now());
    receiveFrame(room, connection, encodeMark(1), Date.now());
    return socket;
  });
}

it("lets 500 in at once while those who are in go on writing and reading", async () => {
  const { room } = await openRoom(2_000, 200);
  const [writer, reader] = [new FakeClient(room, ann), new FakeClient(room, ben)];
  writer.sync();
  reader.sync();
  await room.flushed();
  const sockets = storm(room, 500, true);
  // However fast this machine is: each who is looked after takes a millisecond.
  let clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => clock++);
  const servedAt: number[] = [];
  for (let edit = 0; edit < 20; edit++) {
    const id = annotate(writer.doc, by, { on: "article", note: "In the middle of it" });
    while (!layerMap(reader.doc, "notes").has(id)) await new Promise((resolve) => setImmediate(resolve));
    servedAt.push(sockets.filter((socket) => socket.hasAll).length);
  }
  // Edits came through while most were still standing in line.
  expect(Math.max(...servedAt)).toBeLessThan(sockets.length / 2);
  await room.flushed();
  expect(sockets.every((socket) => socket.hasAll && socket.isOpen)).toBe(true);
  // The document was encoded for none of them: it is the same bytes for all.
  const wholes = new Set(sockets.map((socket) => socket.frames.find((frame) => frame.byteLength > 100_000)));
  expect(wholes.size).toBe(1);
});

it("sends no more at once than the wire takes, and isn't held up by those who take nothing", async () => {
  const sending = new SendBudget();
  const { room } = await openRoom(1_200, 9_000, sending);
  const stuck = storm(room, 30, false);
  const sockets = storm(room, 60, true);
  let most = 0;
  while (!sockets.every((socket) => socket.hasAll)) {
    const unread = [...stuck, ...sockets].reduce((sum, socket) => sum + socket.bufferedAmount, 0);
    most = Math.max(most, unread);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const whole = Math.max(...sockets.flatMap((socket) => socket.frames.map((frame) => frame.byteLength)));
  const all = (stuck.length + sockets.length) * whole;
  expect(all).toBeGreaterThan(ROOM_LIMITS.unreadWholes * 2);
  // Those who take nothing stop counting once; whatever is begun is sent whole.
  expect(most).toBeLessThan((ROOM_LIMITS.unreadWholes + whole) * 2);
  room.close(4503, "the end of the test");
}, 30_000);

it("closes those who are furthest behind when all together leave too much unread", async () => {
  const sending = new SendBudget();
  const { room } = await openRoom(1, 10, sending);
  const sockets = storm(room, 4, true);
  await room.flushed();
  const [worst, second, third, last] = sockets as [CountingSocket, CountingSocket, CountingSocket, CountingSocket];
  worst.bufferedAmount = ROOM_LIMITS.unreadInAll / 2;
  second.bufferedAmount = ROOM_LIMITS.unreadInAll / 3;
  third.bufferedAmount = ROOM_LIMITS.unreadInAll / 4;
  sending.relieve();
  expect([worst, second, third, last].map((socket) => socket.closedWith)).toEqual([4529, null, null, null]);
});

it("closes who floods it with frames that cost no update", async () => {
  const { room } = await openRoom(1, 10);
  for (const frame of [(n: number) => encodeMark(n + 2), () => new Uint8Array([99])]) {
    const [socket] = storm(room, 1, true) as [CountingSocket];
    const connection = room.connections().at(-1) as Connection;
    for (let n = 0; n < 2 * ROOM_LIMITS.frameBurst && connection.isOpen; n++) {
      receiveFrame(room, connection, frame(n), Date.now());
      if (n % 100 === 0) await room.flushed();
    }
    expect(socket.closedWith).toBe(4529);
  }
});

it("keeps no more than 2 MiB for somebody who never says what they hold", async () => {
  const { room } = await openRoom(1, 10);
  const socket = new CountingSocket(true);
  const connection = room.join(socket, ann, { hello: true, epoch: null, schema: null });
  const elsewhere = new Y.Doc();
  annotate(elsewhere, by, { on: "article" });
  const updates: Uint8Array[] = [];
  elsewhere.on("update", (update: Uint8Array) => updates.push(update));
  for (let n = 0; n < 60; n++) annotate(elsewhere, by, { on: "article", note: "x".repeat(9_000) });
  for (const [index, update] of updates.entries()) {
    // Each names what never came: many of them in one, so that each is large.
    const large = Y.mergeUpdates(updates.slice(Math.max(0, index - 20), index + 1));
    receiveFrame(
      room,
      connection,
      encodeSync(SYNC_UPDATE, large.byteLength > update.byteLength ? large : update),
      Date.now(),
    );
    await room.flushed();
  }
  expect(socket.closedWith).toBe(4422);
  expect(connection.held.length).toBeLessThan(ROOM_LIMITS.held);
});
