import { type Extension, Transaction } from "@codemirror/state";
import { type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { changeMarks, type PlacedMark, readMarks } from "@postil/shared/anchor/text-edits";
import { articleMarks } from "@postil/shared/document/text-document";
import type * as Y from "yjs";
import { editMark, marksOf, setMarks } from "./mark-field.ts";

/** Where marks stand is read anew this long after the last keystroke, in ms: the document has the last word on it. */
const REST = 400;
const OWN = Symbol("own-marks");

/** Writes this person's marks to the document, and shows others'. Comes after what writes the text. */
export function syncMarks(doc: Y.Doc): Extension {
  return ViewPlugin.define((view: EditorView) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      clearTimeout(timer);
      timer = undefined;
      const marks = readMarks(doc);
      if (same(marks, marksOf(view.state))) return;
      view.dispatch({ effects: setMarks.of(marks), annotations: Transaction.addToHistory.of(false) });
    };
    const soon = (wait: number) => {
      clearTimeout(timer);
      timer = setTimeout(read, wait);
    };
    const onMarks = (_event: unknown, { origin }: Y.Transaction) => soon(origin === OWN ? REST : 0);
    articleMarks(doc).observe(onMarks);
    soon(0);
    return {
      update({ transactions, docChanged }: ViewUpdate) {
        const edits = transactions.flatMap(({ effects }) =>
          effects.flatMap((one) => (one.is(editMark) ? one.value : [])),
        );
        changeMarks(doc, edits, OWN);
        if (docChanged) soon(REST);
      },
      destroy() {
        clearTimeout(timer);
        articleMarks(doc).unobserve(onMarks);
      },
    };
  });
}

function same(one: readonly PlacedMark[], other: readonly PlacedMark[]): boolean {
  if (one.length !== other.length) return false;
  const places = new Map(other.map((mark) => [mark.id, mark]));
  return one.every((mark) => {
    const there = places.get(mark.id);
    return (
      there && there.from === mark.from && there.to === mark.to && there.kind === mark.kind && there.href === mark.href
    );
  });
}
