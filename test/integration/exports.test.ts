import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { defuse } from "@postil/shared/export/cells";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArticlePlace, editText, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { good, HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), "postil-csv-"));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

type Row = Record<string, string>;

function read(bytes: Buffer): Row[] {
  return parse(bytes, { bom: true, columns: true, record_delimiter: ["\r\n", "\n", "\r"] });
}

function has(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

const execute = promisify(execFile);

/** Runs a program over a file, which prints JSON. Not in step: the server, in this process, goes on meanwhile. */
async function run<T>(command: string, args: string[]): Promise<T> {
  const { stdout } = await execute(command, args, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as T;
}

const TEXT = "👩‍🔬 She said: 🌊🌊 the river rose.\n“Nobody”, a neighbour added, had — warned them.\n";

/** Everything that has ever broken a CSV, in notes, names, tags and comments. */
const NASTY = [
  '=HYPERLINK("http://evil.example","x")',
  "+1+1",
  "-1",
  "@SUM(A1)",
  "＝1",
  "＋1",
  "－1",
  "＠1",
  'say "yes", she said; or: no',
  "two\nlines\r\nand three\rand four",
  "  blanks at both ends  ",
  "'already quoted",
  "tab\there",
  "NA",
  "NULL",
  "007",
  "1e5",
  "2025-04-30",
  "ünïcödé 日本語 👩‍🔬🌊",
  "\u2028line separator",
  "\\backslash\\n",
  '""""',
  ",,,",
  "\ufeffmark",
];

async function nastyWorkspace() {
  const workspace = await Workspace.create(server.url, "Übung = 1", "=Ada");
  const ben = await workspace.join("annotator", "Ben");
  const vic = await workspace.join("viewer", "Vic");
  const article = await workspace.article("=A1, “quoted”", TEXT, { "=wave": "-1", outlet: "Reuters" });
  const framing = await workspace.tag("=Framing");
  const threat = await workspace.tag('Threat, "grave"', framing);
  const voice = await workspace.tag("@Voice");
  const made = await operate(
    ben,
    article.team,
    NASTY.map((note) => ({ op: "annotate" as const, passages: [{ exact: "🌊🌊 the river" }], note })),
  );
  await operate(
    workspace.owner,
    article.team,
    made.map((annotation, index) => ({ op: "comment" as const, annotation, text: NASTY[index] ?? "" })),
  );
  await operate(workspace.owner, article.team, [
    { op: "tag", annotation: made[0] ?? "", tag: voice },
    { op: "tag", annotation: made[0] ?? "", tag: threat },
  ]);
  return { workspace, ben, vic, article, made, framing, threat, voice };
}

describe("an export", () => {
  let it_: Awaited<ReturnType<typeof nastyWorkspace>>;
  beforeAll(async () => {
    it_ = await nastyWorkspace();
  });

  it("is a file with a name, in UTF-8 with a byte order mark, CRLF, and the documented columns", async () => {
    const { workspace, vic } = it_;
    const { status, headers, bytes } = await workspace.export(vic);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(headers.get("cache-control")).toBe("no-store");
    const day = new Date().toISOString().slice(0, 10);
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="ubung-1-annotations-${day}.csv"; filename*=UTF-8''%C3%9Cbung%20%3D%201-annotations-${day}.csv`,
    );
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header] = bytes.toString("utf8").slice(1).split("\r\n");
    expect(header).toBe(
      "annotation_id,article_id,article,layer,author_id,author,created_at,updated_at,start,end,quote,prefix,suffix," +
        "tags,note,comment_count,comments,resolved_at,resolved_by,anchor,url,article.=wave,article.outlet",
    );
    expect((await workspace.export(vic, "bom=0")).bytes.toString("utf8").startsWith("annotation_id")).toBe(true);
  });

  it("holds every field, with formulas defused", async () => {
    const { workspace, vic, made, article } = it_;
    const rows = read((await workspace.export(vic)).bytes);
    expect(rows).toHaveLength(NASTY.length);
    const byId = new Map(rows.map((row) => [row.annotation_id, row]));
    NASTY.forEach((text, index) => {
      const row = byId.get(defuse(made[index] ?? ""));
      expect(row?.note).toBe(defuse(text));
      expect(row?.comments).toBe(defuse(`=Ada: ${text.replace(/\r\n|[\r\n\u2028]/g, " ")}`));
    });
    for (const row of rows) {
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      expect(row).toMatchObject({
        article: "'=A1, “quoted”",
        "article.=wave": "'-1",
        "article.outlet": "Reuters",
        layer: "team",
        author: "Ben",
        quote: "🌊🌊 the river",
        comment_count: "1",
        anchor: "position",
        article_id: defuse(article.id),
      });
    }
    expect(byId.get(defuse(made[0] ?? ""))?.tags).toBe('\'@Voice; =Framing > Threat, "grave"');
  });

  it("holds exact text when it is asked for raw", async () => {
    const { workspace, vic, made } = it_;
    const rows = new Map(read((await workspace.export(vic, "raw=1")).bytes).map((row) => [row.annotation_id, row]));
    NASTY.forEach((text, index) => {
      expect(rows.get(made[index])?.note).toBe(text);
    });
    expect([...rows.values()][0]?.article).toBe("=A1, “quoted”");
  });

  it("is read back by Python's csv, field by field, and its offsets are what Python slices by", async () => {
    const { workspace, vic, article } = it_;
    for (const query of ["", "raw=1", "rows=tag", "rows=comment&raw=1&bom=0"]) {
      const { bytes } = await workspace.export(vic, query);
      const file = join(folder, "export.csv");
      await writeFile(file, bytes);
      const script = `
import csv, json, sys
with open(sys.argv[1], encoding="utf-8-sig", newline="") as f:
    print(json.dumps(list(csv.DictReader(f, strict=True))))
`;
      expect(await run<Row[]>("python3", ["-c", script, file])).toEqual(read(bytes));
    }
    const { text } = good(await vic.client.get<{ text: string }>(`/api/articles/${article.id}/text`));
    await writeFile(join(folder, "text.txt"), text);
    await writeFile(join(folder, "export.csv"), (await workspace.export(vic)).bytes);
    const slices = `
import csv, json, sys
text = open(sys.argv[2], encoding="utf-8", newline="").read()
with open(sys.argv[1], encoding="utf-8-sig", newline="") as f:
    print(json.dumps([[text[int(r["start"]):int(r["end"])], r["quote"]] for r in csv.DictReader(f)]))
`;
    const pairs = await run<[string, string][]>("python3", [
      "-c",
      slices,
      join(folder, "export.csv"),
      join(folder, "text.txt"),
    ]);
    expect(pairs).toHaveLength(NASTY.length);
    for (const [slice, quote] of pairs) expect(slice).toBe(quote);
  });

  it.skipIf(!has("Rscript"))("is read back by R's read.csv, field by field", async () => {
    const { workspace, vic } = it_;
    const { bytes } = await workspace.export(vic);
    const file = join(folder, "export.csv");
    await writeFile(file, bytes);
    // As docs/csv.md says it. Each cell is printed as its code points, so that nothing is lost on the way here.
    const script = `
rows <- read.csv(commandArgs(TRUE)[1], fileEncoding = "UTF-8-BOM", colClasses = "character", na.strings = character(),
                 check.names = FALSE)
cell <- function(x) paste0("[", paste(utf8ToInt(enc2utf8(x)), collapse = ","), "]")
row <- function(i) paste0("[", paste(vapply(rows[i, ], function(x) if (x == "") "[]" else cell(x), ""), collapse = ","), "]")
cat("[", paste(vapply(seq_len(nrow(rows)), row, ""), collapse = ","), "]", sep = "")
`;
    const cells = await run<number[][][]>("Rscript", ["-e", script, file]);
    // R reads text files line by line: every line break becomes LF.
    const expected = read(bytes).map((row) => Object.values(row).map((value) => value.replace(/\r\n?/g, "\n")));
    expect(cells.map((row) => row.map((points) => String.fromCodePoint(...points)))).toEqual(expected);
  });

  it.skipIf(!has("soffice"))("opens right in LibreOffice", async () => {
    const { workspace, vic } = it_;
    const { bytes } = await workspace.export(vic);
    await writeFile(join(folder, "opened.csv"), bytes);
    const convert = ["--headless", "--convert-to", "xhtml", "--outdir", folder, join(folder, "opened.csv")];
    await execute("soffice", convert, { timeout: 25_000 });
    const page = await readFile(join(folder, "opened.xhtml"), "utf8");
    for (const text of ["ünïcödé 日本語", "annotation_id", "the river"]) expect(page).toContain(text);
    expect(page).not.toContain("Err:");
    expect(page).not.toContain("#NAME?");
  });

  it("gives one row a tag", async () => {
    const { workspace, vic, made, threat, voice } = it_;
    const rows = read((await workspace.export(vic, "rows=tag&raw=1")).bytes);
    expect(rows.map((row) => [row.annotation_id, row.tag_id, row.tag, row.tag_path, row.tagged_by])).toEqual([
      [made[0], voice, "@Voice", "@Voice", "=Ada"],
      [made[0], threat, 'Threat, "grave"', '=Framing > Threat, "grave"', "=Ada"],
    ]);
    expect(Object.keys(rows[0] ?? {}).join()).toBe(
      "annotation_id,article_id,article,layer,author_id,author,created_at,updated_at,start,end,quote," +
        "tag_id,tag,tag_path,tagged_by,tagged_at",
    );
  });

  it("gives one row a comment", async () => {
    const { workspace, vic, made } = it_;
    const rows = read((await workspace.export(vic, "rows=comment&raw=1")).bytes);
    expect(Object.keys(rows[0] ?? {}).join()).toBe(
      "comment_id,annotation_id,article_id,article,layer,parent_id,author_id,author,created_at,edited_at,comment,quote,url",
    );
    const byAnnotation = new Map(rows.map((row) => [row.annotation_id, row]));
    NASTY.forEach((text, index) => {
      expect(byAnnotation.get(made[index])).toMatchObject({ comment: text, author: "=Ada", edited_at: "" });
    });
  });

  it("is noted: who, what, when, and not what was searched for", async () => {
    const { workspace, vic } = it_;
    await workspace.export(vic, "rows=comment&raw=1&q=secret&resolved=false");
    const events = await server.dataSource.query(
      `select actor_id, kind, details from audit_event where workspace_id = $1 and kind = 'annotations-exported'
        order by id desc limit 1`,
      [workspace.id],
    );
    expect(events).toEqual([
      {
        actor_id: vic.actor,
        kind: "annotations-exported",
        details: {
          ...{ format: "csv", rows: "comment", raw: true, names: "pseudonyms" },
          ...{ filters: "q,resolved", resolved: "no" },
        },
      },
    ]);
  });

  it("is for members only, and bad questions are refused before anything is sent", async () => {
    const { workspace, vic } = it_;
    const path = `/api/workspaces/${workspace.id}/exports/annotations.csv`;
    const stranger = await HttpClient.register(server.url, "Stranger");
    expect((await stranger.get(path)).status).toBe(404);
    expect((await new HttpClient(server.url).get(path)).status).toBe(401);
    for (const query of ["rows=word", "raw=2", "article=x"]) {
      const answer = await vic.client.get(`${path}?${query}`);
      expect([query, answer.status, answer.headers.get("content-disposition")]).toEqual([query, 422, null]);
    }
  });

  it("has its header alone when there is nothing to export", async () => {
    const { workspace, vic } = it_;
    const { bytes } = await workspace.export(vic, `author=${"x".repeat(22)}`);
    expect(bytes.toString("utf8")).toMatch(/^\ufeffannotation_id,[^\n]+\r\n$/);
    const empty = await Workspace.create(server.url);
    expect((await empty.export(empty.owner, "rows=tag&bom=0")).bytes.toString("utf8")).toMatch(/tagged_at\r\n$/);
  });
});

describe("the rows of an export", () => {
  let workspace: Workspace;
  let ben: Person;
  let first: ArticlePlace;
  let second: ArticlePlace;
  beforeAll(async () => {
    workspace = await Workspace.create(server.url);
    ben = await workspace.join("annotator", "Ben");
    second = await workspace.article("B later", TEXT);
    first = await workspace.article("A earlier", TEXT);
  });

  it("go by article, then place, then time, and by the filters of the list", async () => {
    await operate(ben, second.team, [{ op: "annotate", passages: [{ start: 2, end: 4 }], note: "6" }]);
    await operate(ben, first.team, [
      { op: "annotate", on: "article", note: "5" },
      { op: "annotate", passages: [{ start: 30, end: 34 }], note: "4" },
      { op: "annotate", passages: [{ start: 2, end: 9 }], note: "1" },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await operate(ben, first.team, [{ op: "annotate", passages: [{ start: 2, end: 5 }], note: "2" }]);
    await operate(workspace.owner, first.team, [{ op: "annotate", passages: [{ start: 8, end: 10 }], note: "3" }]);
    const notes = async (query: string) => read((await workspace.export(ben, query)).bytes).map((row) => row.note);
    expect(await notes("")).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(await notes(`article=${second.id}`)).toEqual(["6"]);
    expect(await notes(`author=${workspace.owner.actor}`)).toEqual(["3"]);
    expect(await notes("q=5")).toEqual(["5"]);
  });

  it("span a discontinuous passage and join its parts", async () => {
    await operate(ben, second.team, [
      { op: "annotate", passages: [{ exact: "“Nobody”" }, { exact: "warned them" }], note: "two parts" },
    ]);
    const { text } = good(await ben.client.get<{ text: string }>(`/api/articles/${second.id}/text`));
    const [row] = read((await workspace.export(ben, "q=parts")).bytes);
    expect(row?.quote).toBe("“Nobody” […] warned them");
    const points = [...text];
    const spanned = points.slice(Number(row?.start), Number(row?.end)).join("");
    expect(spanned.startsWith("“Nobody”")).toBe(true);
    expect(spanned.endsWith("warned them")).toBe(true);
    await operate(ben, second.team, [{ op: "delete", target: row?.annotation_id ?? "" }]);
    expect(read((await workspace.export(ben, "q=parts")).bytes)).toEqual([]);
  });

  it("hold the place of now after the text was corrected, and the old words of orphans", async () => {
    const article = await workspace.article("C corrected", TEXT);
    await operate(ben, article.team, [
      { op: "annotate", passages: [{ exact: "the river rose" }], note: "stays" },
      { op: "annotate", passages: [{ exact: "a neighbour added" }], note: "goes" },
    ]);
    await editText(workspace.owner, article, (text) => {
      const from = text.toString().indexOf("\n");
      text.delete(from, text.length - 1 - from);
      text.insert(0, "🌧🌧 ");
    });
    const { text } = good(await ben.client.get<{ text: string }>(`/api/articles/${article.id}/text`));
    const rows = read((await workspace.export(ben, `article=${article.id}`)).bytes);
    const stays = rows.find((row) => row.note === "stays");
    expect([...text].slice(Number(stays?.start), Number(stays?.end)).join("")).toBe("the river rose");
    expect(stays?.anchor).toBe("position");
    expect(rows.find((row) => row.note === "goes")).toMatchObject({
      anchor: "orphaned",
      start: "",
      end: "",
      quote: "a neighbour added",
    });
  });
});

describe("a long export", { timeout: 120_000 }, () => {
  /** Rows of annotations as the server would have derived them. */
  async function fill(workspace: Workspace, count: number, noteLength: number): Promise<void> {
    const article = await workspace.article(`Long ${count}`, TEXT);
    await server.dataSource.query(
      `insert into annotation (layer_id, annotation_id, workspace_id, article_id, author_id, target, created_at,
         updated_at, start_offset, end_offset, quote, anchor_state, text_version, note)
       select $1, 'annotation-' || lpad(n::text, 11, '0'), $2, $3, $4, 'passage', now(), now(), n % 50, n % 50 + 1, 'x',
         'position', 1, repeat('n', $6::int) from generate_series(1, $5::int) n`,
      [article.team, workspace.id, article.id, workspace.owner.actor, count, noteLength],
    );
  }

  it("comes whole, however many pages and batches it is read in", async () => {
    const workspace = await Workspace.create(server.url);
    const counts = [3_001, 1_999, 1, 501];
    for (const count of counts) await fill(workspace, count, 1);
    const rows = read((await workspace.export(workspace.owner, "bom=0")).bytes);
    const keys = rows.map((row) => `${row.article}/${row.annotation_id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(counts.reduce((sum, count) => sum + count, 0));
    expect(rows.map((row) => row.article)).toEqual(
      [1, 501, 1_999, 3_001].flatMap((count) => Array.from({ length: count }, () => `Long ${count}`)),
    );
  });

  it("is read no faster than it is taken, and no more once its reader has gone", async () => {
    const [count, noteLength] = [8_000, 4_000];
    const workspace = await Workspace.create(server.url);
    await fill(workspace, count, noteLength);
    const pagesRead = countPages();
    const stop = new AbortController();
    const path = `${server.url}/api/workspaces/${workspace.id}/exports/annotations.csv`;
    const response = await fetch(path, { headers: { cookie: workspace.owner.client.cookie }, signal: stop.signal });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    const waiting = await settled(pagesRead);
    // Of 32 MB in pages of 500 rows only a part is under way, in buffers.
    expect(waiting).toBeGreaterThan(0);
    expect(waiting).toBeLessThan(count / 500);
    stop.abort();
    // The one that was being read ahead, and the one that was then asked for.
    expect((await settled(pagesRead)) - waiting).toBeLessThanOrEqual(2);
    expect((await workspace.page(workspace.owner, "limit=1")).items).toHaveLength(1);
    pagesRead.stop();
  });
});

/** Counts the pages that exports read; what the server does besides, for notices and other servers, is none of them. */
function countPages(): { count: number; stop: () => void } {
  const original = server.dataSource.query;
  const counter = {
    count: 0,
    stop: () => {
      server.dataSource.query = original;
    },
  };
  server.dataSource.query = function (this: unknown, ...args: Parameters<typeof original>) {
    if (args[0].includes("as wanted(layer_id, annotation_id, position)")) counter.count++;
    return original.apply(server.dataSource, args);
  } as typeof original;
  return counter;
}

/** The count once it has stood still for a while. */
async function settled(counter: { count: number }): Promise<number> {
  for (let last = -1; ; ) {
    if (counter.count === last) return last;
    last = counter.count;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
