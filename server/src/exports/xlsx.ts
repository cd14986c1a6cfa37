import { CODEBOOK_COLUMNS, codebookRecord } from "@postil/shared/export/codebook-csv";
import { exportColumns, exportRecords, type RowShape } from "@postil/shared/export/rows";
import type { ExportMaterial } from "./export-material.ts";
import { type SheetTable, writeWorkbook } from "./workbook.ts";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The columns of the CSVs as sheets, with the codebook and the members. */
export function writeXlsx(
  material: ExportMaterial,
  written: (annotations: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { attributeNames, codebook, members } = material;
  let earlier = 0;
  const table = (shape: RowShape): SheetTable => ({
    name: `${shape}s`,
    columns: exportColumns(shape, attributeNames),
    rows: records(material, shape, (count, ended) => {
      // Each of the three reads all annotations: a third of the way each.
      written(Math.floor((earlier + count) / 3));
      if (ended) earlier += count;
    }),
  });
  return writeWorkbook([
    table("annotation"),
    table("tag"),
    table("comment"),
    { name: "codebook", columns: CODEBOOK_COLUMNS, rows: one(codebook.map((tag) => codebookRecord(tag, true))) },
    {
      name: "members",
      columns: ["person_id", "person", "role"],
      rows: one(members.map(({ actor, name, role }) => [actor, name, role])),
    },
  ]);
}

async function* records(
  { attributeNames, read }: ExportMaterial,
  shape: RowShape,
  written: (annotations: number, ended: boolean) => void,
): AsyncGenerator<string[][], void, undefined> {
  let count = 0;
  for await (const page of read(shape).pages()) {
    yield page.flatMap((annotation) => exportRecords(shape, annotation, attributeNames));
    count += page.length;
    written(count, false);
  }
  written(count, true);
}

async function* one(rows: string[][]): AsyncGenerator<string[][], void, undefined> {
  yield rows;
}
