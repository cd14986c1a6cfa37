/*
 * What the gate costs an update, what a document of many annotations costs to load and to join.
 * BENCH_ANNOTATIONS (10,000).
 */
import { annotate, remove, removeTag, setNote } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import * as Y from "yjs";
import { annotator, JudgedDocument } from "../../server/src/sync/testing/judged-document.ts";

const COUNT = Number(process.env.BENCH_ANNOTATIONS ?? 10_000);
const ROUNDS = 2_000;
const writer = annotator(newId());
const context = { actor: writer.actor, now: Date.now() };
const TAG = newId();

function makeRows(): { rows: Uint8Array[]; ids: string[]; doc: Y.Doc } {
  const doc = new Y.Doc();
  const rows: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => rows.push(update));
  const ids: string[] = [];
  const segment = {
    start: "AAAAAAAAAAAAAAAA",
    end: "AAAAAAAAAAAAAAAA",
    exact: "a passage of the text",
    from: 10,
    to: 31,
  };
  const anchor = { segments: [segment], prefix: "what stands before it, a little", suffix: "and what comes after" };
  for (let number = 0; number < COUNT; number++) {
    ids.push(annotate(doc, context, { on: "passage", anchor, note: "A note on it", tags: [TAG] }));
  }
  return { rows, ids, doc };
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function median(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number) => ((times[Math.floor(times.length * share)] ?? 0) * 1_000).toFixed(1);
  return `${at(0.5)} µs median, ${at(0.99)} µs p99`;
}

const { rows, ids, doc } = makeRows();
const before = memory();
const started = performance.now();
const document = new JudgedDocument("layer", rows);
console.log(`loading ${COUNT} annotations from as many rows: ${(performance.now() - started).toFixed(0)} ms`);
document.state.clients.set(doc.clientID, writer.actor);
const grown = (memory() - before) / 1_024 / COUNT;
console.log(
  `memory: ${grown.toFixed(1)} KB an annotation${globalThis.gc ? "" : " (no --expose-gc: rubbish included)"}`,
);

const first = performance.now();
const frames = document.state.join.answer(new Uint8Array([0]));
const encoded = performance.now() - first;
const again = performance.now();
for (let join = 0; join < 500; join++) document.state.join.answer(new Uint8Array([0]));
const each = (performance.now() - again) / 500;
const size = (frames[0]?.byteLength ?? 0) / 1_048_576;
console.log(
  `joining: ${encoded.toFixed(0)} ms for the first (${size.toFixed(1)} MB), ${(each * 1_000).toFixed(1)} µs for each after`,
);

const kinds: Record<string, (id: string) => void> = {
  create: () => annotate(doc, context, { on: "article", note: "Another" }),
  set: (id) => setNote(doc, context, id, "Changed"),
  untag: (id) => removeTag(doc, context, id, TAG),
  delete: (id) => remove(doc, context, id),
};
for (const [name, act] of Object.entries(kinds)) {
  const times: number[] = [];
  let update: Uint8Array = new Uint8Array();
  const keep = (bytes: Uint8Array) => {
    update = bytes;
  };
  doc.on("update", keep);
  for (let round = 0; round < ROUNDS; round++) {
    act(ids[(round * 7_919) % COUNT] ?? "");
    const bytes = new Uint8Array(update);
    const judging = performance.now();
    const verdict = document.state.gate.judge(bytes, writer);
    times.push(performance.now() - judging);
    if (verdict.kind === "refused") throw new Error(verdict.refusal.reason);
    document.submit(bytes, writer);
  }
  doc.off("update", keep);
  console.log(`judging "${name}": ${median(times)}`);
}
