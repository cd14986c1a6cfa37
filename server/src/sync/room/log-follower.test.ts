import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import * as decoding from "lib0/decoding";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { accessOf, FakeClient } from "../testing/fake-client.ts";
import { annotator, viewer } from "../testing/judged-document.ts";
import { MemoryUpdateLog } from "../testing/memory-update-log.ts";
import { Room } from "./room.ts";
import type { RoomAccess } from "./socket.ts";

const NOW = 1_750_000_000_000;
const ann = accessOf(annotator("actor-of-ann-0000"));
const ben = accessOf(annotator("actor-of-ben-0000"));
const by = (access: RoomAccess) => ({ actor: access.actor, now: NOW });

let log: MemoryUpdateLog;
/** Rooms of two servers on one log. */
let here: Room;
let there: Room;
let announced: number;
let rights: Map<string, RoomAccess | null>;

beforeEach(async () => {
  log = new MemoryUpdateLog();
  announced = 0;
  rights = new Map([ann, ben].map((access) => [access.userId, access]));
  here = await openRoom(() => announced++);
  there = await openRoom(() => undefined);
});

async function openRoom(committed: () => void): Promise<Room> {
  const loaded = await log.load();
  if (!loaded) throw new Error("no document");
  return new Room(loaded, {
    log,
    derived: null,
    text: null,
    hasPresence: true,
    authorize: async (userId) => rights.get(userId) ?? null,
    committed,
    closed: () => undefined,
    report: () => undefined,
  });
}

async function enter(room: Room, access: RoomAccess): Promise<FakeClient> {
  const client = new FakeClient(room, access);
  client.sync();
  await room.flushed();
  return client;
}

function ids(client: FakeClient): string[] {
  return [...layerMap(client.doc, "annotations").keys()].sort();
}

/** How many structs the frames from `from` on have brought. */
function structsIn(client: FakeClient, from: number): number {
  let count = 0;
  for (const frame of client.frames.slice(from)) {
    const decoder = decoding.createDecoder(new Uint8Array(frame));
    if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) === 0) continue;
    count += Y.decodeUpdate(decoding.readVarUint8Array(decoder)).structs.length;
  }
  return count;
}

describe("what another server has written", () => {
  it("reaches those who only listen, and nothing else is sent to them", async () => {
    const listening = await enter(here, ann);
    const writing = await enter(there, ben);
    for (let n = 0; n < 20; n++) annotate(writing.doc, by(ben), { on: "article" });
    await there.flushed();
    here.hear(await log.head());
    await here.flushed();
    const frames = listening.frames.length;
    const id = annotate(writing.doc, by(ben), { on: "article" });
    await there.flushed();
    announced = 0;
    here.hear(await log.head());
    await here.flushed();
    expect(ids(listening)).toContain(id);
    expect([listening.frames.length - frames, structsIn(listening, frames)]).toEqual([1, 1]);
    expect(announced).toBe(1);
    // Whoever joins now gets it too.
    expect(ids(await enter(here, ben))).toEqual(ids(writing));
    here.hear(await log.head());
    await here.flushed();
    expect(listening.frames.length - frames).toBe(1);
  });

  it("is all that goes out when it came between, and what was written here is stored after it", async () => {
    const one = await enter(here, ann);
    const other = await enter(there, ben);
    for (let n = 0; n < 20; n++) annotate(one.doc, by(ann), { on: "article" });
    await here.flushed();
    there.hear(await log.head());
    await there.flushed();
    const theirs = annotate(other.doc, by(ben), { on: "article" });
    await there.flushed();
    const frames = one.frames.length;
    const mine = annotate(one.doc, by(ann), { on: "article" });
    await here.flushed();
    expect(structsIn(one, frames)).toBe(2);
    expect(ids(one)).toEqual(expect.arrayContaining([theirs, mine]));
    there.hear(await log.head());
    await there.flushed();
    expect(ids(other)).toEqual(ids(one));
    expect(ids(one)).toHaveLength(22);
  });

  it("is sent whole when the rows that hold it have gone into a snapshot", async () => {
    const one = await enter(here, ann);
    const other = await enter(there, ben);
    annotate(other.doc, by(ben), { on: "article" });
    await there.flushed();
    const { load } = log;
    const compacted = async () => {
      const loaded = await load.call(log);
      if (loaded) Object.assign(loaded, { snapshot: Y.mergeUpdates(loaded.updates), updates: [], rowBytes: 0 });
      return loaded;
    };
    log.load = compacted;
    log.since = async () => null;
    here.hear(await log.head());
    await here.flushed();
    expect(ids(one)).toEqual(ids(other));
    annotate(one.doc, by(ann), { on: "article" });
    await here.flushed();
    expect(one.acks.at(-1)).toEqual({ mark: 2, seq: 2 });
  });

  it("waits until what is being stored here is stored", async () => {
    const [one, other] = [await enter(here, ann), await enter(there, ben)];
    annotate(other.doc, by(ben), { on: "article" });
    await there.flushed();
    let store: () => void = () => undefined;
    log.before = () =>
      new Promise<void>((resolve) => {
        store = resolve;
      });
    annotate(one.doc, by(ann), { on: "article" });
    here.hear(await log.head());
    expect(ids(one)).toHaveLength(1);
    log.before = () => undefined;
    store();
    await here.flushed();
    expect(ids(one)).toHaveLength(2);
  });
});

describe("a room that hears", () => {
  it("that rights have changed closes who has others now, though nobody writes", async () => {
    const [one, two] = [await enter(here, ann), await enter(here, ben)];
    rights.set(ann.userId, accessOf(viewer(ann.actor), 2));
    rights.set(ben.userId, { ...ben, aclVersion: 2 });
    log.aclVersion = 2;
    here.hear(await log.head());
    await here.flushed();
    expect([one.closedWith, two.closedWith]).toEqual([4503, null]);
  });

  it("that the document is gone closes everybody for good", async () => {
    const one = await enter(here, ann);
    here.hear(null);
    expect([one.closedWith, here.isOpen]).toEqual([4404, false]);
  });

  it("of another epoch sends everybody away to begin anew", async () => {
    const one = await enter(here, ann);
    here.hear({ epoch: 2, headSeq: 0, aclVersion: 1 });
    expect([one.closedWith, here.isOpen]).toEqual([4409, false]);
  });
});
