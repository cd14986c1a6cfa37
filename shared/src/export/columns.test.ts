import { describe, expect, it } from "vitest";
import { AUDIT_COLUMNS } from "./audit-rows.ts";
import { CODEBOOK_TABLE } from "./codebook-csv.ts";
import { columnsReadme, csvwMetadata, describeColumn, type TableDescription } from "./columns.ts";
import { exportColumns, type RowShape } from "./rows.ts";

const attributes = ["outlet", "=wave", "a | b\nc", "Jahr %", "toString"];
const shapes: RowShape[] = ["annotation", "tag", "comment"];
const tables: TableDescription[] = [
  ...shapes.map((shape) => ({
    name: `${shape}s`,
    title: shape,
    columns: exportColumns(shape, attributes),
    key: [`${shape}_id`],
  })),
  CODEBOOK_TABLE,
  { name: "audit", title: "audit", columns: AUDIT_COLUMNS, key: [] },
];

interface Csvw {
  tables: { url: string; tableSchema: { columns: { name: string; titles: string[] }[]; primaryKey?: string[] } }[];
}

describe("what columns hold", () => {
  it("is said of every column of every file, and in the order of the file", () => {
    const readme = columnsReadme("Floods", tables, false);
    for (const { name, columns } of tables) {
      const part = readme.slice(readme.indexOf(`## ${name}.csv`)).split("\n\n## ")[0] ?? "";
      expect(part.match(/^\| `/gm)).toHaveLength(columns.length);
      for (const column of columns) expect(describeColumn(name, column).says).not.toBe("");
    }
    expect(() => describeColumn("annotations", "toString")).toThrow();
  });

  it("is told to programs by the headers that the file has, under names that CSV on the Web takes", () => {
    for (const raw of [true, false]) {
      const metadata = csvwMetadata(tables, raw) as Csvw;
      const [first] = metadata.tables;
      expect(first?.url).toBe("annotations.csv");
      expect(first?.tableSchema.columns.map(({ titles }) => titles[0])).toEqual(
        exportColumns("annotation", attributes),
      );
      for (const { tableSchema } of metadata.tables) {
        const names = tableSchema.columns.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^([A-Za-z0-9_]|%[0-9A-F]{2})([A-Za-z0-9_.]|%[0-9A-F]{2})*$/);
        for (const key of tableSchema.primaryKey ?? []) expect(names).toContain(key);
      }
    }
  });
});
