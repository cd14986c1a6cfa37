import { layerMap } from "@postil/shared/document/layer-document";
import { addTag, annotate, remove, setNote } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { Gate } from "../gate/gate.ts";
import { accessOf, FakeClient } from "../testing/fake-client.ts";
import { viewer } from "../testing/judged-document.ts";
import type { MemoryUpdateLog } from "../testing/memory-update-log.ts";
import { any, item, rawUpdate } from "../testing/raw-update.ts";
import { ann, ben, by, gateway, inge, NOW, RoomScene } from "../testing/room-scene.ts";
import { Room } from "./room.ts";

let scene: RoomScene;
let room: Room;
let log: MemoryUpdateLog;

beforeEach(async () => {
  scene = await RoomScene.begin();
  ({ room, log } = scene);
});

describe("an update before the connection's SyncStep2", () => {
  it("is held when it names what SyncStep2 brings, and acknowledged after it", async () => {
    const offline = new Y.Doc();
    const id = annotate(offline, by(ann), { on: "article" });
    const client = new FakeClient(room, ann);
    client.askState();
    Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(offline), "server");
    setNote(client.doc, by(ann), id, "Early");
    addTag(client.doc, by(ann), id, "tag-number-000001");
    await room.flushed();
    expect([client.closedWith, client.acks.length, log.appends.length]).toEqual([null, 0, 0]);
    client.step2();
    await room.flushed();
    expect(client.refusals).toEqual([]);
    expect(client.acks.at(-1)).toEqual({ mark: 3, seq: 1 });
    const [append] = log.appends;
    expect(append?.revisions.map(({ map }) => map).sort()).toEqual(["annotations", "notes", "tags"]);
  });

  it("is refused once SyncStep2 has come without what it names", async () => {
    const client = await scene.enter(ann);
    const stray = new Y.Doc();
    const id = annotate(stray, by(ann), { on: "article" });
    const bytes: Uint8Array[] = [];
    stray.on("update", (update: Uint8Array) => bytes.push(update));
    setNote(stray, by(ann), id, "Of an annotation that never came");
    client.update(bytes[0] as Uint8Array);
    await room.flushed();
    expect(client.refusals).toMatchObject([{ mark: 2, code: "unknown" }]);
    expect(client.closedWith).toBe(4422);
  });
});

describe("a refusal", () => {
  it("names the MARK, the code and the keys, and closes only its sender", async () => {
    const [one, two] = [await scene.enter(ann), await scene.enter(ben)];
    const id = annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    remove(two.doc, by(ben), id);
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    expect(two.refusals).toEqual([{ mark: 2, code: "author", reason: expect.any(String), keys: [["deletions", id]] }]);
    expect([one.closedWith, two.closedWith]).toEqual([null, 4422]);
    expect(one.acks.at(-1)?.mark).toBe(3);
    expect(layerMap(one.doc, "deletions").size).toBe(0);
  });

  it("of a stock client is a close only: it knows no other frame", async () => {
    const client = await scene.enter(accessOf(viewer("actor-of-viewer-0")), { stock: true });
    annotate(client.doc, { actor: "actor-of-viewer-0", now: NOW }, { on: "article" });
    await room.flushed();
    expect([client.closedWith, client.refusals.length, client.hellos.length]).toEqual([4422, 0, 0]);
  });

  it("spares whoever deletes their own while an instructor has deleted it: the instructor's word stands", async () => {
    const one = await scene.enter(ann);
    const id = annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    const offline = new Y.Doc();
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(one.doc));
    const late: Uint8Array[] = [];
    offline.on("update", (update: Uint8Array) => late.push(update));
    // The higher clientID wins in Yjs: the late one would.
    offline.clientID = 2 ** 32 - 1;
    remove(offline, by(ann), id);
    const moderator = await scene.enter(inge);
    remove(moderator.doc, by(inge), id);
    await room.flushed();
    one.update(late[0] as Uint8Array);
    await room.flushed();
    expect(one.refusals).toEqual([]);
    for (const client of [one, moderator]) {
      expect(layerMap(client.doc, "deletions").get(id)?.by).toBe(inge.actor);
    }
    const reopened = await scene.openRoom();
    const later = new FakeClient(reopened, ben);
    later.sync();
    await reopened.flushed();
    expect(layerMap(later.doc, "deletions").get(id)?.by).toBe(inge.actor);
  });
});

describe("rights that change", () => {
  it("close who has others now, and let the rest go on", async () => {
    const [one, two] = [await scene.enter(ann), await scene.enter(ben)];
    log.aclVersion = 2;
    scene.rights.set(ann.userId, accessOf(viewer(ann.actor), 2));
    scene.rights.set(ben.userId, { ...ben, aclVersion: 2 });
    annotate(one.doc, by(ann), { on: "article" });
    annotate(two.doc, by(ben), { on: "article" });
    await room.flushed();
    expect([one.closedWith, two.closedWith]).toEqual([4503, null]);
    expect(log.appends.map(({ rows }) => rows.map((row) => row.actor))).toEqual([[ben.actor]]);
  });
});

describe("a document that has been deleted", () => {
  it("closes everybody for good at the next write", async () => {
    const one = await scene.enter(ann);
    log.exists = false;
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    expect(one.closedWith).toBe(4404);
  });
});

describe("a viewer", () => {
  it("is acknowledged when their SyncStep2 only repeats what the server holds, and refused when it says more", async () => {
    const one = await scene.enter(ann);
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    const reader = accessOf(viewer("actor-of-viewer-0"));
    const repeating = new FakeClient(room, reader);
    repeating.step2(Y.encodeStateAsUpdate(one.doc));
    await room.flushed();
    expect([repeating.closedWith, repeating.acks.at(-1)?.mark]).toEqual([null, 1]);
    const offline = new Y.Doc();
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(one.doc));
    annotate(offline, by(reader), { on: "article" });
    const saying = new FakeClient(room, reader);
    saying.step2(Y.encodeStateAsUpdate(offline));
    await room.flushed();
    expect(saying.refusals).toMatchObject([{ mark: 1, code: "role" }]);
    expect(log.appends).toHaveLength(1);
  });
});

describe("a clientID that presence shows", () => {
  const state = JSON.stringify({});

  it("is its owner's before anybody is shown it, and can't be claimed at clock 0", async () => {
    const [one, two] = [await scene.enter(ann), await scene.enter(ben)];
    const { passed, open } = gateway();
    const asked = gateway();
    const reserve = log.reserve.bind(log);
    log.reserve = async (...which) => {
      asked.open();
      await passed;
      return reserve(...which);
    };
    one.say(777, JSON.parse(state));
    await asked.passed;
    expect(two.awareness.flat()).toEqual([]);
    open();
    await vi.waitFor(() => expect(two.awareness.flat().map(({ client }) => client)).toEqual([777]), {
      timeout: 10_000,
    });
    expect(log.clients.get(777)).toBe(ann.actor);
    const claim = item(any({ author: ben.actor, createdAt: NOW, on: "article" }), {
      parent: "annotations",
      key: newId(),
    });
    two.update(rawUpdate([{ client: 777, clock: 0, structs: [claim] }]));
    await room.flushed();
    expect(two.refusals).toMatchObject([{ code: "client" }]);
    expect(one.closedWith).toBeNull();
  });

  it("is not its echo's: states that a socket doesn't own go nowhere", async () => {
    const [one, two, three] = [await scene.enter(ann), await scene.enter(ben), await scene.enter(inge)];
    one.say(777, JSON.parse(state));
    await vi.waitFor(() => expect(three.awareness).toHaveLength(1), { timeout: 10_000 });
    two.say(777, JSON.parse(state));
    two.say(778, JSON.parse(state));
    await vi.waitFor(() => expect(three.awareness).toHaveLength(2), { timeout: 10_000 });
    expect(three.awareness.map((frame) => frame.map(({ client }) => client))).toEqual([[777], [778]]);
    expect(three.awareness[0]?.[0]?.state).toMatchObject({ user: { actor: ann.actor } });
  });
});

it("drops the room, tells nobody and says so loudly when the gate lets through what it had not approved", async () => {
  const [one, two] = [await scene.enter(ann), await scene.enter(ben)];
  const honest = Gate.prototype.judge;
  const broken = vi.spyOn(Gate.prototype, "judge").mockImplementation(function (this: Gate, bytes, writer) {
    const verdict = honest.call(this, bytes, writer);
    return verdict.kind === "approved" ? { ...verdict, update: { ...verdict.update, entries: [] } } : verdict;
  });
  try {
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
  } finally {
    broken.mockRestore();
  }
  expect([one.closedWith, two.closedWith, room.isOpen, scene.closed]).toEqual([4503, 4503, false, 1]);
  expect(scene.reports).toEqual([expect.stringContaining("the gate let through what it had not approved")]);
  expect([layerMap(two.doc, "annotations").size, log.appends.length]).toEqual([0, 0]);
  const again = await scene.openRoom();
  expect(await again.read(({ doc }) => layerMap(doc, "annotations").size)).toBe(0);
});
