import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { FakeClient } from "../testing/fake-client.ts";
import type { MemoryUpdateLog } from "../testing/memory-update-log.ts";
import { any, item, rawUpdate } from "../testing/raw-update.ts";
import { ann, ben, by, gateway, inge, NOW, RoomScene } from "../testing/room-scene.ts";
import { encodeSync, SYNC_UPDATE } from "./frames.ts";
import { ROOM_LIMITS } from "./limits.ts";
import { Room } from "./room.ts";

let scene: RoomScene;
let room: Room;
let log: MemoryUpdateLog;

beforeEach(async () => {
  scene = await RoomScene.begin();
  ({ room, log } = scene);
});

describe("bounds", () => {
  it("closes who sends too much at once, too often, or something else than frames", async () => {
    const large = await scene.enter(ann);
    large.update(new Uint8Array(ROOM_LIMITS.update + 1));
    expect(large.closedWith).toBe(4413);
    const fast = await scene.enter(ben);
    for (let edit = 0; edit <= 2 * ROOM_LIMITS.updateBurst; edit++) annotate(fast.doc, by(ben), { on: "article" });
    expect(fast.closedWith).toBe(4529);
    const odd = await scene.enter(inge);
    odd.receive(new Uint8Array([0, 9, 1, 1]));
    expect(odd.closedWith).toBe(4422);
    const cut = await scene.enter(inge);
    cut.receive(new Uint8Array([0, 2, 200]));
    expect(cut.closedWith).toBe(4422);
    await room.flushed();
  });

  it("closes a peer that leaves 4 MiB unread, but not one that is loading the document", async () => {
    const [one, slow] = [await scene.enter(ann), await scene.enter(ben)];
    slow.bufferedAmount = ROOM_LIMITS.sendBuffer + 1_000_000;
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    expect(slow.closedWith).toBe(4529);
  });

  it("lets a person open a document ten times and no more", async () => {
    const clients: FakeClient[] = [];
    for (let tab = 0; tab < 11; tab++) clients.push(await scene.enter(ann));
    expect(clients.map((client) => client.closedWith)).toEqual([...Array(10).fill(null), 4529]);
  });
});

it("sends an empty awareness frame to whoever has heard nothing for 15 s", async () => {
  let time = Date.now();
  const loaded = await log.load();
  if (!loaded) throw new Error("no document");
  const quiet = new Room(loaded, {
    log,
    derived: null,
    text: null,
    hasPresence: false,
    authorize: async () => ann,
    committed: () => undefined,
    closed: () => undefined,
    report: () => undefined,
    now: () => time,
  });
  const client = new FakeClient(quiet, ann, { now: () => time });
  client.sync();
  await quiet.flushed();
  time += 14_000;
  quiet.tick();
  expect(client.awareness).toEqual([]);
  time += 1_000;
  quiet.tick();
  quiet.tick();
  expect(client.awareness).toEqual([[]]);
});

it("takes 2 MiB of offline work in one SyncStep2, and closes 4413 for a byte more", async () => {
  const client = new FakeClient(room, ann);
  client.step2(new Uint8Array(ROOM_LIMITS.syncStep2 + 1));
  expect(client.closedWith).toBe(4413);
  const offline = new Y.Doc();
  for (let n = 0; n < 2_500; n++)
    annotate(offline, by(ann), { on: "article", note: "What was read on the train. ".repeat(20) });
  const bytes = Y.encodeStateAsUpdate(offline);
  expect(bytes.byteLength).toBeGreaterThan(1.5 * 1024 * 1024);
  const later = new FakeClient(room, ann);
  later.step2(bytes);
  await room.flushed();
  expect([later.closedWith, later.acks.at(-1)?.mark]).toEqual([null, 1]);
  expect(await room.read(({ doc }) => layerMap(doc, "annotations").size)).toBe(2_500);
});

it("holds 256 early updates of a connection and refuses the next", async () => {
  const client = new FakeClient(room, ann);
  const early = Array.from({ length: ROOM_LIMITS.held + 1 }, (_, clock) => {
    const entry = any({ author: ann.actor, createdAt: NOW, on: "article" });
    return rawUpdate([
      { client: 4242, clock: clock + 1, structs: [item(entry, { parent: "annotations", key: newId() })] },
    ]);
  });
  let now = Date.now();
  vi.spyOn(Date, "now").mockImplementation(() => (now += 100));
  try {
    for (const bytes of early.slice(0, -1)) client.receive(encodeSync(SYNC_UPDATE, bytes));
    await room.flushed();
    expect([client.closedWith, client.connection.held.length]).toEqual([null, ROOM_LIMITS.held]);
    client.update(early.at(-1) as Uint8Array);
    await room.flushed();
  } finally {
    vi.restoreAllMocks();
  }
  expect(client.refusals).toMatchObject([{ code: "limit" }]);
  expect(client.closedWith).toBe(4422);
});

it("is not idle, and so isn't closed, while something is being stored", async () => {
  const one = await scene.enter(ann);
  const { passed, open } = gateway();
  const begun = gateway();
  log.before = () => {
    begun.open();
    return passed;
  };
  annotate(one.doc, by(ann), { on: "article" });
  await begun.passed;
  room.leave(one.connection);
  expect(room.isIdle).toBe(false);
  open();
  await room.flushed();
  expect([room.isIdle, log.appends.length]).toEqual([true, 1]);
});
