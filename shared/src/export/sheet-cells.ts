import type { CellType } from "./columns.ts";

/** Most characters that a spreadsheet's cell takes; more makes the whole file unreadable. */
export const LONGEST_CELL = 32_767;
const CUT = " […]";

/** Styles in the order of the workbook's `cellXfs`. */
export const STYLE = { plain: 0, head: 1, time: 2, quoted: 3 } as const;

/**
 * A cell of a worksheet (ECMA-376, part 1, 18.3.1.4) from a cell of a CSV: times and numbers become real ones, text
 * stays text whatever it begins with, also after somebody has edited it. "" for none.
 */
export function sheetCell(value: string, type: CellType): string {
  if (value === "") return "<c/>";
  if (type === "integer" && /^-?\d{1,15}$/.test(value)) return `<c><v>${value}</v></c>`;
  if (type === "dateTime") {
    const serial = serialDay(Date.parse(value));
    if (serial !== null) return `<c s="${STYLE.time}"><v>${serial}</v></c>`;
  }
  // quotePrefix, where it would be taken for a formula once it is typed again.
  return textCell(value, /^[=+\-@'\t\r＝＋－＠]/.test(value) ? STYLE.quoted : STYLE.plain);
}

export function textCell(value: string, style: number): string {
  const styled = style === STYLE.plain ? "" : ` s="${style}"`;
  return `<c t="inlineStr"${styled}><is><t xml:space="preserve">${sheetText(value)}</t></is></c>`;
}

/** Days since 1899-12-30, as spreadsheets count; null for what comes before they begin to count. */
export function serialDay(epochMs: number): number | null {
  const day = epochMs / 86_400_000 + 25_569;
  // Before March 1900 Excel believes in a day that never was.
  return Number.isFinite(day) && day >= 61 ? day : null;
}

function sheetText(value: string): string {
  return xmlText(value.length > LONGEST_CELL ? shortened(value) : value);
}

function shortened(value: string): string {
  return value.slice(0, LONGEST_CELL - CUT.length).replace(/[\ud800-\udbff]$/, "") + CUT;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text for XML, with what it can't hold as `_xHHHH_` (ECMA-376, part 1, 22.4.2.4), and what looks like that told apart. */
export function xmlText(value: string): string {
  return value
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
