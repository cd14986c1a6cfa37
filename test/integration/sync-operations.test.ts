import { layerMap } from "@postil/shared/document/layer-document";
import type { Article } from "@postil/shared/schema/article";
import { newId } from "@postil/shared/schema/ids";
import type { Tag } from "@postil/shared/schema/tag";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addArticle } from "../support/article-fixtures.ts";
import type { ErrorBody, HttpClient } from "../support/http-client.ts";
import { RawClient, teamLayer, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type WorkspaceOfRoles, workspaceOfRoles } from "../support/workspace-of-roles.ts";

interface Done {
  items: { op: string; id: string }[];
  seq: number;
}

let server: TestServer;
let workspace: WorkspaceOfRoles;
let article: Article;
let layer: string;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await workspaceOfRoles(server.url);
  // The second character is one code point and two UTF-16 units.
  article = await addArticle(workspace.people.owner, workspace.workspaceId, { text: "A\u{1f600}b two three.\n" });
  layer = teamLayer(article);
});
afterAll(() => server.close());

function operate<T = Done>(client: HttpClient, operations: unknown[], on = layer) {
  return client.post<T>(`/api/layers/${on}/operations`, { operations });
}

async function rowsOf(id: string) {
  return server.dataSource.query(
    `select start_offset as start, end_offset as end, quote, note, comment_count as comments from annotation
      where annotation_id = $1`,
    [id],
  );
}

describe("operations over REST", () => {
  it("annotate by code points and by quote, are stored when answered, and reach open sockets", async () => {
    const { annotator, owner } = workspace.people;
    const { body: tag } = await owner.post<Tag>(`/api/workspaces/${workspace.workspaceId}/tags`, { name: "Threat" });
    const open = await RawClient.join(owner, `layer/${layer}`);
    const answer = await operate(annotator, [
      { op: "annotate", passages: [{ start: 1, end: 3 }], note: "By offsets", tags: [tag.id] },
      { op: "annotate", passages: [{ exact: "three", prefix: "two " }] },
    ]);
    expect(answer.status).toBe(200);
    const [first, second] = answer.body.items.map((item) => item.id);
    expect(await rowsOf(first ?? "")).toEqual([
      { start: 1, end: 3, quote: "\u{1f600}b", note: "By offsets", comments: 0 },
    ]);
    expect(await rowsOf(second ?? "")).toMatchObject([{ quote: "three" }]);
    await until(() => layerMap(open.doc, "annotations").has(second ?? ""));
    const tags = await server.dataSource.query("select tag_id from annotation_tag where annotation_id = $1", [first]);
    expect(tags).toEqual([{ tag_id: tag.id }]);
    open.close();
  });

  it("build on one another, with ids of the caller's choice", async () => {
    const id = newId();
    const comment = newId();
    const answer = await operate(workspace.people.annotator, [
      { op: "annotate", id, on: "article" },
      { op: "comment", id: comment, annotation: id, text: "First" },
      { op: "comment", annotation: id, parent: comment, text: "Second" },
      { op: "edit-comment", comment, text: "First, corrected" },
      { op: "react", target: id, sign: "agree", on: true },
      { op: "resolve", annotation: id },
    ]);
    expect(answer.body.items.map((item) => item.op)).toHaveLength(6);
    expect(answer.body.items[0]).toEqual({ op: "annotate", id });
    expect(await rowsOf(id)).toMatchObject([{ comments: 2 }]);
  });

  it("are refused whole: with 403 what one may not do, and nothing is written", async () => {
    const { owner, annotator, commenter, viewer } = workspace.people;
    const made = await operate(owner, [{ op: "annotate", on: "article", note: "Mine" }]);
    const theirs = made.body.items[0]?.id ?? "";
    const id = newId();
    const mixed = await operate<ErrorBody>(annotator, [
      { op: "annotate", id, on: "article" },
      { op: "note", annotation: theirs, text: "Overwritten" },
    ]);
    expect([mixed.status, mixed.body.error.code]).toEqual([403, "forbidden"]);
    expect(await rowsOf(id)).toEqual([]);
    expect((await operate(commenter, [{ op: "annotate", on: "article" }])).status).toBe(403);
    expect((await operate(viewer, [{ op: "comment", annotation: theirs, text: "No" }])).status).toBe(403);
    expect(await rowsOf(theirs)).toMatchObject([{ note: "Mine", comments: 0 }]);
  });

  it("answer 404 to who may not read the layer, as to a layer that isn't there", async () => {
    const operations = [{ op: "annotate", on: "article" }];
    expect((await operate(workspace.outsider, operations)).status).toBe(404);
    expect((await operate(workspace.people.owner, operations, newId())).status).toBe(404);
  });

  it("answer 422 with the place of each passage, tag or entry that isn't there", async () => {
    const { annotator } = workspace.people;
    const paths = async (operations: unknown[]) => {
      const answer = await operate<ErrorBody>(annotator, operations);
      const details = answer.body.error.details as { path: string }[];
      return [answer.status, ...details.map(({ path }) => path)];
    };
    expect(
      await paths([
        {
          op: "annotate",
          passages: [
            { start: 0, end: 1 },
            { start: 5, end: 500 },
          ],
        },
      ]),
    ).toEqual([422, "operations.0.passages.1"]);
    expect(await paths([{ op: "annotate", passages: [{ exact: "nowhere in it" }] }])).toEqual([
      422,
      "operations.0.passages.0",
    ]);
    expect(await paths([{ op: "annotate", on: "article", tags: [newId()] }])).toEqual([422, "operations.0.tags.0"]);
    expect(await paths([{ op: "resolve", annotation: newId() }])).toEqual([422, "operations.0"]);
    expect(await paths([{ op: "annotate" }])).toEqual([422, "operations.0.passages"]);
    expect((await operate(annotator, [{ op: "explode" }])).status).toBe(422);
    expect((await operate(annotator, [])).status).toBe(422);
  });

  it("survive a restart", async () => {
    const answer = await operate(workspace.people.annotator, [{ op: "annotate", on: "memo", note: "A memo" }]);
    await server.restart();
    const later = await RawClient.join(workspace.people.viewer, `layer/${layer}`);
    expect(layerMap(later.doc, "notes").get(answer.body.items[0]?.id ?? "")?.text).toBe("A memo");
    later.close();
  });
});

it("reads the text that offsets count in, for members only", async () => {
  const path = `/api/articles/${article.id}/text`;
  const answer = await workspace.people.viewer.get(path);
  expect(answer.body).toEqual({ text: "A\u{1f600}b two three.\n", version: 1 });
  expect((await workspace.outsider.get(path)).status).toBe(404);
});
