// @vitest-environment jsdom
import { layerMap } from "@postil/shared/document/layer-document";
import { LayerReader } from "@postil/shared/document/readers";
import { articleText } from "@postil/shared/document/text-document";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { AnnotationActions } from "../../annotations/annotation-actions.ts";
import { type Room, RoomContext } from "../../annotations/room.ts";
import { UndoStack } from "../../annotations/undo-stack.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { listDrafts } from "../../sync/draft-storage.ts";
import { ReaderContext, type ReaderRoom } from "../reader-context.ts";
import { useMemoWriting } from "./use-memo-writing.ts";

const ADA = "ada0000000000000";
const WRITER = { actor: ADA, canRead: true, canAnnotate: true, canComment: true, canModerate: false };

function Field({ memo }: { memo: ResolvedAnnotation | null }) {
  const { typed } = useMemoWriting(memo, () => undefined);
  return <textarea value={typed.text} onChange={(event) => typed.setText(event.target.value)} />;
}

describe("a memo that is being written", () => {
  let layer: Y.Doc;
  let reader: LayerReader;
  let here: AnnotationActions;
  let elsewhere: AnnotationActions;
  let shown: ReturnType<typeof render> | null;
  beforeEach(() => {
    localStorage.clear();
    vi.useFakeTimers();
    shown = null;
    layer = new Y.Doc();
    reader = new LayerReader(layer);
    const text = new Y.Doc();
    articleText(text).insert(0, "Words.\n");
    const tab = () =>
      new AnnotationActions(() => ({ layer, text, writer: WRITER, whole: true, hasTag: () => true }), new UndoStack());
    here = tab();
    elsewhere = tab();
  });
  afterEach(() => {
    cleanup();
    act(() => vi.runAllTimers());
    vi.useRealTimers();
  });

  const memos = () => reader.all().filter(({ on, deleted }) => on === "memo" && !deleted);
  /** As the page shows the field for the first of one's memos. */
  function draw() {
    const room = { userId: "user", layer: { document: "layer/one" }, writer: WRITER, actions: here, readers: [] };
    const reading = { room, sessions: { layer: { doc: layer } } } as unknown as ReaderRoom;
    const page = (
      <ReaderContext value={reading}>
        <RoomContext value={room as unknown as Room}>
          <Field memo={(memos()[0] ?? null) as unknown as ResolvedAnnotation | null} />
        </RoomContext>
      </ReaderContext>
    );
    if (shown) shown.rerender(page);
    else shown = render(page);
  }
  const field = () => screen.getByRole<HTMLTextAreaElement>("textbox");
  const type = (value: string) => fireEvent.change(field(), { target: { value } });
  const pause = () => act(() => vi.advanceTimersByTime(1_500));
  const stored = () => memos().map(({ note }) => note);

  it("is made by its first words, and holds nothing back on the device once the layer has them", () => {
    draw();
    type("The bridge");
    act(() => vi.advanceTimersByTime(500));
    expect(listDrafts("user").map(({ text }) => text)).toEqual(["The bridge"]);
    pause();
    expect(stored()).toEqual(["The bridge"]);
    expect(listDrafts("user")).toEqual([]);
  });

  it("takes in what is written into it in another tab, also between two strokes", () => {
    const id = elsewhere.annotateWhole("memo", { note: "The bridge." });
    draw();
    elsewhere.writeNote(id, "The old bridge.");
    draw();
    expect(field().value).toBe("The old bridge.");
    type("The old bridge. It stays.");
    elsewhere.writeNote(id, "One: The old bridge.");
    pause();
    expect(stored()).toEqual(["One: The old bridge. It stays."]);
    draw();
    expect(field().value).toBe("One: The old bridge. It stays.");
  });

  it("goes on in the joined one when two are joined, and overwrites neither", () => {
    draw();
    type("Second");
    pause();
    const [own] = memos();
    const first = elsewhere.annotateWhole("memo", { note: "First" });
    type("Second, and more");
    elsewhere.join(first, [own?.id ?? ""], "First\n\n---\n\nSecond");
    draw();
    expect(field().value).toBe("First\n\n---\n\nSecond, and more");
    pause();
    expect(stored()).toEqual(["First\n\n---\n\nSecond, and more"]);
    shown?.unmount();
    act(() => vi.runAllTimers());
    expect(stored()).toEqual(["First\n\n---\n\nSecond, and more"]);
  });

  it("isn't written again when it was taken back", () => {
    draw();
    type("Too early");
    pause();
    draw();
    act(() => void here.steps.undo());
    draw();
    expect(field().value).toBe("");
    shown?.unmount();
    act(() => vi.runAllTimers());
    expect(stored()).toEqual([]);
  });

  it("waits with its words while the layer is being put back", () => {
    const id = elsewhere.annotateWhole("memo", { note: "Kept" });
    draw();
    layerMap(layer, "annotations").delete(id);
    type("Kept, and more");
    pause();
    expect(field().value).toBe("Kept, and more");
    expect(listDrafts("user").map(({ text }) => text)).toEqual(["Kept, and more"]);
  });
});
