import type { EditorState, SelectionRange, StateEffect } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import {
  addInline,
  addLink,
  isMarked,
  type LineKind,
  lineKind,
  removeInline,
  setLines,
} from "@postil/shared/anchor/mark-edits";
import type { MarkEdit } from "@postil/shared/anchor/text-edits";
import { editMark, marksOf } from "./mark-field.ts";

/** What the selection is, for the toolbar. `line` is "mixed" when its lines differ. */
export interface MarkState {
  line: LineKind | "p" | "mixed";
  bold: boolean;
  italic: boolean;
  /** Of the link that the selection is in; null when it is in none. */
  href: string | null;
  /** There are words to make bold or a link of. */
  words: boolean;
}

export function markState(state: EditorState): MarkState {
  const range = wordsIn(state);
  const near = marksOf(state, range.from, range.to);
  const kinds = new Set(linesIn(state).map((line) => lineKind(marksOf(state, line.from, line.to), line) ?? "p"));
  const [kind = "p"] = kinds;
  const link = near.find((mark) => mark.kind === "link" && mark.from <= range.from && mark.to >= range.to);
  return {
    line: kinds.size > 1 ? "mixed" : kind,
    bold: isMarked(near, "bold", range),
    italic: isMarked(near, "italic", range),
    href: (range.from < range.to && link?.href) || null,
    words: range.from < range.to,
  };
}

/** Makes the words bold or italic, or takes that off them. Answers whether it could. */
export function toggleInline(view: EditorView, kind: "bold" | "italic"): boolean {
  const { state } = view;
  const range = wordsIn(state);
  if (state.readOnly || range.from === range.to) return false;
  const near = marksOf(state, range.from, range.to);
  return apply(view, isMarked(near, kind, range) ? removeInline(near, kind, range) : addInline(near, kind, range));
}

/** Makes the words a link to `href`, or takes links off them with null. */
export function setLink(view: EditorView, href: string | null): boolean {
  const { state } = view;
  let range = wordsIn(state);
  if (state.readOnly || range.from === range.to) return false;
  const near = marksOf(state, range.from, range.to);
  // With the caret in a link it is the whole of that which is meant.
  const around = near.find((mark) => mark.kind === "link" && mark.from <= range.from && mark.to >= range.to);
  if (around) range = { from: around.from, to: around.to };
  return apply(view, href === null ? removeInline(near, "link", range) : addLink(near, range, href));
}

/** Makes the lines that the selection touches this; when they are it already, paragraphs. */
export function toggleLines(view: EditorView, kind: LineKind | null): boolean {
  const { state } = view;
  if (state.readOnly) return false;
  const lines = linesIn(state);
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return false;
  const near = marksOf(state, first.from, last.to + 1);
  const already = kind !== null && lines.every((line) => lineKind(near, line) === kind);
  return apply(view, setLines(near, lines, already ? null : kind));
}

function apply(view: EditorView, edits: readonly MarkEdit[]): boolean {
  const effects: StateEffect<MarkEdit>[] = edits.map((edit) => editMark.of(edit));
  view.dispatch({ effects });
  return true;
}

/** What is selected, or the word that the caret is in. */
function wordsIn(state: EditorState): { from: number; to: number } {
  const { main } = state.selection;
  return main.empty ? (wordAt(state, main) ?? main) : { from: main.from, to: main.to };
}

function wordAt(state: EditorState, { head }: SelectionRange): { from: number; to: number } | null {
  return state.wordAt(head);
}

/** Lines with words that the selection touches. */
function linesIn(state: EditorState): { from: number; to: number }[] {
  const { from, to } = state.selection.main;
  const lines: { from: number; to: number }[] = [];
  for (let at = from; ; ) {
    const line = state.doc.lineAt(at);
    if (line.text.trim() !== "") lines.push({ from: line.from, to: line.to });
    if (line.to >= to || line.to + 1 > state.doc.length) return lines;
    at = line.to + 1;
  }
}
