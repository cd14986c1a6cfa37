import { strFromU8, unzipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeWorkbook } from "../../server/src/exports/workbook.ts";
import { exported, fetched } from "../support/exported.ts";
import { NASTY, nastyWorkspace, readCsv } from "../support/nasty-workspace.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let it_: Awaited<ReturnType<typeof nastyWorkspace>>;
beforeAll(async () => {
  server = await startTestServer();
  it_ = await nastyWorkspace(server.url);
});
afterAll(() => server.close());

interface Csvw {
  tables: { url: string; tableSchema: { columns: { titles: string[] }[] } }[];
}

/** Every CSV of a bundle has exactly the columns that its metadata and its README tell of. */
function expectDescribed(bytes: Buffer): Record<string, Uint8Array> {
  const files = unzipSync(bytes);
  const metadata = JSON.parse(strFromU8(files["csv-metadata.json"] ?? new Uint8Array())) as Csvw;
  const csvs = Object.keys(files).filter((name) => name.endsWith(".csv"));
  expect(metadata.tables.map(({ url }) => url)).toEqual(csvs);
  const readme = strFromU8(files["README.md"] ?? new Uint8Array());
  for (const { url, tableSchema } of metadata.tables) {
    const [header] = strFromU8(files[url] ?? new Uint8Array())
      .replace("\ufeff", "")
      .split("\r\n");
    expect(header).toBe(tableSchema.columns.map(({ titles }) => titles[0]).join(","));
    expect(readme).toContain(`## ${url}`);
  }
  return files;
}

describe("a bundle", () => {
  it("holds the CSVs, the codebook, and what their columns are, from each address that gives a CSV", async () => {
    const { workspace } = it_;
    const base = `/api/workspaces/${workspace.id}`;
    const { type, bytes } = await fetched(workspace.owner, `${base}/exports/annotations.csv?bundle=1`);
    expect(type).toBe("application/zip");
    const files = expectDescribed(bytes);
    const names = ["README.md", "csv-metadata.json", "annotations.csv", "tags.csv", "comments.csv", "codebook.csv"];
    expect(Object.keys(files)).toEqual(names);
    const plain = (await workspace.export(workspace.owner)).bytes;
    expect(Buffer.from(files["annotations.csv"] ?? []).equals(plain)).toBe(true);
    for (const path of ["exports/codebook.csv", "audit.csv"]) {
      expectDescribed((await fetched(workspace.owner, `${base}/${path}?bundle=1`)).bytes);
    }
  });

  it("is made as a job, too", async () => {
    const { vic, article } = it_;
    const files = expectDescribed(await exported(vic, it_.workspace, { format: "csv-bundle", article: article.id }));
    expect(readCsv(Buffer.from(files["comments.csv"] ?? [])).length).toBeGreaterThan(10);
  });
});

describe("a workbook", () => {
  it("has a sheet for each table, real dates and numbers, and text that is never a formula", async () => {
    const { workspace, vic } = it_;
    const bytes = await exported(vic, it_.workspace, { format: "xlsx" });
    const { sheets } = await readXlsx(bytes);
    expect(sheets.map(({ name }) => name)).toEqual(["annotations", "tags", "comments", "codebook", "members"]);
    const [annotations, , comments, , members] = sheets;
    const [head = [], ...rows] = annotations?.rows ?? [];
    const raw = readCsv((await workspace.export(vic, "raw=1")).bytes);
    expect(head).toEqual(Object.keys(raw[0] ?? {}));
    expect(rows).toHaveLength(raw.length);
    raw.forEach((row, index) => {
      const cells = Object.fromEntries(head.map((name, place) => [String(name), rows[index]?.[place] ?? ""]));
      expect(cells.created_at).toEqual(new Date(row.created_at ?? ""));
      expect(cells.start).toBe(Number(row.start));
      expect(cells.quote).toBe(row.quote);
      // The reader gives line ends as XML does.
      expect(String(cells.note).replace(/_x000D_/g, "\r")).toBe(row.note);
    });
    expect(comments?.rows).toHaveLength(NASTY.length + 1);
    expect(members?.rows.slice(1).map(([, name, role]) => [name, role])).toEqual([
      ["=Ada", "owner"],
      ["Ben", "annotator"],
      ["Vic", "viewer"],
    ]);
    const parts = Object.entries(unzipSync(bytes));
    for (const [name, part] of parts) {
      const text = strFromU8(part);
      expect(() => new SaxesParser({ xmlns: true }).write(text).close(), name).not.toThrow();
      expect(text).not.toContain("<f>");
    }
  });

  it("goes on in further sheets where one is full", async () => {
    async function* rows() {
      yield [["a"], ["b"], ["c"]];
      yield [["d"], ["e"]];
    }
    const chunks = [];
    for await (const chunk of writeWorkbook([{ name: "tags", columns: ["tag"], rows: rows() }], 3)) chunks.push(chunk);
    const { sheets } = await readXlsx(Buffer.concat(chunks));
    expect(sheets.map(({ name, rows: all }) => [name, ...all.map(([cell]) => cell)])).toEqual([
      ["tags", "tag", "a", "b"],
      ["tags 2", "tag", "c", "d"],
      ["tags 3", "tag", "e"],
    ]);
  });
});
