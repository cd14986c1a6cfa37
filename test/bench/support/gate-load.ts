import { annotate, comment, remove, removeTag, setNote } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import * as Y from "yjs";
import { decode } from "../../../server/src/sync/gate/decode.ts";
import { encodeParts } from "../../../server/src/sync/gate/encode.ts";
import { Batch } from "../../../server/src/sync/room/batch.ts";
import { annotator, JudgedDocument } from "../../../server/src/sync/testing/judged-document.ts";

const writer = annotator(newId());
const context = { actor: writer.actor, now: Date.now() };
const TAG = newId();
const anchor = {
  segments: [{ start: "AQEBAQEBAQEBAQEB", end: "AQEBAQEBAQEBAQEC", exact: "a passage of the text", from: 10, to: 31 }],
  prefix: "what stands before it, a little",
  suffix: "and what comes after",
};

type Act = (doc: Y.Doc, id: string) => void;

/** What people write while they read together, and how much of it each is. A note is one update, written on blur. */
export const KINDS: readonly { name: string; share: number; act: Act }[] = [
  {
    name: "passage with tag",
    share: 35,
    act: (doc) => annotate(doc, context, { on: "passage", anchor, tags: [TAG] }),
  },
  { name: "set note", share: 25, act: (doc, id) => setNote(doc, context, id, "What I think of this passage") },
  { name: "comment", share: 25, act: (doc, id) => comment(doc, context, { annotation: id, text: "I don't agree" }) },
  { name: "article note", share: 5, act: (doc) => annotate(doc, context, { on: "article", note: "Of all of it" }) },
  { name: "untag", share: 5, act: (doc, id) => removeTag(doc, context, id, TAG) },
  { name: "delete", share: 5, act: (doc, id) => remove(doc, context, id) },
];

/** What one update took, ms. */
export interface Timings {
  kind: string;
  /** Decoding, judging and encoding, as the room calls it. */
  gate: number;
  decode: number;
  encode: number;
  /** Applying it, and making sure that nothing else has changed. */
  apply: number;
}

/** A layer of so many annotations under so many clientIDs, and one person who goes on writing in it. */
export class GateLoad {
  /** One row an annotation. */
  readonly rows: Uint8Array[] = [];
  readonly clients = new Map<number, string>();
  private readonly ids: string[] = [];
  private readonly doc = new Y.Doc();
  private readonly document: JudgedDocument;
  private rounds = 0;

  constructor(annotations: number, clientIds: number) {
    const docs = Array.from({ length: clientIds }, () => new Y.Doc());
    for (const doc of docs) {
      this.clients.set(doc.clientID, writer.actor);
      doc.on("update", (update: Uint8Array) => this.rows.push(update.slice()));
    }
    for (let number = 0; number < annotations; number++) {
      const doc = docs[number % clientIds] as Y.Doc;
      this.ids.push(annotate(doc, context, { on: "passage", anchor, note: "A note on it", tags: [TAG] }));
    }
    for (const doc of docs) {
      Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(doc));
      doc.destroy();
    }
    this.document = new JudgedDocument("layer", [...this.rows]);
    for (const [client, actor] of this.clients) this.document.state.clients.set(client, actor);
  }

  /** Writes so many updates of the mix and times each. */
  run(count: number): Timings[] {
    const { state } = this.document;
    const sequence = KINDS.flatMap((kind) => Array<(typeof KINDS)[number]>(kind.share).fill(kind));
    const timings: Timings[] = [];
    let bytes = new Uint8Array();
    const keep = (update: Uint8Array) => {
      bytes = new Uint8Array(update);
    };
    this.doc.on("update", keep);
    for (let round = 0; round < count; round++) {
      const number = this.rounds++;
      // Both steps are prime to the lengths: every kind and every annotation has its turn.
      const kind = sequence[(number * 37) % sequence.length] as (typeof KINDS)[number];
      kind.act(this.doc, this.ids[(number * 7_919) % this.ids.length] as string);
      const began = performance.now();
      const verdict = state.gate.judge(bytes, writer);
      const judged = performance.now();
      if (verdict.kind === "refused") throw new Error(verdict.refusal.reason);
      // Taken off a second time, so untagging what has no tag writes nothing.
      if (verdict.kind === "nothing") continue;
      const again = performance.now();
      decode(bytes);
      const decoded = performance.now();
      encodeParts([verdict.update]);
      const encoded = performance.now();
      const batch = new Batch(state);
      batch.verify(state.apply(() => batch.add(writer.actor, verdict.update), "bench"));
      const applied = performance.now();
      timings.push({
        kind: kind.name,
        gate: judged - began,
        decode: decoded - again,
        encode: encoded - decoded,
        apply: applied - encoded,
      });
    }
    this.doc.off("update", keep);
    return timings;
  }
}
