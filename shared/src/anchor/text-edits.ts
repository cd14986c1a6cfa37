import type * as Y from "yjs";
import { articleMarks, articleText, type MarkRange } from "../document/text-document.ts";
import { type TextMark, textMarkSchema } from "../schema/text-mark.ts";
import { ceilToCharacter, floorToCharacter } from "./code-points.ts";
import { decodePosition, encodePosition } from "./relative-position.ts";

/** A mark where it stands now, by the id of its entry. */
export interface PlacedMark extends MarkRange {
  id: string;
}

/** Sets a mark, or takes it away. */
export type MarkEdit = { id: string; mark: MarkRange } | { id: string; mark: null };

/** Replaces `from`..`to` of the text as it was before by `insert`. UTF-16 offsets, end exclusive. */
export interface TextEdit {
  from: number;
  to: number;
  insert: string;
}

/** The marks of a text document by offset; those that name no place, or are not marks at all, are left out. */
export function readMarks(doc: Y.Doc): PlacedMark[] {
  const text = articleText(doc);
  const ranges: PlacedMark[] = [];
  for (const [id, value] of articleMarks(doc)) {
    const mark = textMarkSchema.safeParse(value);
    if (!mark.success) continue;
    const from = decodePosition(doc, text, mark.data.start);
    const to = decodePosition(doc, text, mark.data.end);
    if (from === null || to === null || from >= to) continue;
    const { kind, href } = mark.data;
    ranges.push({ id, kind, from, to, ...(href === undefined ? {} : { href }) });
  }
  return ranges;
}

/** What one transaction may hold, and with it one update: the server takes 256 KiB, and 3,000 structs of a text. */
const BATCH = { edits: 500, characters: 60_000 };

/** Carries out edits of marks, by offsets in the text as it is, in transactions that one update can carry. */
export function changeMarks(doc: Y.Doc, edits: readonly MarkEdit[], origin?: unknown): void {
  const text = articleText(doc);
  const marks = articleMarks(doc);
  for (let at = 0; at < edits.length; at += BATCH.edits) {
    doc.transact(() => {
      for (const { id, mark } of edits.slice(at, at + BATCH.edits)) {
        if (mark) marks.set(id, entryOf(text, mark));
        else if (marks.has(id)) marks.delete(id);
      }
    }, origin);
  }
}

function entryOf(text: Y.Text, { kind, from, to, href }: MarkRange): TextMark {
  const start = encodePosition(text, from, 0);
  const end = encodePosition(text, to, -1);
  return href === undefined ? { kind, start, end } : { kind, start, end, href };
}

/**
 * Carries out edits of the text, ascending and disjoint, in transactions that one update can carry. What is replaced
 * keeps its place: the new characters come in after the first of the old ones, before those go. So anchors that begin or
 * end with the old words hold the new ones, where deleting first would leave them holding nothing.
 */
export function changeText(doc: Y.Doc, edits: readonly TextEdit[], origin?: unknown): void {
  const text = articleText(doc);
  for (const batch of batches(edits)) {
    doc.transact(() => {
      for (const edit of batch) replaceInPlace(text, edit);
    }, origin);
  }
}

/** From the end, so that the offsets of those before stay right; what is long comes in pieces, one after another. */
function batches(edits: readonly TextEdit[]): TextEdit[][] {
  const all: TextEdit[][] = [];
  let room = 0;
  for (const edit of [...edits].reverse()) {
    for (const piece of piecesOf(edit)) {
      const last = all.at(-1);
      if (last && last.length < BATCH.edits && piece.insert.length <= room) last.push(piece);
      else {
        all.push([piece]);
        room = BATCH.characters;
      }
      room -= piece.insert.length;
    }
  }
  return all;
}

function piecesOf({ from, to, insert }: TextEdit): TextEdit[] {
  const pieces: TextEdit[] = [];
  let at = 0;
  do {
    const end = floorToCharacter(insert, Math.min(insert.length, at + BATCH.characters));
    pieces.push({ from: from + at, to: at === 0 ? to : from + at, insert: insert.slice(at, end) });
    at = end;
  } while (at < insert.length);
  return pieces;
}

function replaceInPlace(text: Y.Text, { from, to, insert }: TextEdit): void {
  if (insert === "") {
    if (to > from) text.delete(from, to - from);
    return;
  }
  if (to - from < 2) {
    text.insert(to, insert);
    if (to > from) text.delete(from, to - from);
    return;
  }
  text.insert(from + 1, insert);
  text.delete(from + 1 + insert.length, to - from - 1);
  text.delete(from, 1);
}

/** The same edit without what both sides begin and end with; null when nothing is left. No character is cut in two. */
export function trimEdit(before: string, edit: TextEdit): TextEdit | null {
  const old = before.slice(edit.from, edit.to);
  const { insert } = edit;
  const shorter = Math.min(old.length, insert.length);
  let head = 0;
  while (head < shorter && old[head] === insert[head]) head++;
  head = floorToCharacter(old, floorToCharacter(insert, head));
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === insert.at(-1 - tail)) tail++;
  while (tail > 0 && !(isEdge(old, old.length - tail) && isEdge(insert, insert.length - tail))) tail--;
  const trimmed = {
    from: edit.from + head,
    to: edit.to - tail,
    insert: insert.slice(head, insert.length - tail),
  };
  return trimmed.from === trimmed.to && trimmed.insert === "" ? null : trimmed;
}

function isEdge(text: string, offset: number): boolean {
  return ceilToCharacter(text, offset) === offset;
}
