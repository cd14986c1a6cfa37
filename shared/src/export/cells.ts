/**
 * First characters that make spreadsheets run a cell as a formula, and their full-width forms, which some of them
 * fold to the plain ones: OWASP, "CSV Injection".
 */
const RUNS_AS_FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** A cell as a spreadsheet shows it without running it: one that would be a formula gets a `'` before it. */
export function defuse(cell: string): string {
  return RUNS_AS_FORMULA.test(cell) ? `'${cell}` : cell;
}

/** A record's cells defused, or as they are with `raw`. */
export function guardCells(cells: readonly string[], raw: boolean): readonly string[] {
  return raw ? cells : cells.map(defuse);
}

/** Epoch ms -> ISO 8601 in UTC; nothing for a time that isn't there. */
export function timeCell(epochMs: number | null): string {
  return epochMs === null ? "" : new Date(epochMs).toISOString();
}

export function numberCell(value: number | null): string {
  return value === null ? "" : String(value);
}

/** Text for a place that holds one item a line: line breaks become spaces. */
export function oneLine(text: string): string {
  return text.replace(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/g, " ");
}
