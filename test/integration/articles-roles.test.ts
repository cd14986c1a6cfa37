import { layerDocumentName, textDocumentName } from "@postil/shared/document/text-document";
import { type Article, layerInfoSchema } from "@postil/shared/schema/article";
import { newId } from "@postil/shared/schema/ids";
import { ROLES, type Role } from "@postil/shared/schema/role";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ArticleAccess } from "../../server/src/articles/article-access.ts";
import { type AppEvents, Events } from "../../server/src/platform/events.ts";
import { addArticle, articleRowCounts, deriveAnnotation } from "../support/article-fixtures.ts";
import { HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type WorkspaceOfRoles, workspaceOfRoles } from "../support/workspace-of-roles.ts";

const EDITORS: Role[] = ["owner", "instructor"];

let server: TestServer;
let workspace: WorkspaceOfRoles;
let article: Article;
let team: string;
beforeAll(async () => {
  server = await startTestServer();
  workspace = await workspaceOfRoles(server.url);
  article = await addArticle(workspace.people.owner, workspace.workspaceId);
  team = article.layers[0]?.id ?? "";
});
afterAll(() => server.close());

function add(client: HttpClient) {
  return client.post(`/api/workspaces/${workspace.workspaceId}/articles`, { title: "T", text: "Text." });
}

async function userId(client: HttpClient): Promise<string> {
  return (await client.get<{ user: { id: string } }>("/api/auth/me")).body.user.id;
}

describe.each(ROLES)("articles for the %s", (role) => {
  const edits = EDITORS.includes(role);
  const annotates = role !== "commenter" && role !== "viewer";

  it("can be read, with what one may do in the team's layer", async () => {
    const client = workspace.people[role];
    const one = await client.get<Article>(`/api/articles/${article.id}`);
    expect(one.status).toBe(200);
    expect(one.body.layers).toMatchObject([{ kind: "team", canAnnotate: annotates, canComment: role !== "viewer" }]);
    const list = await client.get<{ items: unknown[] }>(`/api/workspaces/${workspace.workspaceId}/articles`);
    expect(list.status).toBe(200);
  });

  it(`can ${edits ? "" : "not "}be added, changed and deleted`, async () => {
    const client = workspace.people[role];
    const own = await addArticle(workspace.people.owner, workspace.workspaceId);
    const before = await articleRowCounts(server.dataSource);
    expect((await client.patch(`/api/articles/${own.id}`, { title: "New" })).status).toBe(edits ? 200 : 403);
    expect((await client.delete(`/api/articles/${own.id}`)).status).toBe(edits ? 204 : 403);
    expect((await add(client)).status).toBe(edits ? 201 : 403);
    const form = new FormData();
    form.append("files", new Blob(["Text."]), "a.txt");
    const path = `/api/workspaces/${workspace.workspaceId}/articles`;
    expect((await client.post(path, form)).status).toBe(edits ? 201 : 403);
    if (!edits) {
      expect(await articleRowCounts(server.dataSource)).toEqual(before);
      const { body } = await workspace.people.owner.get<Article>(`/api/articles/${own.id}`);
      expect(body.title).toBe("An article");
    }
  });

  it("are documents with the role's rights", async () => {
    const access = server.app.get(ArticleAccess);
    const user = await userId(workspace.people[role]);
    const text = await access.document(user, textDocumentName(article.id));
    expect(text).toMatchObject({ kind: "text", articleId: article.id, layerId: null, canEditText: edits });
    expect(text?.rights).toEqual({ canRead: true, canAnnotate: false, canComment: false, canModerate: false });
    const layer = await access.document(user, layerDocumentName(team));
    expect(layer).toMatchObject({
      kind: "layer",
      layerKind: "team",
      articleId: article.id,
      layerId: team,
      canEditText: false,
      membership: { role, workspaceId: workspace.workspaceId, userId: user },
      rights: { canRead: true, canAnnotate: annotates, canComment: role !== "viewer", canModerate: edits },
    });
    expect(layer?.actor).toBe(layer?.membership.actor);
  });

  it("can have a private layer, which nobody else sees", async () => {
    const own = await addArticle(workspace.people.owner, workspace.workspaceId);
    const path = `/api/articles/${own.id}/layers`;
    const client = workspace.people[role];
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.post(path, { kind: "private" })));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    const layers = answers.map(({ body }) => layerInfoSchema.parse(body));
    expect(new Set(layers.map(({ id }) => id)).size).toBe(1);
    expect(layers[0]).toMatchObject({ kind: "private", canAnnotate: true, canComment: true });
    const kinds = async (reader: HttpClient) =>
      (await reader.get<Article>(`/api/articles/${own.id}`)).body.layers.map(({ kind }) => kind);
    expect(await kinds(client)).toEqual(["team", "private"]);
    const access = server.app.get(ArticleAccess);
    const document = layers[0]?.document ?? "";
    for (const other of ROLES.filter((one) => one !== role)) {
      expect(await kinds(workspace.people[other])).toEqual(["team"]);
      expect(await access.document(await userId(workspace.people[other]), document)).toBeNull();
    }
    expect(await access.document(await userId(client), document)).toMatchObject({
      layerKind: "private",
      actor: layers[0]?.actor,
      rights: { canRead: true, canAnnotate: true, canComment: true, canModerate: false },
    });
  });
});

describe("articles for who isn't a member", () => {
  it("don't exist", async () => {
    const { outsider } = workspace;
    const before = await articleRowCounts(server.dataSource);
    const statuses = await Promise.all([
      outsider.get(`/api/articles/${article.id}`),
      outsider.patch(`/api/articles/${article.id}`, { title: "Taken" }),
      outsider.delete(`/api/articles/${article.id}`),
      outsider.post(`/api/articles/${article.id}/layers`, { kind: "private" }),
      outsider.get(`/api/workspaces/${workspace.workspaceId}/articles`),
      add(outsider),
      outsider.get(`/api/articles/${newId()}`),
      outsider.get("/api/articles/x"),
      outsider.get("/api/articles/%00"),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual(Array(9).fill(404));
    expect(statuses[0]?.body).toEqual(statuses[6]?.body);
    expect(await articleRowCounts(server.dataSource)).toEqual(before);
    const access = server.app.get(ArticleAccess);
    const user = await userId(outsider);
    expect(await access.document(user, textDocumentName(article.id))).toBeNull();
    expect(await access.document(user, layerDocumentName(team))).toBeNull();
    await expect(access.layer(user, team)).rejects.toMatchObject({ status: 404 });
  });

  it("answer 401 without a session", async () => {
    const nobody = new HttpClient(server.url);
    expect((await nobody.get(`/api/articles/${article.id}`)).status).toBe(401);
    expect((await add(nobody)).status).toBe(401);
  });

  it("are no documents when the name names nothing", async () => {
    const access = server.app.get(ArticleAccess);
    const user = await userId(workspace.people.owner);
    for (const name of [
      "",
      "text/",
      "text/x",
      `text/${newId()}`,
      `layer/${newId()}`,
      `text/${team}`,
      `other/${team}`,
    ]) {
      expect(await access.document(user, name), name).toBeNull();
    }
  });
});

describe("layers of every kind", () => {
  it("are listed for exactly those who may read them", async () => {
    const own = await addArticle(workspace.people.owner, workspace.workspaceId);
    const access = server.app.get(ArticleAccess);
    const members = await Promise.all(
      ROLES.map(async (role) => ({ user: await userId(workspace.people[role]), client: workspace.people[role] })),
    );
    const actors = await Promise.all(
      members.map(async ({ client }) => (await client.get<Article>(`/api/articles/${own.id}`)).body.layers[0]?.actor),
    );
    for (const kind of ["private", "blind", "consensus"]) {
      for (const actor of kind === "consensus" ? [null] : actors) {
        await server.dataSource.query(
          "insert into layer (id, article_id, workspace_id, kind, owner_actor) values ($1, $2, $3, $4, $5)",
          [newId(), own.id, workspace.workspaceId, kind, actor],
        );
      }
    }
    const all: { id: string }[] = await server.dataSource.query("select id from layer where article_id = $1", [own.id]);
    expect(all).toHaveLength(12);
    for (const { user } of members) {
      const { membership } = await access.require(user, own.id, "read");
      const listed = (await access.readableLayers(membership, own.id)).map(({ id }) => id);
      const opened: string[] = [];
      for (const { id } of all) if (await access.layer(user, id).catch(() => null)) opened.push(id);
      expect(new Set(listed)).toEqual(new Set(opened));
      // Blind and consensus layers that belong to no assignment are nobody's.
      expect(listed).toHaveLength(2);
    }
  });
});

describe("changing what is said about an article", () => {
  it("changes what is given and nothing else", async () => {
    const { owner } = workspace.people;
    const { id } = await addArticle(owner, workspace.workspaceId, { source: "Old", attributes: { wave: "1" } });
    const changed = await owner.patch<Article>(`/api/articles/${id}`, { source: "", attributes: { case: "A" } });
    expect(changed.body).toMatchObject({ title: "An article", source: null, attributes: { case: "A" } });
    const same = await owner.patch<Article>(`/api/articles/${id}`, {});
    expect(same.body).toEqual(changed.body);
  });

  it("refuses what doesn't fit, and keeps what was", async () => {
    const { owner } = workspace.people;
    const { id } = await addArticle(owner, workspace.workspaceId);
    for (const body of [{ title: "" }, { published: "soon" }, { attributes: { "a:b": "c" } }, { text: "New text" }]) {
      expect((await owner.patch(`/api/articles/${id}`, body)).status).toBe(422);
    }
    expect((await owner.get<Article>(`/api/articles/${id}`)).body).toMatchObject({
      title: "An article",
      attributes: {},
    });
  });
});

describe("deleting an article", () => {
  it("takes everything of it along, says so, and is logged", async () => {
    const { owner, viewer } = workspace.people;
    const before = await articleRowCounts(server.dataSource);
    const own = await addArticle(owner, workspace.workspaceId, { title: "Short-lived" });
    const mine = (
      await viewer.post<{ id: string; document: string }>(`/api/articles/${own.id}/layers`, { kind: "private" })
    ).body;
    const [layer] = own.layers;
    if (!layer) throw new Error("no team layer");
    const on = { layerId: layer.id, author: layer.actor };
    await deriveAnnotation(server.dataSource, on, { id: newId(), tags: [newId()], comments: [newId()] });
    const heard: AppEvents["articleDeleted"][] = [];
    const stop = server.app.get(Events).on("articleDeleted", (event) => heard.push(event));
    expect((await owner.delete(`/api/articles/${own.id}`)).status).toBe(204);
    expect((await owner.delete(`/api/articles/${own.id}`)).status).toBe(404);
    stop();
    expect(heard).toEqual([
      {
        workspaceId: workspace.workspaceId,
        articleId: own.id,
        title: "Short-lived",
        documents: [layer.document, mine.document, own.textDocument].sort(),
        by: "The owner",
      },
    ]);
    expect(await articleRowCounts(server.dataSource)).toEqual(before);
    const audit = await server.dataSource.query(
      "select kind, details from audit_event where workspace_id = $1 and kind = 'article-deleted' and details->>'articleId' = $2",
      [workspace.workspaceId, own.id],
    );
    expect(audit).toEqual([{ kind: "article-deleted", details: { articleId: own.id, title: "Short-lived" } }]);
    expect((await viewer.post(`/api/articles/${own.id}/layers`, { kind: "private" })).status).toBe(404);
  });
});
