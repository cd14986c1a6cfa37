import { annotate, comment, editComment, react, remove, restore } from "@postil/shared/document/operations";
import { newId } from "@postil/shared/schema/ids";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { annotator, instructor, JudgedDocument } from "../testing/judged-document.ts";

const ME = "actor-of-myself-00";
const ctx = { actor: ME, now: 1_750_000_000_000 };

/** What the server holds, a copy of it, and what that copy's next change is answered. */
function layerWith(erased: string[], make: (doc: Y.Doc) => void) {
  const doc = new Y.Doc();
  make(doc);
  const layer = new JudgedDocument("layer", [Y.encodeStateAsUpdate(doc)], null, erased);
  const answered = (change: (doc: Y.Doc) => void, by = annotator(ME)) => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(layer.doc));
    const before = Y.encodeStateVector(copy);
    change(copy);
    return layer.refusal(Y.encodeStateAsUpdate(copy, before), by);
  };
  return { answered };
}

it("an annotation that was erased is made again by nobody, others are", () => {
  const [gone, other] = [newId(), newId()];
  const { answered } = layerWith([gone], () => {});
  expect(answered((doc) => annotate(doc, ctx, { id: gone, on: "article", note: "again" }))).toBe("erased");
  expect(answered((doc) => annotate(doc, ctx, { id: gone, on: "article" }), instructor(ME))).toBe("erased");
  expect(answered((doc) => annotate(doc, ctx, { id: other, on: "article", note: "another" }))).toBeNull();
});

it("a comment that was emptied stays so, and can be answered", () => {
  const [annotation, emptied] = [newId(), newId()];
  const { answered } = layerWith([emptied], (doc) => {
    annotate(doc, ctx, { id: annotation, on: "article" });
    comment(doc, ctx, { id: emptied, annotation, text: "" });
    remove(doc, ctx, emptied);
  });
  expect(answered((doc) => editComment(doc, ctx, emptied, "again"))).toBe("erased");
  expect(answered((doc) => restore(doc, ctx, emptied), instructor(ME))).toBe("erased");
  expect(answered((doc) => react(doc, ctx, emptied, "question", true))).toBe("erased");
  expect(answered((doc) => comment(doc, ctx, { annotation, parent: emptied, text: "answer" }))).toBeNull();
});
