import { columnsReadme, csvwMetadata, type TableDescription } from "@postil/shared/export/columns";
import { writeZip, type ZipEntry } from "./zip/write-zip.ts";

export interface BundledTable extends TableDescription {
  chunks: ZipEntry["chunks"];
}

/** CSVs in one zip with what their columns hold, for people (README.md) and for programs (csv-metadata.json). */
export function csvBundle(
  workspace: string,
  tables: readonly BundledTable[],
  raw: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  return writeZip([
    { name: "README.md", chunks: [columnsReadme(workspace, tables, raw)] },
    { name: "csv-metadata.json", chunks: [`${JSON.stringify(csvwMetadata(tables, raw), null, 2)}\n`] },
    ...tables.map(({ name, chunks }) => ({ name: `${name}.csv`, chunks })),
  ]);
}
