import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { defuse } from "@postil/shared/export/cells";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArticlePlace, editText, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { good, HttpClient } from "../support/http-client.ts";
import { NASTY, nastyWorkspace, readCsv, TEXT } from "../support/nasty-workspace.ts";
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

function has(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

const execute = promisify(execFile);

/** Runs a program over a file, which prints JSON. Not in step: the server, in this process, goes on meanwhile. */
async function run<T>(command: string, args: string[]): Promise<T> {
  const { stdout } = await execute(command, args, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as T;
}

describe("an export", () => {
  let it_: Awaited<ReturnType<typeof nastyWorkspace>>;
  beforeAll(async () => {
    it_ = await nastyWorkspace(server.url);
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
    const rows = readCsv((await workspace.export(vic)).bytes);
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
    const rows = new Map(readCsv((await workspace.export(vic, "raw=1")).bytes).map((row) => [row.annotation_id, row]));
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
      expect(await run<ReturnType<typeof readCsv>>("python3", ["-c", script, file])).toEqual(readCsv(bytes));
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
    const expected = readCsv(bytes).map((row) => Object.values(row).map((value) => value.replace(/\r\n?/g, "\n")));
    expect(cells.map((row) => row.map((points) => String.fromCodePoint(...points)))).toEqual(expected);
  });

  it("gives one row a tag", async () => {
    const { workspace, vic, made, threat, voice } = it_;
    const rows = readCsv((await workspace.export(vic, "rows=tag&raw=1")).bytes);
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
    const rows = readCsv((await workspace.export(vic, "rows=comment&raw=1")).bytes);
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
    const notes = async (query: string) => readCsv((await workspace.export(ben, query)).bytes).map((row) => row.note);
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
    const [row] = readCsv((await workspace.export(ben, "q=parts")).bytes);
    expect(row?.quote).toBe("“Nobody” […] warned them");
    const points = [...text];
    const spanned = points.slice(Number(row?.start), Number(row?.end)).join("");
    expect(spanned.startsWith("“Nobody”")).toBe(true);
    expect(spanned.endsWith("warned them")).toBe(true);
    await operate(ben, second.team, [{ op: "delete", target: row?.annotation_id ?? "" }]);
    expect(readCsv((await workspace.export(ben, "q=parts")).bytes)).toEqual([]);
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
    const rows = readCsv((await workspace.export(ben, `article=${article.id}`)).bytes);
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
