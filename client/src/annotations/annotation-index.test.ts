import { isDeepStrictEqual } from "node:util";
import { describeAnchor } from "@postil/shared/anchor/describe";
import { textSnapshot } from "@postil/shared/anchor/text-snapshot";
import { addTag, annotate, comment, remove, restore, setNote } from "@postil/shared/document/operations";
import { articleText } from "@postil/shared/document/text-document";
import { newId } from "@postil/shared/schema/ids";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { AnnotationIndex } from "./annotation-index.ts";

const TEXT = "The court heard the case in spring. The minister answered in summer. Nobody was moved.\n";
const ctx = { actor: newId(), now: Date.UTC(2025, 0, 1) };

describe("AnnotationIndex", () => {
  let layer: Y.Doc;
  let text: Y.Doc;
  let index: AnnotationIndex;

  beforeEach(() => {
    layer = new Y.Doc();
    text = new Y.Doc();
    articleText(text).insert(0, TEXT);
    index = new AnnotationIndex(layer, text);
  });
  afterEach(() => index.destroy());

  function mark(exact: string): string {
    const from = TEXT.indexOf(exact);
    const anchor = describeAnchor(textSnapshot(text), [{ from, to: from + exact.length }]);
    return annotate(layer, ctx, { on: "passage", anchor });
  }

  const ids = () => index.current().map((annotation) => annotation.id);

  it("orders by place: whole article first, longer passages before those inside them, orphans last", () => {
    const minister = mark("minister");
    const orphan = annotate(layer, ctx, {
      on: "passage",
      anchor: {
        segments: [{ start: "AAA", end: "AAA", exact: "never written", from: 0, to: 13 }],
        prefix: "",
        suffix: "",
      },
    });
    const court = mark("court");
    const sentence = mark("court heard the case");
    const article = annotate(layer, ctx, { on: "article" });
    expect(ids()).toEqual([article, sentence, court, minister, orphan]);
    expect(index.current().map((annotation) => annotation.state)).toEqual([
      null,
      "position",
      "position",
      "position",
      "orphaned",
    ]);
  });

  it("computes anew only what a change touches", () => {
    const court = mark("court");
    mark("minister");
    const [before, other] = index.current();
    addTag(layer, ctx, court, newId());
    const [after, untouched] = index.current();
    expect(after).not.toBe(before);
    expect(after?.tags).toHaveLength(1);
    expect(untouched).toBe(other);
  });

  it("keeps the list itself while nothing changes", () => {
    mark("court");
    const list = index.current();
    articleText(text).insert(TEXT.length - 1, " Then it rained.");
    expect(index.current()).toBe(list);
  });

  it("follows the text as it is edited", () => {
    const minister = mark("minister");
    articleText(text).insert(0, "In short: ");
    const found = index.current().find((annotation) => annotation.id === minister);
    const from = TEXT.indexOf("minister") + "In short: ".length;
    expect(found?.ranges).toEqual([{ from, to: from + "minister".length }]);
  });

  it("hides what is deleted and shows it again when it is restored", () => {
    const court = mark("court");
    remove(layer, ctx, court);
    expect(ids()).toEqual([]);
    restore(layer, ctx, court);
    expect(ids()).toEqual([court]);
  });

  it("shows a comment that came in the same breath as an edit of the text", () => {
    const court = mark("court");
    let seen = 0;
    index.subscribe(() => seen++);
    articleText(text).insert(0, "So: ");
    comment(layer, ctx, { annotation: court, text: "Which one?" });
    expect(index.current()[0]?.comments.map(({ text: words }) => words)).toEqual(["Which one?"]);
    expect(seen).toBe(2);
  });

  it("waits for the text: nothing is called an orphan before it has arrived", () => {
    const later = new Y.Doc();
    const waiting = new AnnotationIndex(layer, later);
    mark("court");
    expect(waiting.current()).toEqual([]);
    Y.applyUpdate(later, Y.encodeStateAsUpdate(text));
    expect(waiting.current()[0]?.state).toBe("position");
    waiting.destroy();
  });

  it("gives the page a turn when there is much to do, and finishes all of it", { timeout: 30_000 }, async () => {
    const ids: string[] = [];
    layer.transact(() => {
      for (let count = 0; count < 3_000; count++) ids.push(mark(count % 2 ? "court" : "minister"));
    });
    await vi.waitFor(() => expect(index.current()).toHaveLength(3_000), { timeout: 20_000 });
    for (const id of ids.slice(0, 3)) setNote(layer, ctx, id, "noted");
    expect(index.current().filter((annotation) => annotation.note === "noted")).toHaveLength(3);
  });

  it("follows edits of the text as if all were found anew", async () => {
    const random = (below: number) => Math.floor(Math.random() * below);
    for (let count = 0; count < 200; count++) {
      const from = random(TEXT.length - 12);
      annotate(layer, ctx, {
        on: "passage",
        anchor: describeAnchor(textSnapshot(text), [{ from, to: from + 1 + random(10) }]),
      });
    }
    const type = articleText(text);
    const places = (of: AnnotationIndex): unknown[] => of.current().map(({ id, ranges, state }) => [id, ranges, state]);
    for (let round = 0; round < 60; round++) {
      const done: string[] = [];
      text.transact(() => {
        for (let edit = 0; edit <= random(2); edit++) {
          const at = random(type.length - 1);
          const gone = Math.min(random(4), type.length - 1 - at);
          const added = ["", "x", "new "][random(3)] as string;
          type.delete(at, gone);
          type.insert(at, added);
          done.push(`${at}-${gone}+${added}`);
        }
      });
      const fresh = new AnnotationIndex(layer, text);
      // Both do their work in slices.
      const differing = () => {
        const expected = places(fresh);
        return places(index).filter((place, at) => !isDeepStrictEqual(place, expected[at]));
      };
      const left = () => [index.current().length, differing()];
      await expect.poll(left, { message: done.join(" "), interval: 5 }).toEqual([200, []]);
      fresh.destroy();
    }
  });
});
