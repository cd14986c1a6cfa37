import { annotate, comment } from "@postil/shared/document/operations";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import { encodeMark, MESSAGE_QUERY_AWARENESS } from "@postil/shared/protocol/frames";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { accessOf, FakeClient } from "../testing/fake-client.ts";
import { annotator } from "../testing/judged-document.ts";
import { MemoryUpdateLog } from "../testing/memory-update-log.ts";
import { mutate } from "../testing/mutate.ts";
import { Random } from "../testing/random.ts";
import { DocumentState } from "./document-state.ts";
import { encodeAwareness, encodeSync, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from "./frames.ts";
import { Room } from "./room.ts";

const ROUNDS = Math.ceil(Number(process.env.POSTIL_HOSTILE_FRAMES ?? 100_000) / 10);
const NOW = 1_750_000_000_000;
const owner = accessOf(annotator("actor-of-the-owner"));
const hostile = accessOf(annotator("actor-of-hostile-0"));

/** Frames of an honest session: what the mutations begin with. */
function sessionFrames(): Uint8Array[] {
  const doc = new Y.Doc();
  const frames: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => frames.push(encodeSync(SYNC_UPDATE, update)));
  for (let round = 0; round < 4; round++) {
    const context = { actor: hostile.actor, now: NOW };
    const annotation = annotate(doc, context, { on: "article", note: "A note", tags: ["tag-number-000001"] });
    comment(doc, context, { annotation, text: "A comment" });
  }
  frames.push(encodeSync(SYNC_STEP_1, Y.encodeStateVector(doc)), encodeSync(SYNC_STEP_1, new Uint8Array([0])));
  frames.push(encodeSync(SYNC_STEP_2, Y.encodeStateAsUpdate(doc)), encodeMark(1), encodeMark(300));
  frames.push(encodeAwareness([new Uint8Array([7, 1, 2, 123, 125])]), new Uint8Array([MESSAGE_QUERY_AWARENESS]));
  return frames;
}

it(`answers ${ROUNDS} mutated frames with close codes only, and stores what it shows`, {
  timeout: 600_000,
}, async () => {
  const log = new MemoryUpdateLog();
  const load = async () => {
    const loaded = await log.load();
    if (!loaded) throw new Error("no document");
    return loaded;
  };
  const problems: string[] = [];
  let now = NOW;
  const room = new Room(await load(), {
    log,
    derived: null,
    text: null,
    hasPresence: true,
    authorize: async () => hostile,
    committed: () => undefined,
    closed: () => problems.push("the room has closed"),
    report: (_level, message, error) => problems.push(`${message} ${String(error)}`),
    now: () => now,
  });
  const bystander = new FakeClient(room, owner, { now: () => now });
  bystander.sync();
  annotate(bystander.doc, { actor: owner.actor, now: NOW }, { on: "article", note: "Theirs" });
  await room.flushed();
  const frames = sessionFrames();
  const codes = new Map<number, number>();
  let attacker = new FakeClient(room, hostile, { now: () => now });
  for (let round = 0; round < ROUNDS; round++) {
    const random = new Random(round);
    // Slowly, so that it is not the pace that they are closed for.
    now += 2_000;
    if (!attacker.isOpen) attacker = new FakeClient(room, hostile, { now: () => now, stock: random.chance(0.3) });
    if (random.chance(0.1)) attacker.sync();
    const frame = random.pick(frames) as Uint8Array;
    attacker.receive(random.chance(0.9) ? mutate(frame, random) : frame);
    if (random.chance(0.3)) await room.flushed();
    const { closedWith } = attacker;
    if (closedWith !== null) codes.set(closedWith, (codes.get(closedWith) ?? 0) + 1);
    if (problems.length > 0) throw new Error(`round ${round}: ${problems.join("; ")}`);
  }
  await room.flushed();
  expect(problems).toEqual([]);
  const known: number[] = Object.values(CLOSE);
  expect([...codes.keys()].filter((code) => !known.includes(code))).toEqual([]);
  expect(codes.get(CLOSE.refused)).toBeGreaterThan(ROUNDS / 100);
  expect(bystander.closedWith).toBeNull();
  const stored = new DocumentState(await load());
  const shown = await room.read(({ doc }) => Y.encodeStateAsUpdate(doc));
  expect(Y.encodeStateAsUpdate(stored.doc)).toEqual(shown);
  expect(Y.encodeStateAsUpdate(bystander.doc)).toEqual(shown);
});
