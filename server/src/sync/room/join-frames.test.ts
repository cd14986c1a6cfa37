import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, setNote } from "@postil/shared/document/operations";
import * as decoding from "lib0/decoding";
import { describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { encodeSync, SYNC_STEP_2, SYNC_UPDATE } from "./frames.ts";
import { BadStateVector, JoinFrames } from "./join-frames.ts";

const BY = { actor: "actor-of-ann-0000", now: 1_750_000_000_000 };
const NOTHING = new Uint8Array([0]);

/** A layer, and what is sent of it. */
class Served {
  readonly doc = new Y.Doc();
  readonly rows: Uint8Array[] = [];
  frames: JoinFrames;

  constructor(annotations: number) {
    this.doc.on("update", (update: Uint8Array) => {
      this.rows.push(update);
      this.frames.committed(update, encodeSync(SYNC_UPDATE, update));
    });
    this.frames = new JoinFrames(this.doc);
    for (let n = 0; n < annotations; n++) this.write();
  }

  write(): string {
    return annotate(this.doc, BY, { on: "article", note: "Something to read" });
  }

  join(vector: Uint8Array = NOTHING, doc = new Y.Doc()): Y.Doc {
    const frames = this.frames.answer(vector);
    if (frames === null) throw new Error("not yet");
    apply(frames, doc);
    return doc;
  }
}

function apply(frames: readonly Uint8Array[], doc: Y.Doc): void {
  const types = frames.map((frame) => {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarUint(decoder);
    const type = decoding.readVarUint(decoder);
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
    return type;
  });
  // Whoever has SyncStep2 takes it that they have everything.
  expect(types.indexOf(SYNC_STEP_2)).toBe(types.length - 1);
  expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
}

function same(a: Y.Doc, b: Y.Doc): void {
  for (const name of ["annotations", "notes"] as const) {
    expect(layerMap(a, name).toJSON()).toEqual(layerMap(b, name).toJSON());
  }
  expect(Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))).toBe(true);
}

describe("somebody who holds nothing", () => {
  it("is sent snapshot and rows as the log holds them", () => {
    const served = new Served(30);
    const snapshot = Y.encodeStateAsUpdate(served.doc);
    served.rows.length = 0;
    served.write();
    served.write();
    served.frames = new JoinFrames(served.doc, snapshot, served.rows);
    const frames = served.frames.answer(NOTHING) ?? [];
    expect(frames.length).toBe(4);
    expect(Buffer.from(frames[0] as Uint8Array).includes(Buffer.from(snapshot))).toBe(true);
    same(served.join(), served.doc);
    served.write();
    same(served.join(), served.doc);
  });

  it("is sent few frames, however many commits there were, and the same bytes as everybody", () => {
    const served = new Served(700);
    const frames = served.frames.answer(NOTHING) ?? [];
    expect(frames.length).toBeLessThan(40);
    same(served.join(), served.doc);
    const again = served.frames.answer(NOTHING) ?? [];
    expect(again.every((frame, index) => frame === frames[index])).toBe(true);
  });

  it("waits while a large whole is encoded, in slices, and then has everything", async () => {
    const served = new Served(4_000);
    served.frames = new JoinFrames(served.doc, null, served.rows);
    expect(served.frames.answer(NOTHING)).toBeNull();
    let turns = 0;
    await vi.waitUntil(() => {
      turns++;
      served.write();
      return served.frames.answer(NOTHING) !== null;
    });
    expect(turns).toBeGreaterThan(1);
    same(served.join(), served.doc);
  });

  it("is served on from what there is while the whole is encoded anew", async () => {
    const served = new Served(4_000);
    served.frames = new JoinFrames(served.doc, Y.encodeStateAsUpdate(served.doc));
    for (let n = 0; n < 900; n++) served.write();
    const before = served.frames.answer(NOTHING) ?? [];
    expect(before.length).toBeGreaterThan(3);
    await vi.waitUntil(() => served.frames.answer(NOTHING)?.length === 2);
    same(served.join(), served.doc);
  });
});

describe("what is kept for those who join", () => {
  const MINUTE = 60_000;

  it("is given up after a minute in which nobody came, and encoded anew for the next", async () => {
    const served = new Served(2_000);
    served.frames = new JoinFrames(served.doc, Y.encodeStateAsUpdate(served.doc));
    const first = served.frames.answer(NOTHING)?.[0];
    served.frames.rest(0);
    served.frames.rest(MINUTE - 1);
    expect(served.frames.answer(NOTHING)?.[0]).toBe(first);
    served.frames.rest(MINUTE);
    served.frames.rest(2 * MINUTE);
    served.write();
    await vi.waitUntil(() => served.frames.answer(NOTHING) !== null);
    expect(served.frames.answer(NOTHING)?.[0]).not.toBe(first);
    same(served.join(), served.doc);
  });

  it("stays when it is little", () => {
    const served = new Served(20);
    served.frames.rest(0);
    served.frames.rest(MINUTE);
    same(served.join(), served.doc);
  });
});

describe("somebody who comes back", () => {
  it("is sent what they lack and every deletion, in one frame, shared by all who lack the same", () => {
    const served = new Served(50);
    const away = served.join();
    const id = served.write();
    setNote(served.doc, BY, id, "Changed");
    setNote(served.doc, BY, [...layerMap(served.doc, "notes").keys()][0] as string, "Changed as well");
    const vector = Y.encodeStateVector(away);
    const frames = served.frames.answer(vector) ?? [];
    expect(frames).toHaveLength(1);
    expect(frames[0]?.byteLength).toBeLessThan(1_500);
    expect(served.frames.answer(vector)).toBe(frames);
    apply(frames, away);
    same(away, served.doc);
  });

  it("after very much has been written is sent the whole", async () => {
    const served = new Served(10);
    const away = served.join();
    for (let n = 0; n < 1_500; n++) served.write();
    await vi.waitUntil(() => served.frames.answer(Y.encodeStateVector(away)) !== null);
    const whole = served.frames.answer(NOTHING) ?? [];
    const answer = served.frames.answer(Y.encodeStateVector(away)) ?? [];
    expect(answer.every((frame, index) => frame === whole[index])).toBe(true);
    served.join(Y.encodeStateVector(away), away);
    same(away, served.doc);
  });

  it("with bytes that are no state vector is told so", () => {
    expect(() => new Served(1).frames.answer(new Uint8Array([9, 200]))).toThrow(BadStateVector);
  });
});
