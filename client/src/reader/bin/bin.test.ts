import { layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { binOf } from "./bin.ts";

const ADA = "ada0000000000000";
const BEN = "ben0000000000000";
const AT = 1_700_000_000_000;

describe("binOf", () => {
  let layer: Y.Doc;
  let reader: LayerReader;
  let now: number;
  beforeEach(() => {
    layer = new Y.Doc();
    reader = new LayerReader(layer);
    now = AT;
  });
  const as = (actor: string) => ({ actor, now: now++ });
  const writer = (actor: string, canModerate = false, canAnnotate = true) => ({
    actor,
    canRead: true,
    canAnnotate,
    canComment: true,
    canModerate,
  });
  const make = (actor: string, note = "") => operations.annotate(layer, as(actor), { on: "article", note });
  const shown = (actor: string, canModerate = false) =>
    binOf(reader, writer(actor, canModerate)).map(({ id, mayRestore }) => [id, mayRestore]);

  it("holds what one deleted oneself, the last first", () => {
    const [first, second, kept] = [make(ADA, "First"), make(ADA), make(ADA)];
    operations.remove(layer, as(ADA), first);
    operations.remove(layer, as(ADA), second);
    expect(shown(ADA)).toEqual([
      [second, true],
      [first, true],
    ]);
    expect(binOf(reader, writer(ADA))[1]).toMatchObject({ kind: "annotation", author: ADA, words: "First" });
    expect(shown(ADA).flat()).not.toContain(kept);
  });

  it("shows one's own that somebody else deleted, to be brought back by instructors only", () => {
    const id = make(ADA);
    operations.remove(layer, as(BEN), id);
    expect(shown(ADA)).toEqual([[id, false]]);
    expect(shown(BEN, true)).toEqual([[id, true]]);
  });

  it("shows nobody what others deleted of theirs, but instructors", () => {
    const id = make(ADA);
    operations.remove(layer, as(ADA), id);
    expect(shown(BEN)).toEqual([]);
    expect(shown(BEN, true)).toEqual([[id, true]]);
  });

  it("holds comments, and counts those that come back with an annotation", () => {
    const id = make(ADA);
    const comment = operations.comment(layer, as(BEN), { annotation: id, text: "Why?" });
    operations.comment(layer, as(ADA), { annotation: id, text: "So." });
    operations.remove(layer, as(BEN), comment);
    expect(binOf(reader, writer(BEN))).toMatchObject([{ id: comment, kind: "comment", author: BEN, words: "Why?" }]);
    operations.remove(layer, as(ADA), id);
    // It comes back after what it stands under.
    expect(shown(BEN)).toEqual([]);
    expect(binOf(reader, writer(ADA))).toMatchObject([{ id, comments: 1 }]);
  });

  it("leaves out what was published, and what the server has erased", () => {
    const id = make(ADA);
    layerMap(layer, "deletions").set(id, { by: PUBLISHED_BY, at: AT });
    layerMap(layer, "deletions").set("gone000000000000", { by: ADA, at: AT });
    expect(shown(ADA, true)).toEqual([]);
  });

  it("lets nobody bring back annotations of a layer that is closed, even their own", () => {
    const id = make(ADA);
    operations.remove(layer, as(ADA), id);
    expect(binOf(reader, writer(ADA, false, false)).map(({ mayRestore }) => mayRestore)).toEqual([false]);
  });
});
