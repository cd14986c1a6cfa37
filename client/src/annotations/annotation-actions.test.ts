import { layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import { LayerReader } from "@postil/shared/document/readers";
import { articleText } from "@postil/shared/document/text-document";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { AnnotationActions } from "./annotation-actions.ts";
import { UndoStack } from "./undo-stack.ts";

const ADA = "ada0000000000000";
const BEN = "ben0000000000000";
const TAG = "tag0000000000000";
const EVERYTHING = { canRead: true, canAnnotate: true, canComment: true, canModerate: true };

function room() {
  const text = new Y.Doc();
  articleText(text).insert(0, "The proposals represent a significant increase.\n");
  const layer = new Y.Doc();
  let now = 1_700_000_000_000;
  const steps = new UndoStack();
  const as = (actor: string) =>
    new AnnotationActions(
      () => ({ layer, text, writer: { ...EVERYTHING, actor }, whole: true, hasTag: () => true }),
      actor === ADA ? steps : new UndoStack(),
      () => now++,
    );
  return { layer, reader: new LayerReader(layer), steps, ada: as(ADA), ben: as(BEN) };
}

describe("AnnotationActions", () => {
  it("anchors an annotation to its passages", () => {
    const { ada, reader } = room();
    const id = ada.annotate([{ from: 4, to: 13 }], { tags: [TAG] });
    const view = reader.annotation(id);
    expect(view?.anchor?.segments.map(({ exact }) => exact)).toEqual(["proposals"]);
    expect(view?.author).toBe(ADA);
    expect(view?.tags.map(({ tag }) => tag)).toEqual([TAG]);
  });

  it("makes an annotation out of others': their passages as they stand, what was chosen, and where it comes from", () => {
    const { ada, reader, steps } = room();
    const ranges = [
      { from: 4, to: 13 },
      { from: 26, to: 37 },
    ];
    const sources = ["source0000000001", "source0000000002"];
    const id = ada.adopt({ on: "passage", ranges, anchor: null }, { tags: [TAG], note: "Why", sources });
    const view = reader.annotation(id);
    expect(view).toMatchObject({ author: ADA, on: "passage", note: "Why", sources });
    expect(view?.anchor?.segments.map(({ exact }) => exact)).toEqual(["proposals", "significant"]);
    expect(steps.undo()?.name).toBe("Added to consensus");
    expect(reader.annotation(id)?.deleted?.by).toBe(ADA);
    const whole = ada.adopt({ on: "article", ranges: [], anchor: null }, { tags: [], note: "", sources: [] });
    expect(reader.annotation(whole)).toMatchObject({ on: "article", anchor: null, note: "", sources: [] });
  });

  it("takes nothing back of what was published meanwhile, nor of its comments", () => {
    const { ada, layer, reader, steps } = room();
    const [kept, published] = [ada.annotate([{ from: 4, to: 13 }]), ada.annotate([{ from: 4, to: 13 }])];
    ada.writeNote(published, "Words");
    ada.noteWritten(published, "", "Words");
    ada.editComment(ada.comment(published, "First"), "Second");
    layerMap(layer, "deletions").set(published, { by: PUBLISHED_BY, at: 1 });
    expect(steps.undo()?.name).toBe("New annotation");
    expect(reader.annotation(kept)?.deleted?.by).toBe(ADA);
    expect([steps.undo(), reader.annotation(published)?.note]).toEqual([null, "Words"]);
  });

  it("assigns, reacts and brings back, each a step of its own", () => {
    const { ada, ben, reader, steps } = room();
    const id = ada.annotate([{ from: 4, to: 13 }]);
    const comment = ben.comment(id, "Why?");
    ada.assign(id, BEN);
    ada.assign(id, BEN);
    ada.assign(id, ADA);
    ada.toggleReaction(comment, "question");
    ben.toggleReaction(comment, "question");
    const view = () => reader.annotation(id);
    const signs = () => view()?.comments[0]?.reactions.map(({ actor, sign }) => actor + sign);
    expect(view()?.assignee).toMatchObject({ user: ADA, by: ADA });
    expect(signs()).toEqual([`${ADA}question`, `${BEN}question`]);
    steps.undo();
    expect(signs()).toEqual([`${BEN}question`]);
    steps.undo();
    expect(view()?.assignee?.user).toBe(BEN);
    steps.undo();
    expect(view()?.assignee).toBeNull();
    steps.redo();
    expect(view()?.assignee?.user).toBe(BEN);
    ben.remove(comment);
    ben.restore(comment);
    expect(view()?.comments[0]?.deleted).toBeNull();
  });

  it("undoes every kind of step and does it again", () => {
    const { ada, reader, steps } = room();
    const id = ada.annotate([{ from: 4, to: 13 }]);
    const view = () => reader.annotation(id);
    ada.move(id, [
      { from: 4, to: 13 },
      { from: 26, to: 37 },
    ]);
    ada.addTag(id, TAG);
    ada.writeNote(id, "first");
    ada.writeNote(id, "first words");
    ada.noteWritten(id, "", "first words");
    const comment = ada.comment(id, "Why?");
    ada.editComment(comment, "Why now?");
    ada.setResolved(id, true);
    ada.removeTags(id, [TAG]);
    ada.remove(id);

    const shown = () => {
      const now = view();
      return {
        parts: now?.anchor?.segments.length,
        note: now?.note,
        tags: now?.tags.length,
        comment: now?.comments[0]?.deleted ? "deleted" : now?.comments[0]?.text,
        resolved: now?.resolved !== null,
        deleted: now?.deleted !== null,
      };
    };
    const history = [shown()];
    while (steps.undo()) history.unshift(shown());
    expect(history[0]).toMatchObject({
      parts: 1,
      note: "",
      tags: 0,
      comment: "deleted",
      resolved: false,
      deleted: true,
    });
    expect(history.at(-1)).toMatchObject({
      parts: 2,
      note: "first words",
      tags: 0,
      comment: "Why now?",
      resolved: true,
      deleted: true,
    });
    const again = [shown()];
    while (steps.redo()) again.push(shown());
    expect(again).toEqual(history);
  });

  it("leaves others' work alone when it undoes", () => {
    const { ada, ben, reader, steps } = room();
    const id = ada.annotate([{ from: 4, to: 13 }]);
    ada.addTag(id, TAG);
    ben.comment(id, "I see it otherwise");
    expect(steps.undo()).toMatchObject({ done: 1, left: 0 });
    expect(reader.annotation(id)?.tags).toEqual([]);
    expect(reader.annotation(id)?.comments.map(({ text }) => text)).toEqual(["I see it otherwise"]);
  });

  it("makes no step of what changes nothing", () => {
    const { ada, steps } = room();
    const id = ada.annotate([{ from: 4, to: 13 }]);
    ada.addTag(id, TAG);
    ada.addTag(id, TAG);
    ada.removeTags(id, ["other00000000000"]);
    ada.noteWritten(id, "", "");
    steps.undo();
    steps.undo();
    expect(steps.canUndo).toBe(false);
  });
});
