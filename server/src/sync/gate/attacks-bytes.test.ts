import { layerMap } from "@postil/shared/document/layer-document";
import { setNote } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import * as encoding from "lib0/encoding";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  ATTACKER,
  attackedLayer,
  attacker,
  NOW,
  OWN,
  own,
  ownAnnotation,
  refused,
  VICTIM,
} from "../testing/attacked-layer.ts";
import { JudgedDocument } from "../testing/judged-document.ts";
import { any, deleted, gc, item, json, rawUpdate, string } from "../testing/raw-update.ts";

let layer: JudgedDocument;
let victimDoc: Y.Doc;
let annotation: string;
let note: Y.ID;

beforeEach(() => {
  ({ layer, victimDoc, annotation, note } = attackedLayer());
});

it("takes an honest update, so that what follows is refused for what it does", () => {
  expect(refused(layer, own(ownAnnotation()))).toBeNull();
});

describe("bytes that are no update", () => {
  it("refuses a delete set that is cut off after valid structs", () => {
    const bytes = rawUpdate([{ client: OWN, clock: 0, structs: [ownAnnotation()] }], [[OWN, [[0, 1]]]]);
    expect(refused(layer, bytes.subarray(0, bytes.length - 2))).toBe("bytes");
    expect(refused(layer, bytes.subarray(0, bytes.length - 5))).toBe("bytes");
  });

  it("refuses seven bytes that announce 33 million structs, without making room for them", () => {
    const before = process.memoryUsage().heapUsed;
    expect(refused(layer, new Uint8Array([1, 0xff, 0xff, 0xff, 0x0f, 1, 0]))).toBe("bytes");
    // An array of that many places takes 268 MB.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50 * 1024 * 1024);
  });

  it("refuses an update in encoding v2", () => {
    const bytes = Y.encodeStateAsUpdateV2(victimDoc);
    expect(refused(layer, bytes)).toBe("bytes");
  });

  it("refuses 27 bytes that announce 2^31 structs in encoding v2, in which runs cost nothing", () => {
    const encoder = new Y.UpdateEncoderV2();
    encoding.writeVarUint(encoder.restEncoder, 1);
    encoding.writeVarUint(encoder.restEncoder, 2 ** 31);
    encoder.writeClient(OWN);
    encoding.writeVarUint(encoder.restEncoder, 0);
    encoder.writeInfo(0);
    encoder.writeLen(1);
    encoding.writeVarUint(encoder.restEncoder, 0);
    const bytes = encoder.toUint8Array();
    expect(bytes.byteLength).toBeLessThanOrEqual(27);
    expect(refused(layer, bytes)).toBe("bytes");
  });

  it("reads no byte beyond its own: a string longer than the frame is not filled from the neighbour's memory", () => {
    const frame = rawUpdate([
      { client: OWN, clock: 0, structs: [item(any("x".repeat(40)), { parent: "annotations", key: newId() })] },
    ]);
    const slab = new Uint8Array(8_192).fill(65);
    slab.set(frame.subarray(0, frame.length - 30), 100);
    const view = new Uint8Array(slab.buffer, 100, frame.length - 30);
    expect(() => layer.state.gate.judge(view, attacker)).toThrow(TypeError);
    expect(refused(layer, view)).toBe("bytes");
  });

  it("refuses JSON nested without end", () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 3_000; depth++) value = [value];
    expect(refused(layer, own(item(any(value), { parent: "annotations", key: newId() })))).toBe("content");
    const bytes = new Uint8Array(200_000).fill(117);
    expect(refused(layer, bytes)).toBe("bytes");
  });

  it("refuses JSON deeper than eight, and leaves the eighth to the schema", () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    const place = { parent: "annotations", key: newId() };
    expect(refused(layer, own(item(any(nested(9)), place)))).toBe("content");
    expect(refused(layer, own(item(any(nested(8)), place)))).toBe("schema");
  });

  it("refuses more than 15,000 structs in one update", () => {
    const structs = Array.from({ length: 15_001 }, () => item(deleted(1), { parent: "notes", key: annotation }));
    expect(refused(layer, own(...structs))).toBe("limit");
  });
});

describe("a forged overlap", () => {
  it("is judged as what it does after the known part is cut off", () => {
    const mine = newId();
    const first = own(ownAnnotation(mine), item(any({ text: "", editedAt: NOW }), { parent: "notes", key: mine }));
    expect(refused(layer, first)).toBeNull();
    // The first two structs are known; the third follows the victim's note under a known clock's cover.
    const forged = rawUpdate([
      {
        client: OWN,
        clock: 0,
        structs: [
          ownAnnotation(newId()),
          item(any({ text: "harmless", editedAt: NOW }), { parent: "notes", key: mine }),
          item(any({ text: "forged", editedAt: NOW }), { origin: [note.client, note.clock] }),
        ],
      },
    ]);
    expect(refused(layer, forged)).toBe("author");
    expect(layerMap(layer.doc, "notes").get(annotation)?.text).toBe("Theirs");
  });

  it("can't replace an immutable entry by repeating its clock with another value", () => {
    const entry = layerMap(layer.doc, "annotations").get(annotation);
    const bytes = rawUpdate([
      {
        client: victimDoc.clientID,
        clock: 0,
        structs: [
          item(any({ author: ATTACKER, createdAt: NOW, on: "memo" }), { parent: "annotations", key: annotation }),
        ],
      },
    ]);
    expect(layer.submit(bytes, attacker).kind).toBe("nothing");
    expect(layerMap(layer.doc, "annotations").get(annotation)).toEqual(entry);
  });

  it("is stored as what was applied, not as what was sent", () => {
    const mine = newId();
    layer.submit(own(ownAnnotation(mine)), attacker);
    const overlapping = own(
      item(any({ author: VICTIM, createdAt: NOW, on: "memo" }), { parent: "annotations", key: newId() }),
      item(any({ text: "Mine", editedAt: NOW }), { parent: "notes", key: mine }),
    );
    const verdict = layer.submit(overlapping, attacker);
    if (verdict.kind !== "approved") throw new Error(JSON.stringify(verdict));
    const { structs } = Y.decodeUpdate(verdict.update.bytes);
    expect(structs.map((struct) => struct.id)).toEqual([Y.createID(OWN, 1)]);
  });
});

it("stores nothing that a later load fails on: what was approved of poison makes the same document again", () => {
  const mine = newId();
  const note = { parent: "notes", key: mine };
  const value = any({ text: "Mine", editedAt: NOW });
  const unknownType = { ref: 7, length: 1, write: (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, 99) };
  const brokenJson = { ref: 2, length: 1, write: json().write };
  const hostile = [
    own(ownAnnotation(mine), item(unknownType, note)),
    own(ownAnnotation(mine), item(brokenJson, note)),
    own(ownAnnotation(mine), item(string("x"), { parent: "notes" })),
    own(ownAnnotation(mine), item(any(1n), note)),
    own(ownAnnotation(mine), gc(3)),
    own(ownAnnotation(mine), item(value, note)),
    // The same clocks with other content, and a repeated key behind them.
    own(ownAnnotation(newId()), item(deleted(1), note), item(value, { origin: [OWN, 1] })),
    rawUpdate([], [[OWN, [[1, 1]]]]),
  ];
  const stored = [Y.encodeStateAsUpdate(layer.doc)];
  const kinds = hostile.map((bytes) => {
    const verdict = layer.submit(bytes, attacker);
    if (verdict.kind === "approved") stored.push(verdict.update.bytes);
    return verdict.kind;
  });
  expect(kinds).toEqual([...Array(5).fill("refused"), "approved", "approved", "nothing"]);
  const loaded = new JudgedDocument("layer", stored);
  expect(Y.encodeStateAsUpdate(loaded.doc)).toEqual(Y.encodeStateAsUpdate(layer.doc));
});

it("notices when its judgement and what was applied differ", () => {
  const other = new Y.Doc();
  setNote(other, { actor: ATTACKER, now: NOW }, annotation, "Slipped by");
  const applied = layer.state.apply(() => Y.applyUpdate(layer.doc, Y.encodeStateAsUpdate(other)), "test");
  expect(layer.state.difference(applied.transaction, new Map(), false)).toBe(`notes/${annotation} changed unapproved`);
});
