import { LAYER_MAPS, layerMap } from "@postil/shared/document/layer-document";
import { addTag, remove, restore, setNote } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
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
  victim,
} from "../testing/attacked-layer.ts";
import { instructor, JudgedDocument, viewer } from "../testing/judged-document.ts";
import {
  any,
  deleted,
  format,
  gc,
  item,
  json,
  nestedMap,
  type RawPlace,
  rawUpdate,
  string,
} from "../testing/raw-update.ts";

const EDITOR = "actor-of-the-editor";

let layer: JudgedDocument;
let victimDoc: Y.Doc;
let annotation: string;
let note: Y.ID;

beforeEach(() => {
  ({ layer, victimDoc, annotation, note } = attackedLayer());
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

describe("an entry in somebody else's name", () => {
  it("is refused in every map that names a person", () => {
    const mine = newId();
    const set = (parent: string, key: string, value: unknown) =>
      refused(layer, own(ownAnnotation(mine), item(any(value), { parent, key })));
    const by = { by: VICTIM, at: NOW };
    const entry = { author: VICTIM, createdAt: NOW, on: "article" };
    expect(refused(layer, own(item(any(entry), { parent: "annotations", key: mine })))).toBe("author");
    const comment = { annotation: mine, parent: null, author: VICTIM, createdAt: NOW };
    expect(set("comments", newId(), comment)).toBe("author");
    expect(set("tags", `${mine}/tag-number-000001`, by)).toBe("author");
    expect(set("resolutions", mine, by)).toBe("author");
    expect(set("assignees", mine, { user: ATTACKER, ...by })).toBe("author");
    expect(set("deletions", mine, by)).toBe("author");
    expect(set("reactions", `${mine}/${VICTIM}/agree`, { at: NOW })).toBe("author");
  });

  it("can't be set again once it stands, not even by its author", () => {
    const mine = newId();
    expect(refused(layer, own(ownAnnotation(mine)))).toBeNull();
    const again = item(any({ author: ATTACKER, createdAt: NOW, on: "memo" }), { origin: [OWN, 0] });
    expect(refused(layer, rawUpdate([{ client: OWN, clock: 1, structs: [again] }]))).toBe("immutable");
  });
});

describe("what honest clients send", () => {
  const value = any({ text: "Late", editedAt: NOW });

  it("may name what was collected, as origin, right origin or parent: nothing comes of it", () => {
    const collected = new JudgedDocument("layer", [rawUpdate([{ client: 9, clock: 0, structs: [gc(3)] }])]);
    collected.state.clients.set(9, VICTIM);
    const places = [{ origin: [9, 0] }, { right: [9, 1] }, { parent: [9, 2], key: newId() }] as const;
    for (const [index, place] of places.entries()) {
      const bytes = rawUpdate([{ client: OWN + index, clock: 0, structs: [item(value, place as RawPlace)] }]);
      expect(refused(collected, bytes)).toBeNull();
    }
    for (const map of LAYER_MAPS) expect(layerMap(collected.doc, map).size).toBe(0);
  });

  it("may edit what was erased meanwhile: they are not stuck, and nobody is shown it", () => {
    const late: Uint8Array[] = [];
    victimDoc.on("update", (bytes: Uint8Array) => late.push(bytes));
    setNote(victimDoc, { actor: VICTIM, now: NOW }, annotation, "Changed offline");
    addTag(victimDoc, { actor: VICTIM, now: NOW }, annotation, "tag-number-000001");
    layer.state.apply(() => {
      for (const map of ["annotations", "notes"] as const) layerMap(layer.doc, map).delete(annotation);
    }, "system");
    for (const bytes of late) expect(refused(layer, bytes, victim)).toBeNull();
    expect(layerMap(layer.doc, "annotations").has(annotation)).toBe(false);
  });

  it("may have deleted and restored their own while an instructor deleted it, also when their copy has taken that in", () => {
    const known = Y.encodeStateAsUpdate(layer.doc);
    const copyUnder = (client: number) => {
      const doc = new Y.Doc();
      doc.clientID = client;
      Y.applyUpdate(doc, known);
      return doc;
    };
    // Of two that didn't know of one another the higher clientID comes last, and hides the other.
    const [moderating, offline] = [copyUnder(10), copyUnder(5_000)];
    remove(moderating, { actor: EDITOR, now: NOW }, annotation);
    const moderated = Y.encodeStateAsUpdate(moderating, Y.encodeStateVectorFromUpdate(known));
    expect(refused(layer, moderated, instructor(EDITOR))).toBeNull();
    remove(offline, { actor: VICTIM, now: NOW }, annotation);
    restore(offline, { actor: VICTIM, now: NOW }, annotation);
    Y.applyUpdate(offline, moderated);
    expect(layerMap(offline, "deletions").has(annotation)).toBe(false);
    expect(refused(layer, Y.encodeStateAsUpdate(offline, Y.encodeStateVector(layer.doc)), victim)).toBeNull();
    expect(layerMap(layer.doc, "deletions").get(annotation)?.by).toBe(EDITOR);
    // Who knows of it and has nothing behind it may not lift it.
    const lifting = copyUnder(5_001);
    Y.applyUpdate(lifting, Y.encodeStateAsUpdate(layer.doc));
    const before = Y.encodeStateVector(lifting);
    restore(lifting, { actor: VICTIM, now: NOW }, annotation);
    expect(refused(layer, Y.encodeStateAsUpdate(lifting, before), victim)).toBe("author");
  });

  it("may write values and delete them in the same update, as a client without garbage collection does", () => {
    const mine = newId();
    const first = item(any({ text: "First", editedAt: NOW }), { parent: "notes", key: mine });
    const second = item(any({ text: "Second", editedAt: NOW }), { origin: [OWN, 1] });
    const bytes = rawUpdate(
      [{ client: OWN, clock: 0, structs: [ownAnnotation(mine), first, second] }],
      [[OWN, [[1, 1]]]],
    );
    expect(refused(layer, bytes)).toBeNull();
    expect(layerMap(layer.doc, "notes").get(mine)?.text).toBe("Second");
  });

  it("may repeat the whole delete set: others' deletions that are known count for nothing", () => {
    setNote(victimDoc, { actor: VICTIM, now: NOW }, annotation, "Another");
    expect(refused(layer, Y.encodeStateAsUpdate(victimDoc), victim)).toBeNull();
    const repeated = rawUpdate(
      [{ client: OWN, clock: 0, structs: [ownAnnotation()] }],
      [[note.client, [[note.clock, 1]]]],
    );
    const verdict = layer.submit(repeated, attacker);
    expect(verdict.kind === "approved" && verdict.update.deletes.size).toBe(0);
    expect(layer.submit(rawUpdate([], [[note.client, [[note.clock, 1]]]]), attacker).kind).toBe("nothing");
  });

  it("may bring a note's block before its annotation's", () => {
    const mine = newId();
    const blocks = [
      { client: OWN + 1, clock: 0, structs: [item(value, { parent: "notes", key: mine })] },
      { client: OWN, clock: 0, structs: [ownAnnotation(mine)] },
    ];
    expect(refused(layer, rawUpdate(blocks))).toBeNull();
    expect(refused(attackedLayer().layer, rawUpdate(blocks.slice(0, 1)))).toBe("unknown-entry");
  });

  it("may bring items whose origin stands in a later block", () => {
    const mine = newId();
    const blocks = [
      { client: OWN + 1, clock: 0, structs: [item(value, { origin: [OWN, 1] })] },
      {
        client: OWN,
        clock: 0,
        structs: [ownAnnotation(mine), item(any({ text: "First", editedAt: NOW }), { parent: "notes", key: mine })],
      },
    ];
    expect(refused(layer, rawUpdate(blocks))).toBeNull();
    expect(layerMap(layer.doc, "notes").get(mine)?.text).toBe("Late");
  });
});
