import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { decodePosition } from "@postil/shared/anchor/relative-position";
import { articleText } from "@postil/shared/document/text-document";
import { type Article, articleSchema, MAX_ARTICLE_BYTES } from "@postil/shared/schema/article";
import { newId } from "@postil/shared/schema/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AppEvents, Events } from "../../server/src/platform/events.ts";
import { addArticle, articleRowCounts, formOf, storedText } from "../support/article-fixtures.ts";
import { repositoryRoot } from "../support/cache.ts";
import type { ErrorBody, HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type WorkspaceOfRoles, workspaceOfRoles } from "../support/workspace-of-roles.ts";

interface FileProblem {
  path: string;
  file?: string;
  code?: string;
  message: string;
}

let server: TestServer;
let workspace: WorkspaceOfRoles;
let owner: HttpClient;
let path: string;
beforeAll(async () => {
  server = await startTestServer();
  workspace = await workspaceOfRoles(server.url);
  owner = workspace.people.owner;
  path = `/api/workspaces/${workspace.workspaceId}/articles`;
});
afterAll(() => server.close());

async function importFiles(files: [string, Uint8Array | string][], fields: Record<string, string> = {}) {
  return owner.post<{ items: Article[] }>(path, formOf(files, fields));
}

describe("a pasted text", () => {
  it("becomes an article with its text document and its team layer", async () => {
    const article = await addArticle(owner, workspace.workspaceId, {
      title: "  Talks with two countries ",
      text: "First\r\nsecond",
      source: "A newspaper",
      published: "2025-04-30",
      attributes: { outlet: "A newspaper", wave: "1" },
    });
    expect(articleSchema.parse(article)).toMatchObject({
      title: "Talks with two countries",
      source: "A newspaper",
      author: null,
      published: "2025-04-30",
      attributes: { outlet: "A newspaper", wave: "1" },
      length: 13,
      textDocument: `text/${article.id}`,
      layers: [{ kind: "team", canAnnotate: true, canComment: true }],
    });
    expect((await storedText(server.dataSource, article.id)).text).toBe("First\nsecond\n");
  });

  it("has its seed in the log as the system's first row, under a client that is the system's", async () => {
    const { id, textDocument, layers } = await addArticle(owner, workspace.workspaceId);
    const rows = await server.dataSource.query(
      `select d.id, d.kind, d.epoch, d.head_seq::int as head, u.seq::int as seq, u.actor_id as actor
         from document d left join document_update u on u.document_id = d.id where d.article_id = $1 order by d.id`,
      [id],
    );
    expect(rows).toEqual([
      { id: layers[0]?.document, kind: "layer", epoch: 1, head: 0, seq: null, actor: null },
      { id: textDocument, kind: "text", epoch: 1, head: 1, seq: 1, actor: "system" },
    ]);
    const clients = await server.dataSource.query(
      "select client_id::text as id, actor_id as actor from document_client where document_id = $1",
      [textDocument],
    );
    const { doc } = await storedText(server.dataSource, id);
    expect(clients).toEqual([{ id: String([...doc.store.clients.keys()][0]), actor: "system" }]);
  });

  it("keeps paragraphs of 10,000 characters on one line as they are", async () => {
    const paragraph = `“${"Wörter und Wörter, 👩‍🔬. ".repeat(400).trim()}”`;
    expect(paragraph.length).toBeGreaterThan(9_900);
    const text = `A title\n\n${paragraph}\n${paragraph}\n`;
    const { id } = await addArticle(owner, workspace.workspaceId, { text });
    expect((await storedText(server.dataSource, id)).text).toBe(text);
  });
});

describe("files", () => {
  it("are read in each encoding, and titled by their first line or their name", async () => {
    const text = "Café “Zoë”\n\nNaïve readers read on and on.\n";
    const { status, body } = await importFiles([
      ["utf8.txt", text],
      ["bom.txt", `\ufeff${text}`],
      ["utf16.txt", Buffer.from(`\ufeff${text}`, "utf16le")],
      ["utf16be.txt", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
      ["Übersicht.txt", Buffer.from(`${"Caf\xe9 \x93Zo\xeb\x94 and more words. ".repeat(10)}\r\n`, "latin1")],
    ]);
    expect(status).toBe(201);
    const texts = await Promise.all(body.items.map(async ({ id }) => (await storedText(server.dataSource, id)).text));
    expect(texts.slice(0, 4)).toEqual([text, text, text, text]);
    expect(texts[4]).toBe(`${"Café “Zoë” and more words. ".repeat(10)}\n`);
    expect(body.items.map(({ title }) => title)).toEqual([...Array(4).fill("Café “Zoë”"), "Übersicht"]);
  });

  it("get what the form says of them all; a title goes with one file only", async () => {
    const fields = { source: "Archive", published: "2025", attributes: '{"wave":"2"}' };
    const { body } = await importFiles(
      [
        ["a.txt", "Sentence one."],
        ["b.txt", "Sentence two."],
      ],
      fields,
    );
    expect(body.items).toMatchObject([
      { title: "a", source: "Archive", published: "2025", attributes: { wave: "2" } },
      { title: "b", source: "Archive", published: "2025", attributes: { wave: "2" } },
    ]);
    const one = await importFiles([["a.txt", "Sentence one."]], { title: "Chosen" });
    expect(one.body.items[0]?.title).toBe("Chosen");
    const two = await importFiles(
      [
        ["a.txt", "One."],
        ["b.txt", "Two."],
      ],
      { title: "Chosen" },
    );
    expect(two.status).toBe(422);
  });

  it("say how far their import has come to who started it", async () => {
    const heard: AppEvents["importProgress"][] = [];
    const stop = server.app.get(Events).on("importProgress", (event) => heard.push(event));
    const importId = newId();
    await importFiles(
      [
        ["a.txt", "One."],
        ["b.txt", "Two."],
      ],
      { importId },
    );
    stop();
    expect(heard).toMatchObject([
      { importId, done: 1, total: 2, name: "a.txt", workspaceId: workspace.workspaceId },
      { importId, done: 2, total: 2, name: "b.txt", workspaceId: workspace.workspaceId },
    ]);
  });

  it("may be fifty, and 5 MB each", async () => {
    const fifty = Array.from({ length: 50 }, (_, index): [string, string] => [`${index}.txt`, `Text ${index}.`]);
    expect((await importFiles(fifty)).body.items).toHaveLength(50);
    const full = await importFiles([["full.txt", Buffer.alloc(MAX_ARTICLE_BYTES, "word ")]]);
    expect(full.body.items[0]?.length).toBe(MAX_ARTICLE_BYTES + 1);
  });
});

describe("a refused import", () => {
  const good: [string, string] = ["good.txt", "Good text."];
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const bad: [string, number, string, [string, Uint8Array | string][]][] = [
    ["an empty file", 422, "empty-text", [good, ["bad.txt", ""]]],
    ["white space only", 422, "blank-text", [good, ["bad.txt", " \n\t\r\n"]]],
    ["a picture", 422, "binary-file", [good, ["bad.txt", png]]],
    ["an undecodable file", 422, "undecodable-file", [good, ["bad.txt", Buffer.from("caf\xe9 \x81 \x8d", "latin1")]]],
    ["a file over 5 MB", 413, "too-large", [good, ["bad.txt", Buffer.alloc(MAX_ARTICLE_BYTES + 1, "a")]]],
  ];

  it.each(bad)("stores nothing and names the file: %s", async (_name, status, code, files) => {
    const before = await articleRowCounts(server.dataSource);
    const answer = await owner.post<ErrorBody>(path, formOf(files));
    expect(answer.status).toBe(status);
    expect(answer.body.error.code).toBe(code);
    expect(answer.body.error.details).toMatchObject([{ path: "files.1", file: "bad.txt", code }]);
    expect(answer.body.error.message).toMatch(/^Nothing was added/);
    expect(await articleRowCounts(server.dataSource)).toEqual(before);
  });

  it("names every bad file with its own reason", async () => {
    const files: [string, Uint8Array | string][] = [["a.txt", ""], good, ["c.txt", png]];
    const { status, body } = await owner.post<ErrorBody>(path, formOf(files));
    expect(status).toBe(422);
    expect(body.error.code).toBe("bad-files");
    expect((body.error.details as FileProblem[]).map(({ file, code }) => [file, code])).toEqual([
      ["a.txt", "empty-text"],
      ["c.txt", "binary-file"],
    ]);
  });

  it("stores nothing of 51 files", async () => {
    const before = await articleRowCounts(server.dataSource);
    const files = Array.from({ length: 51 }, (_, index): [string, string] => [`${index}.txt`, "Text."]);
    const { status, body } = await owner.post<ErrorBody>(path, formOf(files));
    expect([status, body.error.code]).toEqual([422, "too-many-files"]);
    expect(await articleRowCounts(server.dataSource)).toEqual(before);
  });

  it.each([
    ["no file", () => formOf([])],
    ["a field that isn't known", () => formOf([good], { colour: "red" })],
    ["attributes that aren't JSON", () => formOf([good], { attributes: "{" })],
    [
      "files under another name",
      () => {
        const form = new FormData();
        form.append("documents", new Blob(["Text."]), "a.txt");
        return form;
      },
    ],
  ])("stores nothing of a form with %s", async (_name, form) => {
    const before = await articleRowCounts(server.dataSource);
    expect((await owner.post(path, form())).status).toBe(422);
    expect(await articleRowCounts(server.dataSource)).toEqual(before);
  });

  it("stores nothing of a form that breaks off", async () => {
    const before = await articleRowCounts(server.dataSource);
    const body = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nHalf a te';
    const answer = await owner.post(path, body, { headers: { "content-type": "multipart/form-data; boundary=x" } });
    expect(answer.status).toBe(400);
    expect(await articleRowCounts(server.dataSource)).toEqual(before);
  });

  it.each([
    ["no text", { title: "T" }, "text"],
    ["no title", { text: "Text." }, "title"],
    ["an empty title", { title: " ", text: "Text." }, "title"],
    ["a text with nothing in it", { title: "T", text: "" }, "text"],
    ["a text of white space", { title: "T", text: "\n \n" }, "text"],
    ["a text with NUL", { title: "T", text: "a\u0000b" }, "text"],
    ["a text with half a character", { title: "T", text: "a\ud83d" }, "text"],
    ["a date that is none", { title: "T", text: "Text.", published: "30 April" }, "published"],
    [
      "an attribute named like a trap",
      { title: "T", text: "Text.", attributes: { constructor: "x" } },
      "attributes.constructor",
    ],
    ["an attribute with half a character", { title: "T", text: "Text.", attributes: { a: "\ud83d" } }, "attributes.a"],
    ["a field that isn't known", { title: "T", text: "Text.", html: "<b>" }, ""],
  ])("stores nothing of a body with %s", async (_name, body, field) => {
    const before = await articleRowCounts(server.dataSource);
    const answer = await owner.post<ErrorBody>(path, body);
    expect(answer.status).toBe(422);
    expect((answer.body.error.details as FileProblem[]).map((problem) => problem.path)).toContain(field);
    expect(await articleRowCounts(server.dataSource)).toEqual(before);
  });

  it("stores nothing of a pasted text over 5 MB", async () => {
    const answer = await owner.post<ErrorBody>(path, { title: "T", text: "a".repeat(MAX_ARTICLE_BYTES + 1) });
    expect([answer.status, answer.body.error.code]).toEqual([413, "too-large"]);
  });
});

const real = resolve(repositoryRoot, "../shared/articles");
describe.skipIf(!existsSync(real))("the five real articles", () => {
  it("import as they are, with their headings beside the text", async () => {
    const names = readdirSync(real)
      .filter((name) => name.endsWith(".txt"))
      .sort();
    const files = names.map((name): [string, Uint8Array] => [name, readFileSync(join(real, name))]);
    const { status, body } = await importFiles(files);
    expect(status).toBe(201);
    expect(body.items).toHaveLength(5);
    const headings: string[][] = [];
    for (const [index, { id }] of body.items.entries()) {
      const { text, marks, doc } = await storedText(server.dataSource, id);
      const raw = Buffer.from(files[index]?.[1] ?? []).toString("utf8");
      expect(text).toBe(raw.endsWith("\n") ? raw : `${raw}\n`);
      const at = (position: string) => decodePosition(doc, articleText(doc), position) ?? -1;
      const lines = marks.map(({ kind, start, end }) => ({
        kind,
        from: at(start),
        line: text.slice(at(start), at(end)),
      }));
      lines.sort((a, b) => a.from - b.from);
      headings.push(lines.filter(({ kind }) => kind !== "li").map(({ kind, line }) => `${kind} ${line}`));
    }
    expect(body.items.map(({ title }) => title)).toEqual([
      "Report Details Trump Admin Considering Partner Countries For Deportations",
      "001_eecd8b1c6ee32f2a",
      "002_810fd0f9051d33b7",
      "Libya, Rwanda in talks with US over accepting deported migrants with criminal records",
      "004_ed73c93db078cbf4",
    ]);
    expect(headings[0]).toEqual(["h1 Report Details Trump Admin Considering Partner Countries For Deportations"]);
    expect(headings[1]).toEqual([
      "h2 Migrant Transfers to Libya Raise Human Rights Concerns",
      "h2 Rwanda in Talks to Accept U.S. Deportees",
      "h2 Trump Officials Defend the Plan",
      "h2 Legal and Ethical Concerns",
      "h2 Leave a Reply",
    ]);
    expect(headings[2]).toEqual([]);
    expect(headings[3]?.[0]).toMatch(/^h1 Libya, Rwanda in talks/);
    expect(headings[4]).toContain("h2 Political Motivation and Public Perception");
    expect(headings[4]).toHaveLength(11);
  });
});
