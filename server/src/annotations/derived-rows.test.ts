import { describeAnchor } from "@postil/shared/anchor/describe";
import { textSnapshot } from "@postil/shared/anchor/text-snapshot";
import { layerMap, tagKey } from "@postil/shared/document/layer-document";
import { addTag, annotate, comment, remove, removeTag, resolve, setNote } from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { articleText } from "@postil/shared/document/text-document";
import { newId } from "@postil/shared/schema/ids";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { deriveRows, type LayerRows } from "./derived-rows.ts";

const ADA = "actor-ada-00000001";
const BEN = "actor-ben-00000001";
const NOW = Date.UTC(2025, 3, 30, 12);
const AT = "2025-04-30T12:00:00.000Z";
const ctx = { actor: ADA, now: NOW };

function article(text: string): Y.Doc {
  const doc = new Y.Doc();
  articleText(doc).insert(0, text);
  return doc;
}

function derive(layer: Y.Doc, text: Y.Doc, touched: string[], version = 1): LayerRows {
  const snapshot = { doc: text, text: articleText(text).toString(), version };
  return deriveRows({ reader: new LayerReader(layer), touched: new Set(touched), text: snapshot });
}

function passage(text: Y.Doc, ...parts: string[]) {
  const snapshot = textSnapshot(text);
  return describeAnchor(
    snapshot,
    parts.map((part) => ({ from: snapshot.text.indexOf(part), to: snapshot.text.indexOf(part) + part.length })),
  );
}

describe("rows derived from a layer", () => {
  it("hold an annotation with its place in code points, its tags and its thread", () => {
    const text = article("👩‍🔬 said: the 🌊 rose twice.\n");
    const layer = new Y.Doc();
    const tag = newId();
    const id = annotate(layer, ctx, { on: "passage", anchor: passage(text, "the 🌊 rose"), note: "why?", tags: [tag] });
    const asked = comment(layer, { actor: BEN, now: NOW + 5 }, { annotation: id, text: "twice?" });
    const answer = comment(layer, { actor: ADA, now: NOW + 9 }, { annotation: id, parent: asked, text: "yes" });
    resolve(layer, { actor: BEN, now: NOW + 20 }, id);

    const rows = derive(layer, text, [id], 7);
    expect(rows.annotations.upsert).toEqual([
      {
        annotation_id: id,
        author_id: ADA,
        target: "passage",
        created_at: AT,
        updated_at: "2025-04-30T12:00:00.020Z",
        anchor: layerMap(layer, "anchors").get(id),
        start_offset: [..."👩‍🔬 said: "].length,
        end_offset: [..."👩‍🔬 said: the 🌊 rose"].length,
        quote: "the 🌊 rose",
        prefix: "👩‍🔬 said: ",
        suffix: " twice.\n",
        anchor_state: "position",
        text_version: 7,
        note: "why?",
        note_edited_at: AT,
        resolved_at: "2025-04-30T12:00:00.020Z",
        resolved_by: BEN,
        assignee: null,
        deleted_at: null,
        deleted_by: null,
        comment_count: 2,
      },
    ]);
    expect(rows.tags.upsert).toEqual([{ annotation_id: id, tag_id: tag, tagged_by: ADA, tagged_at: AT }]);
    expect(rows.comments.upsert.map((row) => [row.comment_id, row.parent_id, row.text, row.author_id])).toEqual([
      [asked, null, "twice?", BEN],
      [answer, asked, "yes", ADA],
    ]);
    expect(rows.replaced).toEqual([id]);
  });

  it("quote the passage as it reads now, and the words it was made on once they are gone", () => {
    const text = article("The river rose by four metres that night.\n");
    const layer = new Y.Doc();
    const id = annotate(layer, ctx, { on: "passage", anchor: passage(text, "rose by four metres") });
    articleText(text).insert(0, "Note. ");
    articleText(text).delete(articleText(text).toString().indexOf("four"), 4);
    articleText(text).insert(articleText(text).toString().indexOf(" metres"), "five");
    expect(derive(layer, text, [id]).annotations.upsert[0]).toMatchObject({
      quote: "rose by five metres",
      start_offset: 16,
      end_offset: 35,
      prefix: "Note. The river ",
      anchor_state: "position",
    });
    articleText(text).delete(0, articleText(text).length - 1);
    expect(derive(layer, text, [id]).annotations.upsert[0]).toMatchObject({
      quote: "rose by four metres",
      prefix: "The river ",
      suffix: " that night.\n",
      start_offset: null,
      end_offset: null,
      anchor_state: "orphaned",
    });
  });

  it("join the parts of a discontinuous passage and span them", () => {
    const text = article("One told it first, the others told it later.\n");
    const layer = new Y.Doc();
    const id = annotate(layer, ctx, { on: "passage", anchor: passage(text, "One told it", "told it later") });
    // Both parts begin the same: the second one is found by where it stands, not by its first words.
    const snapshot = textSnapshot(text);
    const anchor = describeAnchor(snapshot, [
      { from: 0, to: 3 },
      { from: 19, to: 29 },
    ]);
    const other = annotate(layer, ctx, { on: "passage", anchor });
    expect(derive(layer, text, [other]).annotations.upsert[0]).toMatchObject({
      quote: "One […] the others",
      start_offset: 0,
      end_offset: 29,
    });
    expect(derive(layer, text, [id]).annotations.upsert[0]?.quote).toBe("One told it […] told it later");
  });

  it("have no place for what is on the whole article", () => {
    const layer = new Y.Doc();
    const id = annotate(layer, ctx, { on: "article", note: "all of it" });
    expect(derive(layer, article("Text\n"), [id]).annotations.upsert[0]).toMatchObject({
      anchor: null,
      anchor_state: null,
      start_offset: null,
      quote: "",
      note: "all of it",
    });
  });

  it("replace the tags of what was touched, and say what is gone", () => {
    const text = article("Text\n");
    const layer = new Y.Doc();
    const [kept, taken] = [newId(), newId()];
    const id = annotate(layer, ctx, { on: "article", tags: [kept, taken] });
    removeTag(layer, ctx, id, taken);
    addTag(layer, { actor: BEN, now: NOW + 1 }, id, kept);
    const gone = newId();
    const rows = derive(layer, text, [id, gone]);
    expect(rows.tags.upsert.map((row) => row.tag_id)).toEqual([kept]);
    expect(rows.replaced).toEqual([id, gone]);
    expect(rows.annotations.remove).toEqual([gone]);
  });

  it("keep deleted annotations and comments, marked, and don't count the comments", () => {
    const layer = new Y.Doc();
    const id = annotate(layer, ctx, { on: "article" });
    const said = comment(layer, ctx, { annotation: id, text: "no" });
    comment(layer, ctx, { annotation: id, text: "yes" });
    remove(layer, { actor: BEN, now: NOW }, said);
    remove(layer, ctx, id);
    const rows = derive(layer, article("Text\n"), [id]);
    expect(rows.annotations.upsert[0]).toMatchObject({ deleted_at: AT, deleted_by: ADA, comment_count: 1 });
    expect(rows.comments.upsert.find((row) => row.comment_id === said)).toMatchObject({ deleted_by: BEN });
  });

  it("hold nothing that the database refuses, whatever the document holds", () => {
    const text = article("a\u0000b \ud83d c\n");
    const layer = new Y.Doc();
    const anchor = describeAnchor(textSnapshot(text), [{ from: 0, to: 5 }]);
    const id = annotate(layer, ctx, { on: "passage", anchor });
    setNote(layer, ctx, id, "\u0000 and \udc00");
    comment(layer, ctx, { annotation: id, text: "\u0000" });
    layerMap(layer, "tags").set(tagKey(id, newId()), { by: ADA, at: NOW });
    const json = JSON.stringify(derive(layer, text, [id]));
    expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/);
    expect(json).toContain("\ufffd and \ufffd");
  });
});
