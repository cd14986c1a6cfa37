import {
  CODEBOOK_COLUMNS,
  COLOUR_WORDS,
  type CodebookColumn,
  readExamples,
  unguarded,
} from "@postil/shared/export/codebook-csv";
import { DEFINITION_LENGTH, exampleSchema, MOST_EXAMPLES, signSchema, tagNameSchema } from "@postil/shared/schema/tag";
import { storableTextSchema } from "@postil/shared/schema/text-fields";
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { DEEPEST, type FiledRow, MOST_TAGS, type ReadFile } from "./filed-rows.ts";

const definition = storableTextSchema(DEFINITION_LENGTH);
const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;
const NO = new Set(["", "no", "false", "0", "n"]);
const YES = new Set(["yes", "true", "1", "y", "x"]);

/** How each column is read; a throw of a ZodError or an Error says what is wrong with the cell. */
const READERS: Record<Exclude<CodebookColumn, "path">, (cell: string) => Partial<FiledRow>> = {
  definition: (cell) => ({ description: definition.parse(cell) }),
  when_to_use: (cell) => ({ whenToUse: definition.parse(cell) }),
  when_not: (cell) => ({ whenNot: definition.parse(cell) }),
  examples: (cell) => ({ examples: z.array(exampleSchema).max(MOST_EXAMPLES).parse(readExamples(cell)) }),
  colour: (cell) => (cell === "" ? {} : { colour: colourOf(cell) }),
  sign: (cell) => ({ sign: signSchema.parse(cell) }),
  shortcut: (cell) => ({ shortcut: cell === "" ? null : z.coerce.number().int().min(1).max(9).parse(cell) }),
  archived: (cell) => ({ archived: flagOf(cell.toLowerCase()) }),
  guid: (cell) => (cell === "" ? {} : { guid: guidOf(cell) }),
};

/** Reads a codebook from CSV: comma, semicolon or tab, whichever the header row has. Pure. */
export function readCsv(text: string): ReadFile {
  const file: ReadFile = { rows: [], problems: [], notes: [] };
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    file.problems.push({ where: "File", message: `This isn't CSV that can be read: ${error.message}` });
    return file;
  }
  const [header = [], ...rows] = records;
  const columns = header.map((name) => columnOf(name));
  const unknown = header.filter((name, index) => columns[index] === null && name.trim() !== "");
  if (unknown.length > 0) file.notes.push(`Columns that mean nothing here were left out: ${unknown.join(", ")}.`);
  if (!columns.includes("path")) {
    const message = `The first row must name the columns, “path” among them: ${CODEBOOK_COLUMNS.join(", ")}.`;
    file.problems.push({ where: "Row 1", message });
    return file;
  }
  if (rows.length > MOST_TAGS) {
    file.problems.push({ where: "File", message: `It holds more than ${MOST_TAGS} tags.` });
    return file;
  }
  for (const [index, cells] of rows.entries()) {
    const where = `Row ${index + 2}`;
    const row: FiledRow = { where, path: [] };
    for (const [at, column] of columns.entries()) {
      if (column === null) continue;
      const cell = unguarded(cells[at] ?? "");
      try {
        if (column === "path") row.path = pathOf(cell);
        else Object.assign(row, READERS[column](cell.trim()));
      } catch (error) {
        file.problems.push({ where: `${where}, ${column}`, message: reason(error) });
      }
    }
    file.rows.push(row);
  }
  return file;
}

function delimiterOf(text: string): string {
  const header = text.split(/\r\n|\n|\r/, 1)[0] ?? "";
  const counts = [",", ";", "\t"].map((sign) => ({ sign, count: header.split(sign).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.sign ?? ",";
}

/** `name` is taken for the path of those who keep a flat list. */
function columnOf(name: string): CodebookColumn | null {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const other: Record<string, CodebookColumn> = { name: "path", description: "definition", color: "colour" };
  return (
    CODEBOOK_COLUMNS.find((column) => column === plain) ?? (Object.hasOwn(other, plain) ? (other[plain] ?? null) : null)
  );
}

function pathOf(cell: string): string[] {
  const names = cell.split(">").map((name) => tagNameSchema.parse(name));
  if (names.length > DEEPEST) throw new Error(`must have at most ${DEEPEST} levels`);
  return names;
}

function colourOf(cell: string): number {
  const colour = (COLOUR_WORDS as readonly string[]).indexOf(cell.toLowerCase());
  if (colour === -1) throw new Error(`must be one of ${COLOUR_WORDS.join(", ")}`);
  return colour;
}

function flagOf(cell: string): boolean {
  if (YES.has(cell)) return true;
  if (NO.has(cell)) return false;
  throw new Error("must be yes or empty");
}

function guidOf(cell: string): string {
  const guid = GUID.exec(cell)?.[1];
  if (!guid) throw new Error("must be a GUID such as 3f2b8c1e-0000-4000-8000-000000000000, or empty");
  return guid.toLowerCase();
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) return error.issues[0]?.message ?? "can't be read";
  return error instanceof Error ? error.message : "can't be read";
}
