import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, setNote } from "@postil/shared/document/operations";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { FakeClient } from "../testing/fake-client.ts";
import type { MemoryUpdateLog } from "../testing/memory-update-log.ts";
import { rawUpdate } from "../testing/raw-update.ts";
import { ann, ben, by, gateway, inge, RoomScene } from "../testing/room-scene.ts";
import { ROOM_LIMITS } from "./limits.ts";
import { Room } from "./room.ts";

let scene: RoomScene;
let room: Room;
let log: MemoryUpdateLog;

beforeEach(async () => {
  scene = await RoomScene.begin();
  ({ room, log } = scene);
});

describe("a commit", () => {
  it("comes before anybody is told, the author's acknowledgement included", async () => {
    const [one, two] = [await scene.enter(ann), await scene.enter(ben)];
    const { passed, open } = gateway();
    log.before = () => passed;
    const id = annotate(one.doc, by(ann), { on: "article" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(layerMap(two.doc, "annotations").has(id)).toBe(false);
    expect(one.acks).toEqual([{ mark: 1, seq: 0 }]);
    open();
    await room.flushed();
    expect(layerMap(two.doc, "annotations").has(id)).toBe(true);
    expect(one.acks.at(-1)).toEqual({ mark: 2, seq: 1 });
  });

  it("takes what came meanwhile together, one row an actor, one frame for all", async () => {
    const [one, two, three] = [await scene.enter(ann), await scene.enter(ben), await scene.enter(inge)];
    const { passed, open } = gateway();
    log.before = () => passed;
    annotate(one.doc, by(ann), { on: "article" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const frames = three.frames.length;
    for (let edit = 0; edit < 5; edit++) {
      annotate(one.doc, by(ann), { on: "article" });
      annotate(two.doc, by(ben), { on: "article" });
    }
    open();
    await room.flushed();
    expect(log.appends.map((append) => append.rows.map((row) => row.actor))).toEqual([
      [ann.actor],
      [ann.actor, ben.actor],
    ]);
    expect(three.frames.length - frames).toBe(2);
    expect(layerMap(three.doc, "annotations").size).toBe(11);
    expect(one.acks.at(-1)?.seq).toBe(3);
    const reopened = await scene.openRoom();
    const later = new FakeClient(reopened, ben);
    later.sync();
    await reopened.flushed();
    expect(layerMap(later.doc, "annotations").toJSON()).toEqual(layerMap(three.doc, "annotations").toJSON());
  });

  it("that fails closes the room, tells nobody and acknowledges nothing", async () => {
    const [one, two] = [await scene.enter(ann), await scene.enter(ben)];
    log.before = () => Promise.reject(new Error("disk full"));
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    expect([one.closedWith, two.closedWith]).toEqual([4503, 4503]);
    expect(one.acks).toEqual([{ mark: 1, seq: 0 }]);
    expect(layerMap(two.doc, "annotations").size).toBe(0);
    expect([scene.closed, room.isOpen, scene.reports.length]).toEqual([1, false, 1]);
  });

  it("lost to another server is judged again on top of what that one wrote", async () => {
    const [one, two] = [await scene.enter(ann), await scene.enter(ben)];
    const other = await scene.openRoom();
    const elsewhere = new FakeClient(other, inge);
    elsewhere.sync();
    await other.flushed();
    const id = annotate(elsewhere.doc, by(inge), { on: "article" });
    await other.flushed();
    const mine = annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    for (const client of [one, two]) {
      expect([...layerMap(client.doc, "annotations").keys()].sort()).toEqual([id, mine].sort());
    }
    expect(one.acks.at(-1)).toEqual({ mark: 2, seq: 2 });
    expect(log.appends).toHaveLength(2);
  });

  it("is not lost again and again to a server that is busy and quicker: each gets its turn", async () => {
    const one = await scene.enter(ann);
    const other = await scene.openRoom();
    const elsewhere = new FakeClient(other, inge);
    elsewhere.sync();
    await other.flushed();
    // The other one commits whenever this one has looked into the log, and goes on for as long as this one waits.
    let busy = 0;
    const since = log.since.bind(log);
    log.since = async (...asked) => {
      const tail = await since(...asked);
      if (one.acks.at(-1)?.mark !== 2 && busy < 200) {
        busy++;
        annotate(elsewhere.doc, by(inge), { on: "article" });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return tail;
    };
    annotate(elsewhere.doc, by(inge), { on: "article" });
    await other.flushed();
    const mine = annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    await other.flushed();
    expect(one.acks.at(-1)?.mark).toBe(2);
    expect(busy).toBeLessThan(20);
    for (const [each, { doc }] of [[room, one] as const, [other, elsewhere] as const]) {
      each.hear(await log.head());
      await each.flushed();
      expect(layerMap(doc, "annotations").has(mine)).toBe(true);
      expect(layerMap(doc, "annotations").size).toBe(log.rows.length);
    }
  });

  it("refers to what another server has written only after the room has looked into the log", async () => {
    const one = await scene.enter(ann);
    const other = await scene.openRoom();
    const elsewhere = new FakeClient(other, ann);
    elsewhere.sync();
    await other.flushed();
    const id = annotate(elsewhere.doc, by(ann), { on: "article" });
    await other.flushed();
    // The same person's other tab knows it already.
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(elsewhere.doc), "server");
    setNote(one.doc, by(ann), id, "Known elsewhere");
    await room.flushed();
    expect(one.refusals).toEqual([]);
    expect(one.acks.at(-1)?.mark).toBe(2);
  });
});

it("lets a crowd in at once, in the middle of others' edits too", async () => {
  const one = await scene.enter(ann);
  vi.useFakeTimers();
  try {
    const { passed, open } = gateway();
    log.before = () => passed;
    annotate(one.doc, by(ann), { on: "article" });
    await vi.advanceTimersByTimeAsync(0);
    const people = Array.from({ length: 60 }, (_, person) => {
      const client = new FakeClient(room, { ...ben, userId: `person-${person}` });
      client.sync();
      annotate(one.doc, by(ann), { on: "article" });
      return client;
    });
    open();
    // One window, not one for each of them; and the edits between their joins are one commit.
    await vi.advanceTimersByTimeAsync(ROOM_LIMITS.windowMax);
    for (const { doc } of people) expect(layerMap(doc, "annotations").size).toBe(61);
    expect(log.appends).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});

it("reads only between commits: nobody joins with what is not stored yet", async () => {
  const one = await scene.enter(ann);
  const { passed, open } = gateway();
  const begun = gateway();
  log.before = () => {
    begun.open();
    return passed;
  };
  const id = annotate(one.doc, by(ann), { on: "article" });
  await begun.passed;
  const two = new FakeClient(room, ben);
  two.askState();
  const reading = room.read(({ doc, seq }) => ({ seq, size: layerMap(doc, "annotations").size }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(two.frames).toEqual([]);
  open();
  expect(await reading).toEqual({ seq: 1, size: 1 });
  // Those who join stand in a line of their own, which may be served after the reading.
  await room.flushed();
  expect(layerMap(two.doc, "annotations").has(id)).toBe(true);
});

it("ignores an update without content but acknowledges it", async () => {
  const one = await scene.enter(ann);
  one.update(rawUpdate([]));
  await room.flushed();
  expect(one.acks.at(-1)).toEqual({ mark: 2, seq: 0 });
  expect(log.appends).toEqual([]);
});
