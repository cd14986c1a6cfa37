import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, setNote } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { annotator, instructor, JudgedDocument, viewer } from "../testing/judged-document.ts";
import {
  any,
  deleted,
  format,
  gc,
  item,
  json,
  nestedMap,
  type RawStruct,
  rawUpdate,
  skip,
  string,
} from "../testing/raw-update.ts";

const VICTIM = "actor-of-the-victim";
const ATTACKER = "actor-of-attacker";
const victim = annotator(VICTIM);
const attacker = annotator(ATTACKER);
/** clientID of the attacker's own. */
const OWN = 4242;
const NOW = 1_750_000_000_000;

let layer: JudgedDocument;
let victimDoc: Y.Doc;
let annotation: string;
let note: Y.ID;

beforeEach(() => {
  layer = new JudgedDocument("layer");
  victimDoc = new Y.Doc();
  annotation = annotate(victimDoc, { actor: VICTIM, now: NOW }, { on: "article", note: "Theirs" });
  expect(layer.refusal(Y.encodeStateAsUpdate(victimDoc), victim)).toBeNull();
  note = (layerMap(layer.doc, "notes")._map.get(annotation) as Y.Item).id;
});

function own(...structs: RawStruct[]): Uint8Array {
  return rawUpdate([{ client: OWN, clock: 0, structs }]);
}

function ownAnnotation(id = newId()): RawStruct {
  return item(any({ author: ATTACKER, createdAt: NOW, on: "article" }), { parent: "annotations", key: id });
}

/** Judges, and makes sure that a refused update has changed nothing. */
function refused(document: JudgedDocument, bytes: Uint8Array, writer = attacker): string | null {
  const before = Y.encodeStateAsUpdate(document.doc);
  const code = document.refusal(bytes, writer);
  if (code !== null) expect(Y.encodeStateAsUpdate(document.doc)).toEqual(before);
  expect(document.doc.store.pendingStructs).toBeNull();
  expect(document.doc.store.pendingDs).toBeNull();
  return code;
}

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
});

describe("clocks and clients", () => {
  it("refuses 13 bytes that move a victim's clock by 2^40", () => {
    const clock = Y.getState(layer.doc.store, victimDoc.clientID);
    const bytes = rawUpdate([{ client: victimDoc.clientID, clock, structs: [gc(2 ** 40)] }]);
    expect(refused(layer, bytes)).not.toBeNull();
  });

  it("refuses moving its own clock far ahead", () => {
    expect(refused(layer, own(gc(2 ** 40)))).not.toBeNull();
    const far = item(deleted(20_001), { parent: "notes", key: annotation });
    expect(refused(layer, own(far))).toBe("limit");
  });

  it("refuses writing under somebody else's clientID", () => {
    const clock = Y.getState(layer.doc.store, victimDoc.clientID);
    const bytes = rawUpdate([{ client: victimDoc.clientID, clock, structs: [ownAnnotation()] }]);
    expect(refused(layer, bytes)).toBe("client");
  });

  it("refuses claiming an id at clock 0 that presence has shown", () => {
    layer.state.clients.set(777, VICTIM);
    expect(refused(layer, rawUpdate([{ client: 777, clock: 0, structs: [ownAnnotation()] }]))).toBe("client");
  });

  it("refuses writing under the server's own clientID", () => {
    const bytes = rawUpdate([{ client: layer.doc.clientID, clock: 0, structs: [ownAnnotation()] }]);
    expect(refused(layer, bytes)).toBe("client");
  });

  it("refuses one client in two blocks, whatever stands between", () => {
    const forged = item(any({ author: VICTIM, createdAt: NOW, on: "article" }), {
      parent: "annotations",
      key: newId(),
    });
    const first = { client: OWN, clock: 0, structs: [ownAnnotation()] };
    const second = { client: OWN, clock: 0, structs: [forged] };
    const between = { client: OWN + 1, clock: 0, structs: [ownAnnotation()] };
    expect(refused(layer, rawUpdate([first, second]))).toBe("structure");
    expect(refused(layer, rawUpdate([first, between, second]))).toBe("structure");
    expect(refused(layer, rawUpdate([first, between, { ...second, clock: 1 }]))).toBe("structure");
  });

  it("refuses gaps and skipped clocks", () => {
    expect(refused(layer, rawUpdate([{ client: OWN, clock: 3, structs: [ownAnnotation()] }]))).toBe("unknown");
    expect(refused(layer, own(ownAnnotation(), skip(4), ownAnnotation()))).toBe("structure");
  });

  it("refuses empty items", () => {
    expect(refused(layer, own(item(deleted(0), { parent: "notes", key: annotation })))).toBe("structure");
    expect(refused(layer, own(item(any(), { parent: "notes", key: annotation })))).toBe("structure");
  });

  it("refuses bringing clientIDs by the hundred", () => {
    const blocks = Array.from({ length: 257 }, (_, index) => ({
      client: 10_000 + index,
      clock: 0,
      structs: [ownAnnotation()],
    }));
    expect(refused(layer, rawUpdate(blocks))).toBe("limit");
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

describe("what is named but not known", () => {
  it("refuses unknown origins, right origins and parents instead of parking them", () => {
    const value = any({ text: "x", editedAt: NOW });
    expect(refused(layer, own(item(value, { origin: [99, 0] })))).toBe("unknown");
    expect(refused(layer, own(item(value, { right: [99, 0] })))).toBe("unknown");
    expect(refused(layer, own(item(value, { parent: [99, 0], key: annotation })))).toBe("unknown");
  });

  it("refuses an item that follows itself, or what comes after it", () => {
    const value = any({ text: "x", editedAt: NOW });
    expect(refused(layer, own(item(value, { origin: [OWN, 0] })))).toBe("structure");
    expect(refused(layer, own(item(value, { origin: [OWN, 1] }), ownAnnotation()))).toBe("structure");
  });

  it("refuses items that follow one another in a circle", () => {
    const value = any({ text: "x", editedAt: NOW });
    const bytes = rawUpdate([
      { client: OWN + 1, clock: 0, structs: [item(value, { origin: [OWN, 0] })] },
      { client: OWN, clock: 0, structs: [item(value, { origin: [OWN + 1, 0] })] },
    ]);
    expect(refused(layer, bytes)).toBe("structure");
  });

  it("refuses deleting text that isn't typed yet", () => {
    const clock = Y.getState(layer.doc.store, victimDoc.clientID);
    expect(refused(layer, rawUpdate([], [[victimDoc.clientID, [[clock, 50]]]]))).toBe("unknown");
    expect(refused(layer, rawUpdate([], [[victimDoc.clientID, [[clock - 1, 2]]]]))).toBe("unknown");
    expect(refused(layer, rawUpdate([], [[31337, [[0, 1]]]]))).toBe("unknown");
  });

  it("refuses 60 KB of repeated ranges at once", () => {
    const ranges: [number, number][] = Array.from({ length: 30_000 }, () => [0, 1]);
    const bytes = rawUpdate([], [[victimDoc.clientID, ranges]]);
    const started = performance.now();
    expect(layer.refusal(bytes, attacker)).toBe("structure");
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe("writing by roundabout ways", () => {
  it("sees through an item that names only an origin, with an empty delete set", () => {
    const value = any({ text: "Overwritten", editedAt: NOW });
    expect(refused(layer, own(item(value, { origin: [note.client, note.clock] })))).toBe("author");
  });

  it("sees that a deleted item deletes what stood there, with an empty delete set", () => {
    const entry = layerMap(layer.doc, "annotations")._map.get(annotation) as Y.Item;
    const bytes = own(item(deleted(1), { origin: [entry.id.client, entry.id.clock] }));
    expect(refused(layer, bytes)).toBe("erase");
    expect(refused(layer, own(item(deleted(1), { origin: [note.client, note.clock] })))).toBe("author");
  });

  it("refuses deleting somebody else's entry by its id", () => {
    expect(refused(layer, rawUpdate([], [[note.client, [[note.clock, 1]]]]))).toBe("author");
  });

  it("refuses a right origin in a map", () => {
    const value = any({ text: "x", editedAt: NOW });
    expect(refused(layer, own(item(value, { right: [note.client, note.clock] })))).toBe("structure");
  });

  it("refuses an item that stands in two places", () => {
    const entry = layerMap(layer.doc, "annotations")._map.get(annotation) as Y.Item;
    const both = item(any({ text: "x", editedAt: NOW }), {
      origin: [note.client, note.clock],
      right: [entry.id.client, entry.id.clock],
    });
    expect(refused(layer, own(both))).toBe("structure");
  });

  it("refuses several live values in one item", () => {
    const mine = newId();
    const entry = { author: ATTACKER, createdAt: NOW, on: "article" };
    expect(refused(layer, own(item(any(entry, entry), { parent: "annotations", key: mine })))).toBe("content");
  });

  it("refuses roots, keys and nestings that the document doesn't have", () => {
    const entry = any({ author: ATTACKER, createdAt: NOW, on: "article" });
    expect(refused(layer, own(item(entry, { parent: "secrets", key: newId() })))).toBe("structure");
    expect(refused(layer, own(item(entry, { parent: "text", key: newId() })))).toBe("structure");
    expect(refused(layer, own(item(entry, { parent: "annotations" })))).toBe("structure");
    expect(refused(layer, own(item(entry, { parent: [note.client, note.clock], key: newId() })))).toBe("structure");
    for (const key of ["__proto__", "constructor", "prototype", "short", "with spaces in the middle", ""]) {
      expect(refused(layer, own(item(entry, { parent: "annotations", key })))).toBe("key");
    }
  });

  it("refuses other content than plain values", () => {
    const place = { parent: "annotations", key: newId() };
    const entry = { author: ATTACKER, createdAt: NOW, on: "article" };
    for (const content of [nestedMap(), string("text"), json(entry), format("bold", true)]) {
      expect(refused(layer, own(item(content, place)))).toBe("content");
    }
    for (const value of [undefined, 1n, new Uint8Array(3), Number.NaN, JSON.parse('{"__proto__": {"author": 1}}')]) {
      expect(refused(layer, own(item(any(value), place)))).toBe("content");
    }
  });

  it("refuses a tombstone under a key that no reader knows", () => {
    expect(refused(layer, own(item(deleted(1), { parent: "annotations", key: "constructor" })))).toBe("key");
  });
});

describe("somebody without rights", () => {
  it("is refused whatever they write, and acknowledged when they only repeat", () => {
    const nobody = viewer("actor-of-viewer-x");
    expect(layer.submit(Y.encodeStateAsUpdate(layer.doc), nobody).kind).toBe("nothing");
    expect(refused(layer, own(ownAnnotation()), nobody)).toBe("role");
    expect(refused(layer, own(item(deleted(1), { parent: "notes", key: annotation })), nobody)).toBe("role");
    expect(refused(layer, rawUpdate([], [[note.client, [[note.clock, 1]]]]), nobody)).toBe("role");
  });
});

describe("a text document", () => {
  const editor = instructor("actor-of-the-editor");
  let text: JudgedDocument;
  let seed: Y.Doc;

  beforeEach(() => {
    seed = new Y.Doc();
    seed.getText("text").insert(0, "One two three.\n");
    text = new JudgedDocument("text", [Y.encodeStateAsUpdate(seed)]);
    text.state.clients.set(seed.clientID, "system");
  });

  it("takes characters and deletions of who may correct it", () => {
    const bytes = rawUpdate(
      [{ client: OWN, clock: 0, structs: [item(string("So: "), { right: [seed.clientID, 0] })] }],
      [[seed.clientID, [[4, 4]]]],
    );
    expect(refused(text, bytes, editor)).toBeNull();
    expect(text.doc.getText("text").toString()).toBe("So: One three.\n");
  });

  it("refuses everybody else, though they annotate", () => {
    expect(refused(text, own(item(string("x"), { right: [seed.clientID, 0] })))).toBe("role");
    expect(refused(text, rawUpdate([], [[seed.clientID, [[0, 3]]]]))).toBe("role");
  });

  it("refuses formatting and every other content: Yjs would tidy it in each reader's document", () => {
    const place = { right: [seed.clientID, 0] as [number, number] };
    for (const content of [format("bold", true), any("x"), json("x"), nestedMap()]) {
      expect(refused(text, own(item(content, place)), editor)).toBe("content");
    }
  });

  it("refuses keys beside the text, and a text among the marks", () => {
    expect(refused(text, own(item(any(1), { parent: "text", key: "a" })), editor)).toBe("structure");
    expect(refused(text, own(item(string("x"), { parent: "marks" })), editor)).toBe("structure");
    expect(refused(text, own(item(string("x"), { parent: "marks", key: newId() })), editor)).toBe("content");
  });

  it("takes marks by their schema only", () => {
    const mark = (value: unknown) => own(item(any(value), { parent: "marks", key: newId() }));
    expect(refused(text, mark({ kind: "h1", start: "AAAA", end: "AAAA" }), editor)).toBeNull();
    const script = { kind: "link", start: "AAAA", end: "AAAA", href: "javascript:alert(1)" };
    const other = new JudgedDocument("text");
    expect(refused(other, mark(script), editor)).toBe("schema");
    expect(refused(other, own(item(any({}), { parent: "marks", key: "constructor" })), editor)).toBe("key");
  });

  it("takes a paste of 50,000 characters, but no deletion that stands for millions", () => {
    const paste = item(string("x".repeat(50_000)), { right: [seed.clientID, 0] });
    expect(refused(text, own(paste), editor)).toBeNull();
    const far = rawUpdate([{ client: OWN + 1, clock: 0, structs: [item(deleted(1_000_000), { parent: "text" })] }]);
    expect(refused(text, far, editor)).toBe("limit");
  });
});

it("notices when its judgement and what was applied differ", () => {
  const other = new Y.Doc();
  setNote(other, { actor: ATTACKER, now: NOW }, annotation, "Slipped by");
  const applied = layer.state.apply(() => Y.applyUpdate(layer.doc, Y.encodeStateAsUpdate(other)), "test");
  expect(layer.state.difference(applied.transaction, new Map(), false)).toBe(`notes/${annotation} changed unapproved`);
});
