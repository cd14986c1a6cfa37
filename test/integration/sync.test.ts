import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, comment, remove, setNote } from "@postil/shared/document/operations";
import { articleText } from "@postil/shared/document/text-document";
import type { Article } from "@postil/shared/schema/article";
import type { Role } from "@postil/shared/schema/role";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addArticle } from "../support/article-fixtures.ts";
import { RawClient, stockClient, synced, teamDocument, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type WorkspaceOfRoles, workspaceOfRoles } from "../support/workspace-of-roles.ts";
import { actorOf } from "../support/workspaces.ts";

let server: TestServer;
let workspace: WorkspaceOfRoles;
let article: Article;
let layer: string;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await workspaceOfRoles(server.url);
  article = await addArticle(workspace.people.owner, workspace.workspaceId, { text: "One two three four.\n" });
  layer = teamDocument(article);
});
afterAll(() => server.close());

function person(role: Role) {
  return workspace.people[role];
}

async function context(role: Role) {
  return { actor: await actorOf(person(role), workspace.workspaceId), now: Date.now() };
}

async function rows(document: string): Promise<{ seq: string; actor: string }[]> {
  return server.dataSource.query(
    "select seq, actor_id as actor from document_update where document_id = $1 order by seq",
    [document],
  );
}

describe("two people in one layer", () => {
  it("see each other's annotations through stock y-websocket clients", async () => {
    const one = await synced(stockClient(person("annotator"), layer));
    const two = await synced(stockClient(person("instructor"), layer));
    const id = annotate(one.doc, await context("annotator"), { on: "article", note: "Here" });
    await until(() => layerMap(two.doc, "notes").get(id)?.text === "Here");
    const reply = comment(two.doc, await context("instructor"), { annotation: id, text: "There" });
    await until(() => layerMap(one.doc, "commentTexts").get(reply)?.text === "There");
    one.destroy();
    two.destroy();
  });

  it("find what was written when they come later", async () => {
    const one = await RawClient.join(person("annotator"), layer);
    const id = annotate(one.doc, await context("annotator"), { on: "article", note: "Kept" });
    await one.acknowledged();
    one.close();
    const later = await synced(stockClient(person("viewer"), layer));
    expect(layerMap(later.doc, "notes").get(id)?.text).toBe("Kept");
    later.destroy();
  });
});

describe("an acknowledgement", () => {
  it("means that the row is committed, and names its seq", async () => {
    const one = await RawClient.join(person("annotator"), layer);
    annotate(one.doc, await context("annotator"), { on: "article" });
    const seq = await one.acknowledged();
    const stored = await rows(layer);
    expect(stored.at(-1)).toEqual({ seq: String(seq), actor: (await context("annotator")).actor });
    one.close();
  });

  it("comes with derived rows and the entry's history", async () => {
    const one = await RawClient.join(person("annotator"), layer);
    const id = annotate(one.doc, await context("annotator"), { on: "article", note: "Derived" });
    await one.acknowledged();
    const derived = await server.dataSource.query("select note from annotation where annotation_id = $1", [id]);
    expect(derived).toEqual([{ note: "Derived" }]);
    const history: { map: string }[] = await server.dataSource.query(
      "select map from entry_revision where document_id = $1 and key = $2 order by map",
      [layer, id],
    );
    expect(history.map(({ map }) => map)).toEqual(["annotations", "notes"]);
    one.close();
  });
});

describe("who may write", () => {
  it("refuses a viewer's annotation and tells why", async () => {
    const viewer = await RawClient.join(person("viewer"), layer);
    const before = await rows(layer);
    annotate(viewer.doc, await context("viewer"), { on: "article" });
    expect(await viewer.closed).toBe(4422);
    expect(viewer.refusals).toMatchObject([{ mark: 2, code: "role" }]);
    expect(await rows(layer)).toEqual(before);
  });

  it("closes a stock client that is refused for good", async () => {
    const viewer = await synced(stockClient(person("viewer"), layer));
    annotate(viewer.doc, await context("viewer"), { on: "article" });
    expect(await viewer.closed).toBe(4422);
    viewer.destroy();
  });

  it("refuses an entry in somebody else's name", async () => {
    const one = await RawClient.join(person("annotator"), layer);
    annotate(one.doc, await context("owner"), { on: "article" });
    expect(await one.closed).toBe(4422);
    expect(one.refusals[0]).toMatchObject({ code: "author", keys: [["annotations", expect.any(String)]] });
  });

  it("refuses changing and deleting what somebody else made, but for instructors", async () => {
    const owner = await RawClient.join(person("owner"), layer);
    const id = annotate(owner.doc, await context("owner"), { on: "article", note: "Mine" });
    await owner.acknowledged();
    const noting = await RawClient.join(person("annotator"), layer);
    setNote(noting.doc, await context("annotator"), id, "Yours");
    expect(await noting.closed).toBe(4422);
    const removing = await RawClient.join(person("annotator"), layer);
    remove(removing.doc, await context("annotator"), id);
    expect(await removing.closed).toBe(4422);
    const instructor = await RawClient.join(person("instructor"), layer);
    remove(instructor.doc, await context("instructor"), id);
    await instructor.acknowledged();
    await until(() => layerMap(owner.doc, "deletions").has(id));
    expect(layerMap(owner.doc, "notes").get(id)?.text).toBe("Mine");
    owner.close();
    instructor.close();
  });

  it("lets a commenter comment and not annotate", async () => {
    const owner = await RawClient.join(person("owner"), layer);
    const id = annotate(owner.doc, await context("owner"), { on: "article" });
    await owner.acknowledged();
    const commenter = await RawClient.join(person("commenter"), layer);
    comment(commenter.doc, await context("commenter"), { annotation: id, text: "May I?" });
    await commenter.acknowledged();
    annotate(commenter.doc, await context("commenter"), { on: "article" });
    expect(await commenter.closed).toBe(4422);
    owner.close();
  });

  it("lets instructors correct the text and nobody below", async () => {
    const instructor = await RawClient.join(person("instructor"), article.textDocument);
    articleText(instructor.doc).insert(0, "So: ");
    await instructor.acknowledged();
    const answer = await person("viewer").get<{ text: string; version: number }>(`/api/articles/${article.id}/text`);
    expect(answer.body).toEqual({ text: "So: One two three four.\n", version: 2 });
    const { body } = await person("viewer").get<Article>(`/api/articles/${article.id}`);
    expect(body.length).toBe("So: One two three four.\n".length);
    expect(body.updatedAt > article.updatedAt).toBe(true);
    const annotator = await RawClient.join(person("annotator"), article.textDocument);
    articleText(annotator.doc).delete(0, 4);
    expect(await annotator.closed).toBe(4422);
    instructor.close();
  });
});

describe("the handshake", () => {
  it("answers 403 before the upgrade to a foreign Origin, and to none with a cookie", async () => {
    const { cookie } = person("owner");
    const foreign = new RawClient(server.url, layer, { headers: { cookie, origin: "http://evil.example" } });
    expect(await foreign.closed).toBe(403);
    expect(await new RawClient(server.url, layer, { headers: { cookie } }).closed).toBe(403);
  });

  it("closes 4401 without a session and 4404 without access", async () => {
    const { url } = server;
    expect(await new RawClient(url, layer, { headers: { origin: url } }).closed).toBe(4401);
    expect(await RawClient.of(workspace.outsider, layer).closed).toBe(4404);
    expect(await RawClient.of(person("owner"), "layer/0123456789abcdefghij").closed).toBe(4404);
    expect(await RawClient.of(person("owner"), "nonsense").closed).toBe(4404);
  });

  it("closes 4409 for another epoch or schema, before any sync frame", async () => {
    const epoch = RawClient.of(person("owner"), layer, { query: "hello=1&epoch=7&schema=1" });
    expect(await epoch.closed).toBe(4409);
    expect(epoch.frames).toEqual([]);
    expect(await RawClient.of(person("owner"), layer, { query: "hello=1&epoch=1&schema=99" }).closed).toBe(4409);
  });

  it("says who one is and what one may do, first of all", async () => {
    const viewer = await RawClient.join(person("viewer"), layer);
    const { actor } = await context("viewer");
    expect(viewer.hellos).toMatchObject([{ actor, role: "viewer", canAnnotate: false, canComment: false, epoch: 1 }]);
    expect(viewer.frames[0]?.[0]).toBe(123);
    viewer.close();
  });
});

it("keeps what was acknowledged when the server starts anew", async () => {
  const one = await RawClient.join(person("annotator"), layer);
  const id = annotate(one.doc, await context("annotator"), { on: "article", note: "Survives" });
  await one.acknowledged();
  const state = Y.encodeStateAsUpdate(one.doc);
  await server.restart();
  expect(await one.closed).toBe(4503);
  const later = await synced(stockClient(person("annotator"), layer));
  expect(layerMap(later.doc, "notes").get(id)?.text).toBe("Survives");
  expect(Y.encodeStateAsUpdate(later.doc)).toEqual(state);
  later.destroy();
});
