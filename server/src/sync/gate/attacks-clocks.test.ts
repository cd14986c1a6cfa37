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
} from "../testing/attacked-layer.ts";
import { JudgedDocument } from "../testing/judged-document.ts";
import { any, deleted, gc, item, rawUpdate, skip } from "../testing/raw-update.ts";

let layer: JudgedDocument;
let victimDoc: Y.Doc;
let annotation: string;

beforeEach(() => {
  ({ layer, victimDoc, annotation } = attackedLayer());
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

  it("lets one person hold several ids", () => {
    const two = [OWN, OWN + 1].map((client) => ({ client, clock: 0, structs: [ownAnnotation()] }));
    const verdict = layer.submit(rawUpdate(two), attacker);
    expect(verdict.kind === "approved" && verdict.update.newClients).toEqual([OWN, OWN + 1]);
    expect([OWN, OWN + 1].map((client) => layer.state.clients.get(client))).toEqual([ATTACKER, ATTACKER]);
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

  it("refuses ranges that descend, overlap or are empty", () => {
    const ranges = (...list: [number, number][]) => rawUpdate([], [[victimDoc.clientID, list]]);
    expect(refused(layer, ranges([1, 1], [0, 1]))).toBe("structure");
    expect(refused(layer, ranges([0, 2], [1, 1]))).toBe("structure");
    expect(refused(layer, ranges([0, 0]))).toBe("structure");
  });

  it("refuses 60 KB of repeated ranges, which would hang Yjs", () => {
    const ranges: [number, number][] = Array.from({ length: 30_000 }, () => [0, 1]);
    const bytes = rawUpdate([], [[victimDoc.clientID, ranges]]);
    expect(bytes.byteLength).toBeGreaterThan(60_000);
    expect(refused(layer, bytes)).toBe("structure");
  });
});
