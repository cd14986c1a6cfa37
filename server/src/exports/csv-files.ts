import { CODEBOOK_COLUMNS, CODEBOOK_TABLE, codebookRecord } from "@postil/shared/export/codebook-csv";
import { exportColumns, exportRecords, type RowShape } from "@postil/shared/export/rows";
import { BOM, toCsv } from "../platform/csv.ts";
import { type BundledTable, csvBundle } from "../platform/csv-bundle.ts";
import type { ExportMaterial } from "./export-material.ts";

/** One CSV, as it is read. */
export async function* csvChunks(
  { query, attributeNames, read }: ExportMaterial,
  rows: RowShape,
  written: (annotations: number) => void = () => undefined,
): AsyncGenerator<string, void, undefined> {
  const raw = query.raw === "1";
  let count = 0;
  let head = (query.bom === "1" ? BOM : "") + toCsv([exportColumns(rows, attributeNames)], raw);
  for await (const page of read(rows).pages()) {
    const records = page.flatMap((annotation) => exportRecords(rows, annotation, attributeNames));
    // The header goes with the first page: until that is read, an error can still be answered as one.
    const chunk = head + toCsv(records, raw);
    head = "";
    if (chunk !== "") yield chunk;
    count += page.length;
    written(count);
  }
  if (head !== "") yield head;
}

/** All three CSVs, the codebook, and what their columns hold, as a zip. */
export function writeCsvBundle(
  material: ExportMaterial,
  written: (annotations: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { query, attributeNames, codebook } = material;
  const raw = query.raw === "1";
  const records = [[...CODEBOOK_COLUMNS], ...codebook.map((tag) => codebookRecord(tag, raw))];
  let earlier = 0;
  let latest = 0;
  // Each of the three reads all annotations: a third of the way each.
  const table = (rows: RowShape, title: string, key: readonly string[]): BundledTable => ({
    name: `${rows}s`,
    title,
    key,
    columns: exportColumns(rows, attributeNames),
    chunks: csvChunks(material, rows, (count) => {
      if (count <= latest) earlier += latest;
      latest = count;
      written(Math.floor((earlier + count) / 3));
    }),
  });
  return csvBundle(
    material.workspace,
    [
      table("annotation", "One row an annotation", ["annotation_id"]),
      table("tag", "One row a tag on an annotation", ["annotation_id", "tag_id"]),
      table("comment", "One row a comment", ["comment_id"]),
      {
        ...CODEBOOK_TABLE,
        // Guarded already, so that importing it gives back what was there.
        chunks: [(query.bom === "1" ? BOM : "") + toCsv(records, true)],
      },
    ],
    raw,
  );
}
