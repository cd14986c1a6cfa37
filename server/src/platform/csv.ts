import { guardCells } from "@postil/shared/export/cells";
import { stringify } from "csv-stringify/sync";

/** Byte order mark: without it, spreadsheets take UTF-8 for the machine's own encoding. */
export const BOM = "\ufeff";

/** Records as RFC 4180 writes them, CRLF at the end of each. Formulas are defused, unless `raw`. */
export function toCsv(records: readonly (readonly string[])[], raw: boolean): string {
  return stringify(
    records.map((cells) => [...guardCells(cells, raw)]),
    // A lone LF or CR is quoted too: many readers take it for the end of a record.
    { record_delimiter: "\r\n", quote_record_delimiter: true },
  );
}
