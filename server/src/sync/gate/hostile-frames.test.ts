import { annotate, comment, removeTag, setNote } from "@postil/shared/document/operations";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { annotator, instructor, JudgedDocument } from "../testing/judged-document.ts";
import { Random } from "../testing/random.ts";
import type { GateWriter } from "./verdict.ts";

const ROUNDS = Number(process.env.POSTIL_HOSTILE_FRAMES ?? 20_000);
const NOW = 1_750_000_000_000;
const TAG = "tag-number-000001";
const owner = annotator("actor-of-the-owner");
const hostile = annotator("actor-of-hostile-0");
const editor = instructor("actor-of-the-editor");

/** Real updates of somebody's session, which the mutations begin with. */
function layerUpdates(author: GateWriter): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const context = { actor: author.actor, now: NOW };
  for (let round = 0; round < 5; round++) {
    const id = annotate(doc, context, { on: "article", note: "A note", tags: [TAG] });
    setNote(doc, context, id, "Another");
    removeTag(doc, context, id, TAG);
    comment(doc, context, { annotation: id, text: "A comment" });
  }
  updates.push(Y.encodeStateAsUpdate(doc));
  return updates;
}

function textUpdates(seed: Uint8Array): Uint8Array[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  for (let round = 0; round < 10; round++) {
    text.insert(round * 2, "abc");
    text.delete(round, 2);
  }
  updates.push(Y.encodeStateAsUpdate(doc));
  return updates;
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let mutated = new Uint8Array(bytes);
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(mutated.length);
    const kind = random.below(6);
    if (kind === 0) mutated[at] = random.below(256);
    else if (kind === 1) mutated[at] = (mutated[at] ?? 0) ^ (1 << random.below(8));
    else if (kind === 2) mutated[at] = 255;
    else if (kind === 3) mutated = mutated.slice(0, at + 1);
    else if (kind === 4) mutated = joined(mutated.subarray(0, at), mutated.subarray(random.below(mutated.length)));
    else mutated = joined(mutated.subarray(0, at), new Uint8Array([random.below(256)]), mutated.subarray(at));
    if (mutated.length === 0) mutated = new Uint8Array([random.below(256)]);
  }
  return mutated;
}

interface Target {
  document: JudgedDocument;
  writer: GateWriter;
  updates: Uint8Array[];
}

function layerTarget(): Target {
  const document = new JudgedDocument("layer");
  const victims = layerUpdates(owner);
  for (const update of victims) document.submit(update, owner);
  return { document, writer: hostile, updates: [...victims, ...layerUpdates(hostile)] };
}

function textTarget(): Target {
  const seed = new Y.Doc();
  seed.getText("text").insert(0, "The text of an article.\n");
  const bytes = Y.encodeStateAsUpdate(seed);
  const document = new JudgedDocument("text", [bytes]);
  document.state.clients.set(seed.clientID, "system");
  return { document, writer: editor, updates: [bytes, ...textUpdates(bytes)] };
}

it(`lives through ${ROUNDS} mutated frames, and lets nothing happen that it hasn't approved`, {
  timeout: 600_000,
}, () => {
  const counts = { refused: 0, nothing: 0, approved: 0 };
  let slowest = 0;
  let target = layerTarget();
  for (let round = 0; round < ROUNDS; round++) {
    if (round % 500 === 0) target = round % 1_000 === 0 ? layerTarget() : textTarget();
    const random = new Random(round);
    const bytes = mutate(random.pick(target.updates) as Uint8Array, random);
    const { doc } = target.document;
    const before = random.chance(0.1) ? Y.encodeStateAsUpdate(doc) : null;
    const started = performance.now();
    // Throws, when what was applied differs from what was approved.
    const verdict = target.document.submit(bytes, target.writer);
    slowest = Math.max(slowest, performance.now() - started);
    counts[verdict.kind]++;
    if (before && verdict.kind !== "approved") expect(Y.encodeStateAsUpdate(doc), `round ${round}`).toEqual(before);
    expect(doc.store.pendingStructs ?? doc.store.pendingDs, `round ${round}`).toBeNull();
    if (round % 500 === 499) {
      // What lives must be what a reload brings back.
      const again = new Y.Doc();
      Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
      expect(Y.encodeStateVector(again), `round ${round}`).toEqual(Y.encodeStateVector(doc));
    }
  }
  expect(counts.refused).toBeGreaterThan(ROUNDS / 2);
  expect(counts.approved).toBeGreaterThan(0);
  // A mark of 50 ms for each; on a machine that does other work besides, a pause may be the machine's.
  expect(slowest).toBeLessThan(500);
});
