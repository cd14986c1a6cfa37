import type { TextEdit } from "@postil/shared/anchor/text-edits";

export interface DiffPiece {
  kind: "same" | "deleted" | "inserted";
  text: string;
}

/** A line of a comparison; `skipped` counts lines that are the same on both sides and left out. */
export type DiffRow = { pieces: DiffPiece[] } | { skipped: number };

/** Lines shown around what differs. */
const CONTEXT = 1;

/** What differs, as lines to read: those that changed and one around each. */
export function diffRows(before: string, edits: readonly TextEdit[]): DiffRow[] {
  const lines = linesOf(piecesOf(before, edits));
  const shown = new Set<number>();
  lines.forEach((line, index) => {
    if (line.every(({ kind }) => kind === "same")) return;
    for (let near = index - CONTEXT; near <= index + CONTEXT; near++) shown.add(near);
  });
  const rows: DiffRow[] = [];
  lines.forEach((pieces, index) => {
    const isBlank = pieces.every(({ kind, text }) => kind === "same" && text.trim() === "");
    const last = rows.at(-1);
    if (shown.has(index)) rows.push({ pieces });
    else if (isBlank) return;
    else if (last && "skipped" in last) last.skipped++;
    else rows.push({ skipped: 1 });
  });
  return rows;
}

function piecesOf(before: string, edits: readonly TextEdit[]): DiffPiece[] {
  const pieces: DiffPiece[] = [];
  let at = 0;
  const add = (kind: DiffPiece["kind"], text: string) => {
    if (text !== "") pieces.push({ kind, text });
  };
  for (const { from, to, insert } of edits) {
    add("same", before.slice(at, from));
    add("deleted", before.slice(from, to));
    add("inserted", insert);
    at = to;
  }
  add("same", before.slice(at));
  return pieces;
}

/** A line break that came or went is part of what differs, and shown as one. */
function linesOf(pieces: readonly DiffPiece[]): DiffPiece[][] {
  const lines: DiffPiece[][] = [[]];
  for (const { kind, text } of pieces) {
    const parts = text.split("\n");
    parts.forEach((part, index) => {
      const isBroken = index < parts.length - 1;
      const shown = isBroken && kind !== "same" ? `${part}¶` : part;
      if (shown !== "") lines.at(-1)?.push({ kind, text: shown });
      if (isBroken) lines.push([]);
    });
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}
