import { annotate, comment, setNote } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { RecoveredItem, RecoveredRow } from "./recovered-row.ts";
import { planRestore, RESTORE_BYTES, restoreBatch } from "./restore-plan.ts";

const me = newId();
const other = newId();
const at = Date.UTC(2025, 0, 1);
const annotator = { actor: me, canRead: true, canAnnotate: true, canComment: true, canModerate: false };
const viewer = { ...annotator, canAnnotate: false, canComment: false };

/** Everything that a document holds, as a rescue would take it out. */
function itemsOf(doc: Y.Doc): RecoveredItem[] {
  return [...doc.share.keys()].flatMap((map) =>
    [...doc.getMap(map).entries()].map(([key, value]) => ({ map, key, value, quote: "" })),
  );
}

function row(items: RecoveredItem[], avoid: RecoveredRow["avoid"] = []): RecoveredRow {
  const about = { id: "r", user: "u", document: "layer/x", at, detail: "" };
  return { ...about, state: "waiting", reason: "mismatch", items, avoid };
}

describe("putting recovered work back", () => {
  let lost: Y.Doc;
  let server: Y.Doc;

  beforeEach(() => {
    lost = new Y.Doc();
    server = new Y.Doc();
  });

  function restore(plan: ReturnType<typeof planRestore>): void {
    for (const batch of plan.batches) restoreBatch(server, batch, null);
  }

  it("re-creates everything where nothing stands against it, and the second time finds it there", () => {
    const id = annotate(lost, { actor: me, now: at }, { on: "article", note: "mine", tags: [newId()] });
    comment(lost, { actor: me, now: at }, { annotation: id, text: "and a comment" });
    const plan = planRestore(row(itemsOf(lost)), server, annotator);
    expect(plan.keep).toEqual([]);
    restore(plan);
    for (const { map, key, value } of itemsOf(lost)) expect(server.getMap(map).get(key)).toEqual(value);
    expect(planRestore(row(itemsOf(lost)), server, annotator)).toEqual({ batches: [], keep: [] });
  });

  it("keeps all of it for somebody who may no longer write", () => {
    annotate(lost, { actor: me, now: at }, { on: "article", note: "mine" });
    const plan = planRestore(row(itemsOf(lost)), server, viewer);
    expect(plan.batches).toEqual([]);
    expect(plan.keep).toHaveLength(2);
  });

  it("keeps what depends on something that is not there", () => {
    const gone = newId();
    comment(lost, { actor: me, now: at }, { annotation: gone, text: "on something erased" });
    expect(planRestore(row(itemsOf(lost)), server, annotator).keep.map(({ map }) => map)).toEqual([
      "comments",
      "commentTexts",
    ]);
  });

  it("overwrites neither newer words nor another's", () => {
    const id = annotate(server, { actor: me, now: at }, { on: "article", note: "first" });
    Y.applyUpdate(lost, Y.encodeStateAsUpdate(server));
    setNote(lost, { actor: me, now: at + 1 }, id, "offline");
    setNote(server, { actor: me, now: at + 2 }, id, "later, on another device");
    const items = itemsOf(lost).filter(({ map }) => map === "notes");
    expect(planRestore(row(items), server, annotator)).toEqual({ batches: [], keep: items });

    const theirs = annotate(server, { actor: other, now: at }, { on: "article", note: "theirs" });
    const forged = [{ map: "notes", key: theirs, value: { text: "mine now", editedAt: at + 9 }, quote: "" }];
    expect(planRestore(row(forged), server, annotator)).toEqual({ batches: [], keep: forged });
  });

  it("leaves out what the server named, and what hangs on it, but nothing else", () => {
    const bad = annotate(lost, { actor: me, now: at }, { on: "article", note: "bad" });
    const good = annotate(lost, { actor: me, now: at }, { on: "article", note: "good" });
    const plan = planRestore(row(itemsOf(lost), [["annotations", bad]]), server, annotator);
    restore(plan);
    expect([...server.getMap("annotations").keys()]).toEqual([good]);
    expect(plan.keep.every(({ key }) => key === bad)).toBe(true);
    expect(planRestore(row(itemsOf(lost), "all"), new Y.Doc(), annotator).batches).toEqual([]);
  });

  it("takes out again what was taken out, and says nothing where it is gone already", () => {
    const tag = newId();
    const id = annotate(server, { actor: me, now: at }, { on: "article", tags: [tag] });
    const removed = [{ map: "tags", key: `${id}/${tag}`, value: null, quote: "" }];
    restore(planRestore(row(removed), server, annotator));
    expect(server.getMap("tags").size).toBe(0);
    expect(planRestore(row(removed), server, annotator)).toEqual({ batches: [], keep: [] });
  });

  it("writes in portions that the server takes, each annotation with what belongs to it", () => {
    for (let count = 0; count < 60; count++) {
      annotate(lost, { actor: me, now: at }, { on: "article", note: "é".repeat(4_000) });
    }
    const { batches } = planRestore(row(itemsOf(lost)), server, annotator);
    expect(batches.length).toBeGreaterThan(6);
    for (const batch of batches) {
      const scratch = new Y.Doc();
      restoreBatch(scratch, batch, null);
      expect(Y.encodeStateAsUpdate(scratch).length).toBeLessThan(RESTORE_BYTES * 1.1);
    }
  });

  it("never writes plain text: the person decides about it", () => {
    const items = [{ map: "text", key: "", value: "The article as I had it.\n", quote: "" }];
    expect(planRestore(row(items), server, { ...annotator, canModerate: true })).toEqual({ batches: [], keep: items });
  });
});
