import { changeMarks, changeText, type MarkEdit, readMarks, trimEdit } from "@postil/shared/anchor/text-edits";
import { articleText, type MarkRange } from "@postil/shared/document/text-document";
import { newId } from "@postil/shared/schema/ids";
import type * as Y from "yjs";
import { diffWords } from "./word-diff.ts";

/** Makes the article's text into `target` by as small edits as can be, so that everything anchored in it stays. */
export function rewriteText(doc: Y.Doc, target: string): void {
  const before = articleText(doc).toString();
  const edits = diffWords(before, target).flatMap((edit) => trimEdit(before, edit) ?? []);
  changeText(doc, edits);
}

/** The same, with the marks as they were. */
export function restoreVersion(doc: Y.Doc, { text, marks }: { text: string; marks: readonly MarkRange[] }): void {
  rewriteText(doc, text);
  const wanted = new Map(marks.map((mark) => [nameOf(mark), mark]));
  const edits: MarkEdit[] = [];
  for (const mark of readMarks(doc)) {
    if (!wanted.delete(nameOf(mark))) edits.push({ id: mark.id, mark: null });
  }
  for (const mark of wanted.values()) edits.push({ id: newId(), mark });
  changeMarks(doc, edits);
}

/** Whether two texts are marked alike. */
export function sameMarks(one: readonly MarkRange[], other: readonly MarkRange[]): boolean {
  const names = new Set(one.map(nameOf));
  return names.size === new Set(other.map(nameOf)).size && other.every((mark) => names.has(nameOf(mark)));
}

function nameOf({ kind, from, to, href }: MarkRange): string {
  return JSON.stringify([kind, from, to, href]);
}
