import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type CellValue, readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exported } from "../support/exported.ts";
import { nastyWorkspace, readCsv } from "../support/nasty-workspace.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const execute = promisify(execFile);
let server: TestServer;
let folder: string;
let it_: Awaited<ReturnType<typeof nastyWorkspace>>;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), "postil-office-"));
  it_ = await nastyWorkspace(server.url);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a file, saves it as a workbook, and reads that. */
async function opened(name: string, bytes: Buffer) {
  const from = join(folder, name);
  const to = join(folder, "saved");
  await writeFile(from, bytes);
  // A profile of its own: one that is open elsewhere would take the order over, and give nothing back.
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const format = "xlsx:Calc MS Excel 2007 XML";
  // What its window proposes for a CSV: commas, quotation marks, and UTF-8 for the byte order mark (76).
  const csv = name.endsWith(".csv") ? ["--infilter=CSV:44,34,76"] : [];
  await execute("soffice", [profile, ...csv, "--headless", "--convert-to", format, "--outdir", to, from]);
  return readXlsx(await readFile(join(to, name.replace(/\.\w+$/, ".xlsx"))));
}

/** As LibreOffice keeps it: any line end is one of its own, and cells have no tabs. */
function kept(text: unknown): string {
  return String(text ?? "")
    .replace(/_x000D_\n?|\r\n?/g, "\n")
    .replaceAll("\t", "");
}

/** Rows by their header. */
function byHeader([head = [], ...rows]: CellValue[][]): Record<string, CellValue | undefined>[] {
  return rows.map((row) => Object.fromEntries(head.map((name, place) => [String(name), row[place]])));
}

describe("LibreOffice", () => {
  it("opens a CSV with every row in its columns, every word as it was, and no formula", async () => {
    const { workspace, vic } = it_;
    const { bytes } = await workspace.export(vic);
    const { sheets } = await opened("export.csv", bytes);
    const rows = byHeader(sheets[0]?.rows ?? []);
    const expected = readCsv(bytes);
    expect(rows).toHaveLength(expected.length);
    expected.forEach((row, index) => {
      const cells = rows[index] ?? {};
      for (const name of ["annotation_id", "article", "author", "quote", "prefix", "suffix", "tags", "comments"]) {
        expect(kept(cells[name]), name).toBe(kept(row[name]));
      }
      expect(Number(cells.start)).toBe(Number(row.start));
      // What looks like a number or a date is made one by whoever opens a CSV so: docs/csv.md says how to avoid it.
      if (!/^(007|1e5|-1|2025-04-30)$/.test(row.note ?? "")) expect(kept(cells.note)).toBe(kept(row.note));
    });
  });

  it("opens a workbook, and gives back the same cells, dates as dates and no formula", async () => {
    const { workspace, vic } = it_;
    const { sheets } = await opened("made.xlsx", await exported(vic, workspace, { format: "xlsx" }));
    expect(sheets.map(({ name }) => name)).toEqual(["annotations", "tags", "comments", "codebook", "members"]);
    const rows = byHeader(sheets[0]?.rows ?? []);
    const raw = readCsv((await workspace.export(vic, "raw=1")).bytes);
    expect(rows).toHaveLength(raw.length);
    raw.forEach((row, index) => {
      const cells = rows[index] ?? {};
      // It keeps whole seconds.
      expect(cells.created_at).toBeInstanceOf(Date);
      expect(Math.abs((cells.created_at as Date).getTime() - Date.parse(row.created_at ?? ""))).toBeLessThan(1_000);
      expect(cells.start).toBe(Number(row.start));
      expect(kept(cells.note)).toBe(kept(row.note));
      expect(cells.quote).toBe(row.quote);
    });
  });
});
