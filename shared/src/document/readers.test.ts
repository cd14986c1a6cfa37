import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { layerMap } from "./layer-document.ts";
import * as operations from "./operations.ts";
import { LayerReader } from "./readers.ts";

const ANA = "actor-of-ana-00000";
const BEN = "actor-of-ben-00000";
const TAG = "tag-one-0000000000";
const OTHER_TAG = "tag-two-0000000000";
const ctx = (actor: string, now: number) => ({ actor, now });

describe("LayerReader", () => {
  it("shows an annotation with its note, tags and thread in order", () => {
    const doc = new Y.Doc();
    const reader = new LayerReader(doc);
    const id = operations.annotate(doc, ctx(ANA, 1_000), { on: "article", note: "Why this?", tags: [TAG] });
    const first = operations.comment(doc, ctx(BEN, 2_000), { annotation: id, text: "First" });
    const second = operations.comment(doc, ctx(ANA, 3_000), { annotation: id, text: "Second" });
    const reply = operations.comment(doc, ctx(ANA, 4_000), { annotation: id, parent: first, text: "Reply" });
    operations.editComment(doc, ctx(ANA, 5_000), second, "Second, edited");
    operations.resolve(doc, ctx(ANA, 6_000), id);
    const view = reader.annotation(id);
    expect(view).toMatchObject({ author: ANA, note: "Why this?", resolved: { by: ANA, at: 6_000 }, updatedAt: 6_000 });
    expect(view?.tags.map((tag) => tag.tag)).toEqual([TAG]);
    expect(view?.comments.map((comment) => comment.id)).toEqual([first, reply, second]);
    expect(view?.comments.map((comment) => comment.editedAt)).toEqual([null, null, 5_000]);
  });

  it("hides what is deleted and brings back what is restored", () => {
    const doc = new Y.Doc();
    const reader = new LayerReader(doc);
    const id = operations.annotate(doc, ctx(ANA, 1_000), { on: "article" });
    operations.remove(doc, ctx(ANA, 2_000), id);
    expect(reader.all()).toEqual([]);
    expect(reader.annotation(id)?.deleted).toEqual({ by: ANA, at: 2_000 });
    operations.restore(doc, ctx(ANA, 3_000), id);
    expect(reader.all().map((view) => view.id)).toEqual([id]);
  });

  it("ignores entries whose annotation is missing", () => {
    const doc = new Y.Doc();
    layerMap(doc, "notes").set("an-annotation-gone", { text: "orphan", editedAt: 1 });
    expect(new LayerReader(doc).all()).toEqual([]);
  });

  it("names the annotations that a change touches, whatever entry it is", () => {
    const doc = new Y.Doc();
    const reader = new LayerReader(doc);
    const seen: string[][] = [];
    reader.onChange((change) => seen.push([...change.annotations]));
    const id = operations.annotate(doc, ctx(ANA, 1), { on: "article" });
    const comment = operations.comment(doc, ctx(BEN, 2), { annotation: id, text: "Hm" });
    operations.react(doc, ctx(BEN, 3), comment, "agree", true);
    operations.editComment(doc, ctx(BEN, 4), comment, "Hm, yes");
    operations.remove(doc, ctx(BEN, 5), comment);
    operations.addTag(doc, ctx(ANA, 6), id, TAG);
    operations.removeTag(doc, ctx(ANA, 7), id, TAG);
    expect(seen).toEqual(Array.from({ length: 7 }, () => [id]));
  });

  it("follows changes to the same view as one that is built anew", () => {
    const step = fc.record({
      kind: fc.constantFrom(
        "annotate",
        "tag",
        "untag",
        "comment",
        "note",
        "remove",
        "restore",
        "resolve",
        "reopen",
        "react",
      ),
      pick: fc.nat(20),
      actor: fc.constantFrom(ANA, BEN),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const doc = new Y.Doc();
        const reader = new LayerReader(doc);
        const annotations: string[] = [];
        const comments: string[] = [];
        steps.forEach(({ kind, pick, actor }, n) => {
          const who = ctx(actor, 1_000 + n);
          if (kind === "annotate") annotations.push(operations.annotate(doc, who, { on: "memo" }));
          const id = annotations[pick % Math.max(1, annotations.length)];
          if (!id) return;
          const parent = comments[pick % Math.max(1, comments.length)] ?? null;
          if (kind === "tag") operations.addTag(doc, who, id, pick % 2 ? TAG : OTHER_TAG);
          if (kind === "untag") operations.removeTag(doc, who, id, pick % 2 ? TAG : OTHER_TAG);
          if (kind === "comment") comments.push(operations.comment(doc, who, { annotation: id, parent, text: `${n}` }));
          if (kind === "note") operations.setNote(doc, who, id, `${n}`);
          if (kind === "remove") operations.remove(doc, who, pick % 3 ? id : (parent ?? id));
          if (kind === "restore") operations.restore(doc, who, id);
          if (kind === "resolve") operations.resolve(doc, who, id);
          if (kind === "reopen") operations.reopen(doc, who, id);
          if (kind === "react") operations.react(doc, who, id, "agree", pick % 2 === 0);
        });
        const copy = new Y.Doc();
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
        const byId = (views: { id: string }[]) => [...views].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(reader.all())).toEqual(byId(new LayerReader(copy).all()));
      }),
    );
  });
});
