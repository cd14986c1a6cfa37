import { describeColumn } from "@postil/shared/export/columns";
import { STYLE, sheetCell, textCell, xmlText } from "@postil/shared/export/sheet-cells";
import { writeZip, type ZipEntry } from "../platform/zip/write-zip.ts";

/** A table of a workbook. Cells as a CSV has them; what they hold is known by their columns' names. */
export interface SheetTable {
  name: string;
  columns: readonly string[];
  /** Batches of rows. */
  rows: AsyncIterable<readonly (readonly string[])[]>;
}

/** Rows of a worksheet, its header among them, that spreadsheets read. */
export const MOST_ROWS = 1_048_576;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * An Office Open XML workbook (ECMA-376) as its tables are read: no library in reach writes several sheets without
 * holding them all. Memory doesn't grow with the rows. A table of more rows than a sheet takes goes on in further ones.
 */
export function writeWorkbook(
  tables: readonly SheetTable[],
  mostRows = MOST_ROWS,
): AsyncGenerator<Uint8Array, void, undefined> {
  return writeZip(parts(tables, mostRows));
}

async function* parts(tables: readonly SheetTable[], mostRows: number): AsyncGenerator<ZipEntry, void, undefined> {
  const names: string[] = [];
  for (const { name, columns, rows } of tables) {
    const left = new Rows(rows);
    for (let number = 1; number === 1 || !(await left.ended()); number += 1) {
      names.push(number === 1 ? name : `${name} ${number}`);
      yield { name: `xl/worksheets/sheet${names.length}.xml`, chunks: sheet(name, columns, left, mostRows - 1) };
    }
  }
  yield { name: "xl/workbook.xml", chunks: [workbook(names)] };
  yield { name: "xl/styles.xml", chunks: [styles()] };
  const sheets = names.map((_name, index) => ({ id: `rId${index + 1}`, part: `worksheets/sheet${index + 1}.xml` }));
  const links = sheets.map(({ id, part }) => relation(id, "worksheet", part));
  yield {
    name: "xl/_rels/workbook.xml.rels",
    chunks: [relations([...links, relation("rIdS", "styles", "styles.xml")])],
  };
  yield { name: "_rels/.rels", chunks: [relations([relation("rId1", "officeDocument", "xl/workbook.xml")])] };
  yield { name: "[Content_Types].xml", chunks: [contentTypes(sheets.map(({ part }) => part))] };
}

/** Rows, so many at a time, from batches of any size. */
class Rows {
  private readonly source: AsyncIterator<readonly (readonly string[])[]>;
  private batch: readonly (readonly string[])[] = [];
  private over = false;

  constructor(source: AsyncIterable<readonly (readonly string[])[]>) {
    this.source = source[Symbol.asyncIterator]();
  }

  async ended(): Promise<boolean> {
    while (this.batch.length === 0 && !this.over) {
      const next = await this.source.next();
      if (next.done) this.over = true;
      else this.batch = next.value;
    }
    return this.batch.length === 0;
  }

  /** The next ones, `most` at the most; none at the end. */
  async take(most: number): Promise<readonly (readonly string[])[]> {
    if (await this.ended()) return [];
    const taken = this.batch.slice(0, most);
    this.batch = this.batch.slice(most);
    return taken;
  }
}

async function* sheet(
  table: string,
  columns: readonly string[],
  rows: Rows,
  most: number,
): AsyncGenerator<string, void, undefined> {
  const types = columns.map((column) => describeColumn(table, column).type);
  const widths = types.map((type, index) => {
    const width = type === "dateTime" ? 20 : type === "integer" ? 10 : 24;
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  });
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>` +
    `<cols>${widths.join("")}</cols><sheetData><row>${columns.map((name) => textCell(name, STYLE.head)).join("")}</row>`;
  for (let left = most; left > 0; ) {
    const some = await rows.take(left);
    if (some.length === 0) break;
    left -= some.length;
    yield some
      .map((cells) => `<row>${cells.map((cell, index) => sheetCell(cell, types[index] ?? "string")).join("")}</row>`)
      .join("");
  }
  yield "</sheetData></worksheet>";
}

function workbook(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

/** In the order of STYLE. */
function styles(): string {
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
  const xfs = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>',
  ];
  return (
    `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>` +
    `</numFmts><fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="2"><fill><patternFill ` +
    `patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>` +
    `<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" ` +
    `fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join("")}</cellXfs><cellStyles ` +
    `count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  );
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
}

function relations(all: readonly string[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
}

function contentTypes(sheets: readonly string[]): string {
  const part = (name: string, type: string) => `<Override PartName="/xl/${name}" ContentType="${PARTS}.${type}+xml"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ` +
    `ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ` +
    `ContentType="application/xml"/>${part("workbook.xml", "sheet.main")}${part("styles.xml", "styles")}` +
    `${sheets.map((name) => part(name, "worksheet")).join("")}</Types>`
  );
}
