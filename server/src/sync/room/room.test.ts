import { layerMap } from "@postil/shared/document/layer-document";
import { addTag, annotate, remove, setNote } from "@postil/shared/document/operations";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { accessOf, FakeClient } from "../testing/fake-client.ts";
import { annotator, instructor, viewer } from "../testing/judged-document.ts";
import { MemoryUpdateLog } from "../testing/memory-update-log.ts";
import { rawUpdate } from "../testing/raw-update.ts";
import { ROOM_LIMITS } from "./limits.ts";
import { Room } from "./room.ts";
import type { RoomAccess } from "./socket.ts";

const NOW = 1_750_000_000_000;
const ann = accessOf(annotator("actor-of-ann-0000"));
const ben = accessOf(annotator("actor-of-ben-0000"));
const inge = accessOf(instructor("actor-of-inge-000"));

let log: MemoryUpdateLog;
let room: Room;
let closed: number;
let reports: string[];
let rights: Map<string, RoomAccess | null>;

beforeEach(async () => {
  log = new MemoryUpdateLog();
  closed = 0;
  reports = [];
  rights = new Map([ann, ben, inge].map((access) => [access.userId, access]));
  room = await openRoom();
});

async function openRoom(): Promise<Room> {
  const loaded = await log.load();
  if (!loaded) throw new Error("no document");
  return new Room(loaded, {
    log,
    derived: null,
    text: null,
    hasPresence: true,
    authorize: async (userId) => rights.get(userId) ?? null,
    committed: () => undefined,
    closed: () => closed++,
    report: (_level, message) => reports.push(message),
  });
}

async function enter(access: RoomAccess, options: { stock?: boolean } = {}): Promise<FakeClient> {
  const client = new FakeClient(room, access, options);
  client.sync();
  await room.flushed();
  return client;
}

/** A promise and the function that fulfils it. */
function gateway(): { passed: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

const by = (access: RoomAccess) => ({ actor: access.actor, now: NOW });

describe("a commit", () => {
  it("comes before anybody is told, the author's acknowledgement included", async () => {
    const [one, two] = [await enter(ann), await enter(ben)];
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
    const [one, two, three] = [await enter(ann), await enter(ben), await enter(inge)];
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
    const reopened = await openRoom();
    const later = new FakeClient(reopened, ben);
    later.sync();
    await reopened.flushed();
    expect(layerMap(later.doc, "annotations").toJSON()).toEqual(layerMap(three.doc, "annotations").toJSON());
  });

  it("that fails closes the room, tells nobody and acknowledges nothing", async () => {
    const [one, two] = [await enter(ann), await enter(ben)];
    log.before = () => Promise.reject(new Error("disk full"));
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    expect([one.closedWith, two.closedWith]).toEqual([4503, 4503]);
    expect(one.acks).toEqual([{ mark: 1, seq: 0 }]);
    expect(layerMap(two.doc, "annotations").size).toBe(0);
    expect([closed, room.isOpen, reports.length]).toEqual([1, false, 1]);
  });

  it("lost to another server is judged again on top of what that one wrote", async () => {
    const [one, two] = [await enter(ann), await enter(ben)];
    const other = await openRoom();
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

  it("refers to what another server has written only after the room has looked into the log", async () => {
    const one = await enter(ann);
    const other = await openRoom();
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
    const client = await enter(ann);
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
    const [one, two] = [await enter(ann), await enter(ben)];
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
    const client = await enter(accessOf(viewer("actor-of-viewer-0")), { stock: true });
    annotate(client.doc, { actor: "actor-of-viewer-0", now: NOW }, { on: "article" });
    await room.flushed();
    expect([client.closedWith, client.refusals.length, client.hellos.length]).toEqual([4422, 0, 0]);
  });

  it("spares whoever deletes their own while an instructor has deleted it: the instructor's word stands", async () => {
    const one = await enter(ann);
    const id = annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    const offline = new Y.Doc();
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(one.doc));
    const late: Uint8Array[] = [];
    offline.on("update", (update: Uint8Array) => late.push(update));
    // The higher clientID wins in Yjs: the late one would.
    offline.clientID = 2 ** 32 - 1;
    remove(offline, by(ann), id);
    const moderator = await enter(inge);
    remove(moderator.doc, by(inge), id);
    await room.flushed();
    one.update(late[0] as Uint8Array);
    await room.flushed();
    expect(one.refusals).toEqual([]);
    for (const client of [one, moderator]) {
      expect(layerMap(client.doc, "deletions").get(id)?.by).toBe(inge.actor);
    }
    const reopened = await openRoom();
    const later = new FakeClient(reopened, ben);
    later.sync();
    await reopened.flushed();
    expect(layerMap(later.doc, "deletions").get(id)?.by).toBe(inge.actor);
  });
});

describe("rights that change", () => {
  it("close who has others now, and let the rest go on", async () => {
    const [one, two] = [await enter(ann), await enter(ben)];
    log.aclVersion = 2;
    rights.set(ann.userId, accessOf(viewer(ann.actor), 2));
    rights.set(ben.userId, { ...ben, aclVersion: 2 });
    annotate(one.doc, by(ann), { on: "article" });
    annotate(two.doc, by(ben), { on: "article" });
    await room.flushed();
    expect([one.closedWith, two.closedWith]).toEqual([4503, null]);
    expect(log.appends.map(({ rows }) => rows.map((row) => row.actor))).toEqual([[ben.actor]]);
  });
});

describe("a document that has been deleted", () => {
  it("closes everybody for good at the next write", async () => {
    const one = await enter(ann);
    log.exists = false;
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    expect(one.closedWith).toBe(4404);
  });
});

describe("bounds", () => {
  it("closes who sends too much at once, too often, or something else than frames", async () => {
    const large = await enter(ann);
    large.update(new Uint8Array(ROOM_LIMITS.update + 1));
    expect(large.closedWith).toBe(4413);
    const fast = await enter(ben);
    for (let edit = 0; edit <= 2 * ROOM_LIMITS.updateBurst; edit++) annotate(fast.doc, by(ben), { on: "article" });
    expect(fast.closedWith).toBe(4529);
    const odd = await enter(inge);
    odd.receive(new Uint8Array([0, 9, 1, 1]));
    expect(odd.closedWith).toBe(4422);
    const cut = await enter(inge);
    cut.receive(new Uint8Array([0, 2, 200]));
    expect(cut.closedWith).toBe(4422);
    await room.flushed();
  });

  it("closes a peer that leaves 4 MiB unread, but not one that is loading the document", async () => {
    const [one, slow] = [await enter(ann), await enter(ben)];
    slow.bufferedAmount = ROOM_LIMITS.sendBuffer + 1_000_000;
    annotate(one.doc, by(ann), { on: "article" });
    await room.flushed();
    expect(slow.closedWith).toBe(4529);
  });

  it("lets a person open a document ten times and no more", async () => {
    const clients: FakeClient[] = [];
    for (let tab = 0; tab < 11; tab++) clients.push(await enter(ann));
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

it("lets a crowd in at once, in the middle of others' edits too", async () => {
  const one = await enter(ann);
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
  const one = await enter(ann);
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
  expect(layerMap(two.doc, "annotations").has(id)).toBe(true);
});

it("ignores an update without content but acknowledges it", async () => {
  const one = await enter(ann);
  one.update(rawUpdate([]));
  await room.flushed();
  expect(one.acks.at(-1)).toEqual({ mark: 2, seq: 0 });
  expect(log.appends).toEqual([]);
});
