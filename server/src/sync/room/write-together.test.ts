import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import { beforeEach, describe, expect, it } from "vitest";
import { drain } from "../drain.ts";
import type { EntryWrite } from "../operations/entry-changes.ts";
import { FakeClient } from "../testing/fake-client.ts";
import { MemoryUpdateLogs } from "../testing/memory-update-logs.ts";
import { Random } from "../testing/random.ts";
import { ann, ben, by, gateway, NOW } from "../testing/room-scene.ts";
import { NotWritten, UnstoredError } from "./held-document.ts";
import { Room } from "./room.ts";
import type { RoomAccess } from "./socket.ts";
import { writeTogether } from "./write-together.ts";

const [A, B, C] = ["layer/a000000000000000", "layer/b000000000000000", "layer/c000000000000000"] as const;
const COUNTER = "note-0000000000000000";

let logs: MemoryUpdateLogs;
let rooms: Map<string, Room>;
let reports: string[];

async function openRoom(name: string): Promise<Room> {
  const loaded = await logs.load(name);
  if (!loaded) throw new Error("no document");
  const room = new Room(loaded, {
    log: logs,
    derived: null,
    text: null,
    hasPresence: false,
    authorize: async () => ann,
    committed: () => undefined,
    closed: () => rooms.delete(name),
    report: (_level, message) => reports.push(message),
  });
  return room;
}

beforeEach(async () => {
  logs = new MemoryUpdateLogs([A, B, C]);
  reports = [];
  rooms = new Map();
  for (const name of [A, B, C]) rooms.set(name, await openRoom(name));
});

const roomOf = (name: string) => rooms.get(name) as Room;

async function enter(name: string, access: RoomAccess = ben): Promise<FakeClient> {
  const client = new FakeClient(roomOf(name), access);
  client.sync();
  await roomOf(name).flushed();
  return client;
}

const textAt = ({ doc }: { doc: FakeClient["doc"] }) => layerMap(doc, "notes").get(COUNTER)?.text;

/** Writes the same text into each document; `seen` gets what stood in them when it was planned. */
function writeAll(names: readonly string[], text: string, seen: unknown[] = []): Promise<void> {
  const parts = names.map((name) => ({ room: roomOf(name), access: ann }));
  return writeTogether(logs, parts, (documents) => {
    seen.push(documents.map(textAt));
    const write: EntryWrite = { map: "notes", key: COUNTER, value: { text, editedAt: NOW } };
    const beside = [{ text: `beside ${text}`, values: [] }];
    return { writes: documents.map(() => [write]), actor: ann.actor, beside };
  });
}

describe("writing two layers together", () => {
  it("stores both in one append, in the order of their names, and tells both rooms only then", async () => {
    const [one, two] = [await enter(A), await enter(B)];
    const { passed, open } = gateway();
    logs.before = () => passed;
    const writing = writeAll([B, A], "both");
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect([textAt(one), textAt(two)]).toEqual([undefined, undefined]);
    open();
    await writing;
    expect([textAt(one), textAt(two)]).toEqual(["both", "both"]);
    expect(logs.together).toEqual([[A, B]]);
    expect(logs.beside).toEqual([{ text: "beside both", values: [] }]);
    for (const name of [A, B]) {
      const [append] = logs.of(name).appends;
      expect(append?.rows.map(({ actor }) => actor)).toEqual(["system"]);
      expect(append?.revisions.map(({ actor }) => actor)).toEqual([ann.actor]);
      expect(append?.clients).toMatchObject([{ actor: "system" }]);
    }
  });

  for (const loser of [A, B]) {
    it(`writes neither when another server was first in ${loser === A ? "one" : "the other"}, and both on top of it then`, async () => {
      const [one, two] = [await enter(A), await enter(B)];
      const other = await openRoom(loser);
      const elsewhere = new FakeClient(other, ben);
      elsewhere.sync();
      await other.flushed();
      logs.before = async () => {
        logs.before = () => undefined;
        layerMap(elsewhere.doc, "annotations").set(COUNTER, { author: ben.actor, createdAt: NOW, on: "article" });
        await other.flushed();
      };
      await writeAll([A, B], "second");
      expect(logs.together).toHaveLength(2);
      expect([textAt(one), textAt(two)]).toEqual(["second", "second"]);
      expect(layerMap((loser === A ? one : two).doc, "annotations").has(COUNTER)).toBe(true);
      expect([logs.of(A).appends.length, logs.of(B).appends.length]).toEqual(loser === A ? [2, 1] : [1, 2]);
    });
  }

  it("leaves what is refused unwritten, and both rooms open", async () => {
    const one = await enter(A);
    const parts = [A, B].map((name) => ({ room: roomOf(name), access: ann }));
    const refusing = writeTogether(logs, parts, () => {
      throw new RangeError("not this");
    });
    await expect(refusing).rejects.toThrow("not this");
    annotate(one.doc, by(ben), { on: "article" });
    await roomOf(A).flushed();
    expect([logs.together, logs.of(A).appends.length, rooms.size]).toEqual([[], 1, 3]);
  });

  it("closes both rooms when the database fails, so that neither shows what isn't stored", async () => {
    const [one, two] = [await enter(A), await enter(B)];
    logs.before = () => {
      throw new Error("the database is away");
    };
    await expect(writeAll([A, B], "lost")).rejects.toBeInstanceOf(UnstoredError);
    expect([one.closedWith, two.closedWith]).toEqual([CLOSE.tryAgain, CLOSE.tryAgain]);
    expect([textAt(one), textAt(two), [...rooms.keys()]]).toEqual([undefined, undefined, [C]]);
    expect(reports).toHaveLength(2);
  });

  it("gives up when a room closes before its turn, and lets the other go on", async () => {
    const one = await enter(A);
    const two = await enter(B);
    const { passed, open } = gateway();
    logs.of(B).before = () => passed;
    annotate(two.doc, by(ben), { on: "article" });
    const writing = writeAll([A, B], "never");
    const gone = expect(writing).rejects.toBeInstanceOf(NotWritten);
    await new Promise((resolve) => setTimeout(resolve, 10));
    roomOf(B).close(CLOSE.notFound, "deleted");
    await gone;
    open();
    annotate(one.doc, by(ben), { on: "article" });
    await roomOf(A).flushed();
    expect([logs.of(A).appends.length, textAt(one)]).toEqual([1, undefined]);
  });

  it("is finished by a server that stops", async () => {
    const one = await enter(A);
    const writing = writeAll([A, B], "last");
    await drain([...rooms.values()]);
    await writing;
    expect([textAt(one), one.closedWith]).toEqual(["last", CLOSE.tryAgain]);
  });

  it("never waits in a ring: whatever crosses, all of it is done, each on top of the one before", {
    timeout: 30_000,
  }, async () => {
    const random = new Random(7);
    const clients = [await enter(A), await enter(B), await enter(C)];
    const seen: unknown[] = [];
    const pairs = [
      [A, B],
      [B, A],
      [B, C],
      [C, A],
      [A, B, C],
    ] as const;
    const all: Promise<void>[] = [];
    for (let n = 0; n < 120; n++) {
      const names = pairs[random.below(pairs.length)] as readonly string[];
      all.push(writeAll(names, `text ${n}`, seen));
      if (random.chance(0.5)) annotate((clients[random.below(3)] as FakeClient).doc, by(ben), { on: "article" });
      if (random.chance(0.2)) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(all);
    for (const name of [A, B, C]) await roomOf(name).flushed();
    expect(logs.together).toHaveLength(120);
    for (const together of logs.together) expect(together).toEqual([...together].sort());
    for (const [index, name] of [A, B, C].entries()) {
      const reopened = await openRoom(name);
      const later = new FakeClient(reopened, ben);
      later.sync();
      await reopened.flushed();
      const client = clients[index] as FakeClient;
      expect(client.closedWith).toBeNull();
      for (const map of ["annotations", "notes"] as const) {
        expect(layerMap(later.doc, map).toJSON()).toEqual(layerMap(client.doc, map).toJSON());
      }
    }
  });
});
