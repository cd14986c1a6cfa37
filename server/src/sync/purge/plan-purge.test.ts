import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, comment, react, remove } from "@postil/shared/document/operations";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { buildPurge } from "../compaction/build-snapshot.ts";
import { rootNames } from "../compaction/roots.ts";
import { planPurge, purgedEntries } from "./plan-purge.ts";

const ADA = { actor: "actor-ada-00000001", now: 1 };

function thread() {
  const doc = new Y.Doc();
  const annotation = annotate(doc, ADA, { on: "article", note: "kept" });
  const asked = comment(doc, ADA, { annotation, text: "asked" });
  const answer = comment(doc, ADA, { annotation, parent: asked, text: "answer" });
  const last = comment(doc, ADA, { annotation, parent: answer, text: "last" });
  return { doc, annotation, asked, answer, last };
}

const plan = (doc: Y.Doc, ids: string[], erased: string[] = [], live = false) =>
  planPurge(doc, { ids, erased: new Set(erased), live });

describe("what a purge takes", () => {
  it("is an annotation with its whole thread", () => {
    const { doc, annotation, asked, answer, last } = thread();
    remove(doc, ADA, annotation);
    expect(plan(doc, [annotation])).toEqual({
      annotations: [annotation],
      comments: [asked, answer, last],
      ...{ emptied: [], unknown: [], kept: [] },
    });
  });

  it("are only the words of a comment that somebody has answered", () => {
    const { doc, asked, answer, last } = thread();
    remove(doc, ADA, asked);
    expect(plan(doc, [asked])).toMatchObject({ comments: [], emptied: [asked] });
    remove(doc, ADA, answer);
    remove(doc, ADA, last);
    expect(plan(doc, [asked, answer])).toMatchObject({ comments: [], emptied: [asked, answer] });
    expect(plan(doc, [asked, answer, last]).comments.sort()).toEqual([asked, answer, last].sort());
  });

  it("is a place that was emptied before, once its last answer goes", () => {
    const { doc, asked, answer, last } = thread();
    for (const id of [asked, answer, last]) remove(doc, ADA, id);
    expect(plan(doc, [last], [asked, answer]).comments.sort()).toEqual([asked, answer, last].sort());
    expect(plan(doc, [asked], [asked])).toMatchObject({ comments: [], emptied: [] });
  });

  it("is nothing that is not deleted, nor what isn't there", () => {
    const { doc, annotation, asked } = thread();
    expect(plan(doc, [annotation, asked, "no-such-annotation"])).toEqual({
      ...{ annotations: [], comments: [], emptied: [] },
      unknown: ["no-such-annotation"],
      kept: [annotation, asked],
    });
    expect(plan(doc, [annotation, asked], [], true)).toMatchObject({ annotations: [annotation], kept: [asked] });
  });

  it("doesn't depend on how deep a thread is", () => {
    const { doc, annotation, last } = thread();
    let parent = last;
    doc.transact(() => {
      for (let depth = 0; depth < 12_000; depth++) {
        parent = comment(doc, ADA, { annotation, parent, text: "deeper" });
        remove(doc, ADA, parent);
      }
    });
    const ids = [...layerMap(doc, "comments").keys()].filter((id) => layerMap(doc, "deletions").has(id));
    expect(plan(doc, ids).comments).toHaveLength(12_000);
  });
});

describe("the epoch after a purge", () => {
  it("holds all the rest as it was, and no byte of what went", () => {
    const { doc, annotation, asked, answer } = thread();
    const gone = annotate(doc, ADA, { on: "article", note: "SECRET NOTE" });
    const said = comment(doc, ADA, { annotation: gone, text: "SECRET ANSWER" });
    react(doc, ADA, said, "question", true);
    const emptied = comment(doc, ADA, { annotation, text: "SECRET QUESTION" });
    comment(doc, ADA, { annotation, parent: emptied, text: "kept answer" });
    remove(doc, ADA, gone);
    remove(doc, ADA, emptied);
    const updates = [Y.encodeStateAsUpdate(doc)];
    const logged = { name: "layer/0123456789abcdefghij", roots: rootNames("layer"), snapshot: null, updates };
    const built = buildPurge(logged, { ids: [gone, emptied], erased: new Set(), live: false });
    const bytes = Buffer.from(built.epoch?.bytes ?? []);
    for (const trace of ["SECRET", gone, said]) expect(bytes.includes(trace)).toBe(false);
    const after = new Y.Doc();
    Y.applyUpdate(after, bytes);
    const goes = purgedEntries(built.plan);
    for (const map of logged.roots.maps) {
      const kept = Object.entries(doc.getMap(map).toJSON()).filter(([key]) => !goes(map, key));
      expect(after.getMap(map).toJSON()).toEqual(Object.fromEntries(kept));
    }
    expect([...layerMap(after, "comments").keys()]).toEqual(expect.arrayContaining([asked, answer, emptied]));
    expect(layerMap(after, "deletions").has(emptied)).toBe(true);
  });

  it("is not begun when nothing is to go", () => {
    const { doc, annotation } = thread();
    const updates = [Y.encodeStateAsUpdate(doc)];
    const logged = { name: "layer/0123456789abcdefghij", roots: rootNames("layer"), snapshot: null, updates };
    expect(buildPurge(logged, { ids: [annotation], erased: new Set(), live: false }).epoch).toBeNull();
  });
});
