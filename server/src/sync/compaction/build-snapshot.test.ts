import { encodePosition } from "@postil/shared/anchor/relative-position";
import { articleText } from "@postil/shared/document/text-document";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { QuarantinedError } from "../update-log.ts";
import { buildEpoch, buildEpochOf, buildSnapshot, VerificationError } from "./build-snapshot.ts";
import { rootNames } from "./roots.ts";

/** The updates of `change`, one a transaction. */
function rowsOf(change: (doc: Y.Doc) => void): Uint8Array[] {
  const doc = new Y.Doc();
  const rows: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => rows.push(update));
  change(doc);
  return rows;
}
const logged = (kind: "layer" | "text", updates: Uint8Array[], snapshot: Uint8Array | null = null) => ({
  name: `${kind}/0123456789abcdefghij`,
  roots: rootNames(kind),
  snapshot,
  updates,
});

describe("a snapshot", () => {
  it("of a text keeps every position that anchors point to", () => {
    const doc = new Y.Doc();
    const rows: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => rows.push(update));
    const text = articleText(doc);
    text.insert(0, "The river rose by four metres.\n");
    const positions = [4, 9, 10].map((at) => Y.createRelativePositionFromTypeIndex(text, at));
    expect(encodePosition(text, 4, 0)).toBeTypeOf("string");
    text.delete(2, 5);
    text.insert(6, "slowly ");
    const { bytes } = buildSnapshot(logged("text", rows));
    const again = new Y.Doc();
    const stored = articleText(again);
    Y.applyUpdate(again, bytes);
    expect(stored.toString()).toBe(text.toString());
    for (const position of positions) {
      const at = (of: Y.Doc) => Y.createAbsolutePositionFromRelativePosition(position, of)?.index;
      expect(at(again)).toBe(at(doc));
    }
  });

  it("of a snapshot and rows is that of all rows", () => {
    const rows = rowsOf((doc) => {
      for (let n = 0; n < 9; n++) doc.getMap("notes").set(`annotation-number-${n % 3}`, { text: `${n}`, editedAt: n });
    });
    const first = buildSnapshot(logged("layer", rows.slice(0, 5)));
    const second = buildSnapshot(logged("layer", rows.slice(5), first.bytes));
    expect(second.sha256).toEqual(buildSnapshot(logged("layer", rows)).sha256);
  });

  it("is not built of what refers to rows that are missing, or doesn't decode", () => {
    const rows = rowsOf((doc) => {
      for (let n = 0; n < 3; n++) doc.getMap("notes").set("annotation-number-1", n);
    });
    expect(() => buildSnapshot(logged("layer", rows.slice(1)))).toThrow(QuarantinedError);
    expect(() => buildSnapshot(logged("layer", [new Uint8Array([1, 2])]))).toThrow(QuarantinedError);
  });

  it("is not built of a document with a root that none has", () => {
    const rows = rowsOf((doc) => doc.getMap("elsewhere").set("key", 1));
    expect(() => buildSnapshot(logged("layer", rows))).toThrow(VerificationError);
    expect(() => buildEpoch(logged("layer", rows))).toThrow(VerificationError);
  });
});

describe("a new epoch", () => {
  it("holds the same values under one clientID, and no trace of earlier ones", () => {
    const rows = rowsOf((doc) => {
      for (let n = 0; n < 50; n++) doc.getMap("notes").set("annotation-number-1", { text: "secret", editedAt: n });
      doc.getMap("notes").set("annotation-number-1", { text: "kept", editedAt: 50 });
      doc.getMap("tags").set("annotation-number-1/tag", { by: "a", at: 1 });
      doc.getMap("tags").delete("annotation-number-1/tag");
    });
    const { bytes, client, entries } = buildEpoch(logged("layer", rows));
    expect(entries).toBe(1);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes);
    expect(doc.getMap("notes").toJSON()).toEqual({ "annotation-number-1": { text: "kept", editedAt: 50 } });
    expect([...Y.decodeStateVector(Y.encodeStateVector(doc))]).toEqual([[client, 1]]);
    expect(Buffer.from(bytes).includes("secret")).toBe(false);
  });

  it("is never begun for a text", () => {
    const rows = rowsOf((doc) => articleText(doc).insert(0, "a\n"));
    expect(() => buildEpoch(logged("text", rows))).toThrow(VerificationError);
  });

  it("is not begun when a value would not come back", () => {
    const twice = [1, 2].map((value) => ({ map: "notes", key: "annotation-number-1", value }));
    expect(() => buildEpochOf(twice, { name: "layer/x", roots: rootNames("layer") })).toThrow(VerificationError);
  });
});
