import { articleText } from "@postil/shared/document/text-document";
import { beforeEach, expect, it } from "vitest";
import * as Y from "yjs";
import { accessOf, FakeClient } from "../testing/fake-client.ts";
import { instructor } from "../testing/judged-document.ts";
import { MemoryUpdateLog } from "../testing/memory-update-log.ts";
import { Random } from "../testing/random.ts";
import { DocumentState } from "./document-state.ts";
import { Room } from "./room.ts";

const ina = accessOf(instructor("actor-of-ina-0000"));
const ole = accessOf(instructor("actor-of-ole-0000"));
let log: MemoryUpdateLog;
let room: Room;

async function loaded() {
  const document = await log.load();
  if (!document) throw new Error("no document");
  return document;
}

async function enter(access: typeof ina): Promise<FakeClient> {
  const client = new FakeClient(room, access);
  client.sync();
  await room.flushed();
  return client;
}

beforeEach(async () => {
  log = new MemoryUpdateLog({ name: "text/0123456789abcdefghij", kind: "text" });
  const dependencies = { log, derived: null, text: null, hasPresence: false, authorize: async () => null };
  room = new Room(await loaded(), {
    ...dependencies,
    committed: () => undefined,
    closed: () => undefined,
    report: (_level, message, error) => {
      throw new Error(message, { cause: error });
    },
  });
  const first = await enter(ina);
  first.doc.getText("text").insert(0, "One two.\n");
  await room.flushed();
});

async function reloadedText(): Promise<string> {
  return articleText(new DocumentState(await loaded()).doc).toString();
}

it("adds the newline again when somebody deletes it or types behind it, and everybody sees the same", async () => {
  const [one, two] = [await enter(ina), await enter(ole)];
  one.doc.getText("text").delete(8, 1);
  await room.flushed();
  two.doc.getText("text").insert(9, "Three");
  await room.flushed();
  const expected = "One two.\nThree\n";
  expect([one, two].map(({ doc }) => doc.getText("text").toString())).toEqual([expected, expected]);
  expect(await reloadedText()).toBe(expected);
  expect([...one.refusals, ...two.refusals]).toEqual([]);
});

it("adds one to a text that has been emptied", async () => {
  const one = await enter(ina);
  one.doc.getText("text").delete(0, 9);
  await room.flushed();
  expect(one.doc.getText("text").toString()).toBe("\n");
  expect(await reloadedText()).toBe("\n");
});

it("writes it under a clientID that is the server's for good", async () => {
  const one = await enter(ina);
  const before = new Set(log.clients.keys());
  one.doc.getText("text").delete(8, 1);
  await room.flushed();
  const added = [...log.clients].filter(([client]) => !before.has(client) && client !== one.doc.clientID);
  expect(added).toHaveLength(1);
  expect(added[0]?.[1]).toBe("system");
});

it("stores it in a row of its own when a batch holds several people's edits", async () => {
  const [one, two] = [await enter(ina), await enter(ole)];
  let pass: () => void = () => undefined;
  log.before = () => new Promise((resolve) => (pass = resolve));
  one.doc.getText("text").insert(0, "So: ");
  await new Promise((resolve) => setTimeout(resolve, 5));
  log.before = () => undefined;
  one.doc.getText("text").delete(12, 1);
  two.doc.getText("text").insert(9, "End");
  pass();
  await room.flushed();
  expect(log.appends.at(-1)?.rows.map((row) => row.actor)).toEqual([ina.actor, ole.actor, "system"]);
  const text = one.doc.getText("text").toString();
  expect(text.endsWith("\n")).toBe(true);
  expect(two.doc.getText("text").toString()).toBe(text);
  expect(await reloadedText()).toBe(text);
});

it("keeps 40 random sessions of two editors in step with what is stored", async () => {
  const [one, two] = [await enter(ina), await enter(ole)];
  for (let seed = 1; seed <= 40; seed++) {
    const random = new Random(seed);
    for (let step = 0; step < 8; step++) {
      const text = (random.chance(0.5) ? one : two).doc.getText("text");
      if (random.chance(0.5)) text.insert(random.chance(0.5) ? text.length : random.below(text.length + 1), "ab\n");
      else text.delete(random.below(text.length), 1);
      if (random.chance(0.3)) text.delete(0, text.length);
      if (random.chance(0.4)) await room.flushed();
    }
    await room.flushed();
    const stored = await reloadedText();
    expect({ seed, stored }).toEqual({ seed, stored: one.doc.getText("text").toString() });
    expect(two.doc.getText("text").toString()).toBe(stored);
    expect(stored.endsWith("\n")).toBe(true);
    const state = new DocumentState(await loaded());
    expect(Y.encodeStateVector(one.doc)).toEqual(Y.encodeStateVector(state.doc));
  }
});
