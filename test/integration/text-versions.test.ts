import type { TextVersionContent, TextVersionSummary } from "@postil/shared/schema/text-version";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PostgresSnapshots } from "../../server/src/sync/log/postgres-snapshots.ts";
import { type ArticlePlace, editText, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { formOf } from "../support/article-fixtures.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const TEXT = "A heading\n\nThe quik fox jumps. 🦊\n";

let server: TestServer;
let workspace: Workspace;
let article: ArticlePlace;
let ben: Person;
beforeAll(async () => {
  server = await startTestServer();
  workspace = await Workspace.create(server.url);
  ben = await workspace.join("annotator", "Ben");
  article = await workspace.article("Foxes", TEXT);
});
afterAll(() => server.close());

const list = async (query = "") =>
  (
    await workspace.owner.client.get<{ items: TextVersionSummary[]; nextCursor: string | null }>(
      `/api/articles/${article.id}/versions${query}`,
    )
  ).body;
const read = async (seq: number) =>
  (await workspace.owner.client.get<TextVersionContent>(`/api/articles/${article.id}/versions/${seq}`)).body;

describe("the history of a text", () => {
  it("begins with the article as it was added, and then says who changed it", async () => {
    await editText(workspace.owner, article, (text) => {
      text.insert(text.toString().indexOf("quik") + 3, "c");
    });
    const { items, nextCursor } = await list();
    expect(nextCursor).toBeNull();
    expect(items.map(({ people, changes }) => [people.map(({ name }) => name), changes])).toEqual([
      [["Ada"], 1],
      [[], 1],
    ]);
    const [now, added] = items;
    expect((await read(added?.seq ?? 0)).text).toBe(TEXT);
    expect((await read(now?.seq ?? 0)).text).toBe(TEXT.replace("quik", "quick"));
    expect(await list("?limit=1")).toMatchObject({ items: [now], nextCursor: String(now?.seq) });
    expect(await list(`?cursor=${now?.seq}`)).toMatchObject({ items: [added], nextCursor: null });
  });

  it("is for those who may correct it", async () => {
    for (const path of ["versions", "versions/1"]) {
      expect((await ben.client.get(`/api/articles/${article.id}/${path}`)).status).toBe(403);
    }
    const stranger = await (await Workspace.create(server.url)).owner.client.get(
      `/api/articles/${article.id}/versions`,
    );
    expect(stranger.status).toBe(404);
  });

  it("names no version that isn't there", async () => {
    expect((await workspace.owner.client.get(`/api/articles/${article.id}/versions/999`)).status).toBe(404);
    expect((await workspace.owner.client.get(`/api/articles/${article.id}/versions/no`)).status).toBe(422);
  });

  it("stays when a snapshot covers it", async () => {
    const { dataSource } = server;
    await dataSource.query("update document_update set at = at - interval '30 days' where document_id = $1", [
      article.textDocument,
    ]);
    await dataSource.query(
      `insert into document_snapshot (document_id, epoch, upto_seq, bytes, sha256)
       select id, epoch, head_seq, ''::bytea, sha256(''::bytea) from document where id = $1`,
      [article.textDocument],
    );
    expect(await new PostgresSnapshots(dataSource).deleteCovered(1_000)).toBe(0);
    await dataSource.query("delete from document_snapshot where document_id = $1", [article.textDocument]);
    expect((await list()).items).toHaveLength(2);
  });
});

describe("a corrected file", () => {
  const path = () => `/api/articles/${article.id}/corrected-file`;

  it("is read as an import would, and stores nothing", async () => {
    const before = await list();
    const answer = await workspace.owner.client.post(
      path(),
      formOf([["foxes.txt", "A heading\r\n\r\nThe quick fox."]]),
    );
    expect(answer).toMatchObject({ status: 200, body: { text: "A heading\n\nThe quick fox.\n" } });
    expect(await list()).toEqual(before);
  });

  it("is refused with a reason when it is no text, and to those who may not correct", async () => {
    const picture = await workspace.owner.client.post(path(), formOf([["fox.png", "\0\0\0PNG"]]));
    expect(picture).toMatchObject({ status: 422, body: { error: { code: "binary-file" } } });
    expect((await workspace.owner.client.post(path(), formOf([]))).status).toBe(422);
    expect((await ben.client.post(path(), formOf([["foxes.txt", "Mine."]]))).status).toBe(403);
  });
});
