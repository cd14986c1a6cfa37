import { layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import { LayerReader } from "@postil/shared/document/readers";
import { articleText } from "@postil/shared/document/text-document";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { AnnotationActions } from "./annotation-actions.ts";
import { UndoStack } from "./undo-stack.ts";

const ADA = "ada0000000000000";
const BEN = "ben0000000000000";
const TAG = "tag0000000000000";
const OTHER_TAG = "tag0000000000001";
const PASSAGE = [{ from: 4, to: 13 }];
const WIDER = [{ from: 4, to: 23 }];

/** Two people's copies of one layer, which meet when they are told to. */
class Stage {
  readonly text = new Y.Doc();
  layers = { ada: new Y.Doc(), ben: new Y.Doc() };
  rights = { canRead: true, canAnnotate: true, canComment: true, canModerate: false };
  whole = true;
  readonly lost = new Set<string>();
  readonly steps = new UndoStack();
  private now = 1_700_000_000_000;
  readonly ada = this.actionsOf("ada", ADA, this.steps);
  readonly ben = this.actionsOf("ben", BEN, new UndoStack());

  constructor() {
    articleText(this.text).insert(0, "The proposals represent a significant increase.\n");
  }

  meet(): void {
    const { ada, ben } = this.layers;
    Y.applyUpdate(ada, Y.encodeStateAsUpdate(ben));
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada));
  }

  view(id: string) {
    return new LayerReader(this.layers.ada).annotation(id);
  }

  private actionsOf(name: "ada" | "ben", actor: string, steps: UndoStack): AnnotationActions {
    const documents = () => ({
      layer: this.layers[name],
      text: this.text,
      // Ben instructs.
      writer: { ...this.rights, canModerate: name === "ben", actor },
      whole: this.whole,
      hasTag: (id: string) => !this.lost.has(id),
    });
    return new AnnotationActions(documents, steps, () => this.now++);
  }
}

describe("taking back a step after somebody else was at the same thing", () => {
  let stage: Stage;
  let id: string;
  beforeEach(() => {
    stage = new Stage();
    id = stage.ada.annotate(PASSAGE);
    stage.meet();
  });

  it("leaves the passage where another has moved it since, and says so", () => {
    stage.ada.move(id, WIDER);
    stage.meet();
    stage.ben.move(id, [{ from: 0, to: 13 }]);
    stage.meet();
    expect(stage.steps.undo()).toMatchObject({ done: 0, left: 1, why: "changed" });
    expect(stage.view(id)?.anchor?.segments[0]?.exact).toBe("The proposals");
  });

  it("takes the passage back when the other's change was undone too", () => {
    stage.ada.move(id, WIDER);
    stage.meet();
    stage.ben.move(id, [{ from: 0, to: 13 }]);
    stage.ben.steps.undo();
    stage.meet();
    expect(stage.steps.undo()).toMatchObject({ done: 1, why: null });
    expect(stage.view(id)?.anchor?.segments[0]?.exact).toBe("proposals");
  });

  it("leaves a tag that another took off and put on again", () => {
    stage.ada.addTag(id, TAG);
    stage.meet();
    stage.ben.removeTags(id, [TAG]);
    stage.ben.addTag(id, TAG);
    stage.meet();
    expect(stage.steps.undo()?.why).toBe("changed");
    expect(stage.view(id)?.tags).toMatchObject([{ tag: TAG, by: BEN }]);
  });

  it("brings nothing back that somebody else has deleted", () => {
    stage.steps.undo();
    stage.meet();
    stage.ben.restore(id);
    stage.ben.remove(id);
    stage.meet();
    expect(stage.steps.redo()).toMatchObject({ done: 0, why: "changed" });
    expect(stage.view(id)?.deleted?.by).toBe(BEN);
  });

  it("changes nothing that can't be seen, since it was deleted", () => {
    stage.ada.addTag(id, TAG);
    stage.meet();
    stage.ben.remove(id);
    stage.meet();
    expect(stage.steps.undo()).toMatchObject({ done: 0, why: "deleted" });
    expect(stage.view(id)?.tags).toHaveLength(1);
  });

  it("takes no thread of others away with an annotation", () => {
    const comment = stage.ben.comment(id, "I see it otherwise");
    stage.meet();
    expect(stage.steps.undo()).toMatchObject({ done: 0, why: "answered" });
    expect(stage.view(id)?.deleted).toBeNull();
    id = stage.ada.annotate(PASSAGE);
    stage.ben.remove(comment);
    stage.meet();
    expect(stage.steps.undo()).toMatchObject({ done: 1 });
  });

  it("does for the rest what it can't do for some", () => {
    const { ids } = stage.ada.annotateEach([...PASSAGE, { from: 14, to: 23 }, { from: 26, to: 37 }], { tags: [TAG] });
    stage.meet();
    stage.ben.remove(ids[1] as string);
    stage.meet();
    expect(stage.steps.undo()).toMatchObject({ name: "3 new annotations", done: 2, left: 1, why: "changed" });
    expect(ids.map((one) => stage.view(one)?.deleted?.by)).toEqual([ADA, BEN, ADA]);
    expect(stage.steps.redo()).toMatchObject({ done: 2, left: 0 });
    expect(ids.map((one) => stage.view(one)?.deleted?.by)).toEqual([undefined, BEN, undefined]);
  });

  it("goes back and forth as often as one likes, over the same entry too", () => {
    for (const text of ["one", "two"]) {
      const before = stage.view(id)?.note ?? "";
      stage.ada.writeNote(id, text);
      stage.ada.noteWritten(id, before, text);
    }
    for (let round = 0; round < 3; round++) {
      stage.steps.undo();
      expect(stage.view(id)?.note).toBe("one");
      stage.steps.undo();
      expect(stage.view(id)?.note).toBe("");
      stage.steps.redo();
      stage.steps.redo();
      expect(stage.view(id)?.note).toBe("two");
    }
  });
});

describe("taking back a step when things are not what they were", () => {
  it("brings back no tag that the codebook has lost", () => {
    const stage = new Stage();
    const id = stage.ada.annotate(PASSAGE, { tags: [TAG, OTHER_TAG] });
    stage.ada.removeTags(id, [TAG, OTHER_TAG]);
    stage.lost.add(TAG);
    expect(stage.steps.undo()).toMatchObject({ done: 1, left: 1, why: "tag-deleted" });
    expect(stage.view(id)?.tags.map(({ tag }) => tag)).toEqual([OTHER_TAG]);
  });

  it("does nothing without the right to, and can be asked again", () => {
    const stage = new Stage();
    const id = stage.ada.annotate(PASSAGE);
    stage.rights = { canRead: true, canAnnotate: false, canComment: false, canModerate: false };
    expect(stage.steps.undo()).toMatchObject({ done: 0, why: "role" });
    expect(stage.view(id)?.deleted).toBeNull();
    stage.rights = { canRead: true, canAnnotate: true, canComment: true, canModerate: false };
    expect(stage.steps.undo()).toMatchObject({ done: 1 });
    expect(stage.view(id)?.deleted?.by).toBe(ADA);
  });

  it("waits while rescued work is being put back, then works on the new document", () => {
    const stage = new Stage();
    const id = stage.ada.annotate(PASSAGE);
    stage.ada.addTag(id, TAG);
    const before = stage.layers.ada;
    // Refused, or of another epoch: a fresh document, into which what was pending is made again, entry by entry.
    stage.layers.ada = new Y.Doc();
    stage.whole = false;
    expect(stage.steps.undo()).toMatchObject({ done: 0, why: "not-yet" });
    for (const map of ["annotations", "anchors", "tags"] as const) {
      for (const [key, value] of layerMap(before, map).entries()) {
        layerMap(stage.layers.ada, map).set(key, value as never);
      }
    }
    stage.whole = true;
    expect(stage.steps.undo()).toMatchObject({ name: "Tag", done: 1 });
    expect(stage.view(id)?.tags).toEqual([]);
    expect(stage.steps.undo()).toMatchObject({ name: "New annotation", done: 1 });
    expect(stage.view(id)?.deleted?.by).toBe(ADA);
  });

  it("tells once of what the server did not take, or has erased, and goes on to the step before", () => {
    const stage = new Stage();
    const kept = stage.ada.annotate(PASSAGE);
    stage.ada.annotate(WIDER);
    const before = stage.layers.ada;
    stage.layers.ada = new Y.Doc();
    for (const map of ["annotations", "anchors"] as const) {
      layerMap(stage.layers.ada, map).set(kept, layerMap(before, map).get(kept) as never);
    }
    expect(stage.steps.undo()).toMatchObject({ done: 0, why: "gone" });
    expect(stage.steps.undo()).toMatchObject({ done: 1 });
    expect(stage.view(kept)?.deleted?.by).toBe(ADA);
  });

  it("passes over what was published", () => {
    const stage = new Stage();
    const id = stage.ada.annotate(PASSAGE);
    layerMap(stage.layers.ada, "deletions").set(id, { by: PUBLISHED_BY, at: 1_700_000_000_000 });
    expect(stage.steps.undo()).toBeNull();
  });

  it("writes many annotations in batches that the server takes", () => {
    const stage = new Stage();
    const long = "word ".repeat(400);
    articleText(stage.text).insert(0, long);
    const sizes: number[] = [];
    stage.layers.ada.on("update", (bytes: Uint8Array) => sizes.push(bytes.length));
    const { ids } = stage.ada.annotateEach(Array.from({ length: 400 }, (_, index) => ({ from: index * 5, to: 1_999 })));
    expect(ids).toHaveLength(400);
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024);
    expect(sizes.length).toBeLessThan(200);
    sizes.length = 0;
    expect(stage.steps.undo()).toMatchObject({ done: 400, left: 0 });
    expect(sizes).toHaveLength(2);
  });

  it("counts what is said of each of many annotations into their batches, in any script", () => {
    const stage = new Stage();
    articleText(stage.text).insert(0, "word ".repeat(1_000));
    const sizes: number[] = [];
    stage.layers.ada.on("update", (bytes: Uint8Array) => sizes.push(bytes.length));
    const ranges = Array.from({ length: 1_000 }, (_, index) => ({ from: index * 5, to: index * 5 + 4 }));
    stage.ada.annotateEach(ranges, { tags: [TAG], note: "注".repeat(600) });
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024);
    // The server takes so many from one connection at once.
    expect(sizes.length).toBeLessThan(200);
    sizes.length = 0;
    stage.ada.annotateEach(ranges.slice(0, 20), { note: "注".repeat(20_000) });
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024);
  });
});
