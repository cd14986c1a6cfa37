import { changeText, type TextEdit, trimEdit } from "@postil/shared/anchor/text-edits";
import type * as Y from "yjs";
import { diffWords } from "./word-diff.ts";

/** Replacements on both sides longer than this, in UTF-16 units, are compared word by word. */
const LONG = 40;
/** How long that may keep the page waiting, in ms. */
const BUDGET = 150;

/**
 * The article's text as y-codemirror writes to it. That would delete, then insert, all in one update: an annotation of a
 * word that somebody types anew would be left holding nothing, and the server takes no update of any size. So what it
 * writes is gathered, cut down to what differs, and carried out by `changeText`.
 */
export class AnchoredText {
  /** Ascending, by offsets in the text as it stands in the document. */
  private edits: TextEdit[] = [];
  /** How much further what it writes now stands in the text as it takes it to be. */
  private shift = 0;

  constructor(private readonly text: Y.Text) {}

  get doc(): { transact: (run: () => void, origin: unknown) => void } {
    return {
      transact: (run, origin) => {
        this.edits = [];
        this.shift = 0;
        run();
        const { doc } = this.text;
        if (doc) changeText(doc, leastEdits(this.text.toString(), this.edits), origin);
      },
    };
  }

  observe(listener: Parameters<Y.Text["observe"]>[0]): void {
    this.text.observe(listener);
  }

  unobserve(listener: Parameters<Y.Text["unobserve"]>[0]): void {
    this.text.unobserve(listener);
  }

  delete(at: number, length: number): void {
    const from = at - this.shift;
    this.edits.push({ from, to: from + length, insert: "" });
    this.shift -= length;
  }

  insert(at: number, insert: string): void {
    const from = at - this.shift;
    const last = this.edits.at(-1);
    // In place of what it has just deleted.
    if (last?.insert === "" && last.to === from) last.insert = insert;
    else this.edits.push({ from, to: from, insert });
    this.shift += insert.length;
  }
}

/** The same change in as few characters as can be. */
function leastEdits(text: string, edits: readonly TextEdit[]): TextEdit[] {
  return edits.flatMap((edit) => {
    const { from, to, insert } = edit;
    if (to - from <= LONG || insert.length <= LONG) return trimEdit(text, edit) ?? [];
    return diffWords(text.slice(from, to), insert, BUDGET).flatMap(
      (one) => trimEdit(text, { from: one.from + from, to: one.to + from, insert: one.insert }) ?? [],
    );
  });
}
