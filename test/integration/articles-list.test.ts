import {
  type Article,
  type ArticleListItem,
  articleListItemSchema,
  type LayerInfo,
} from "@postil/shared/schema/article";
import { newId } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addArticle, deriveAnnotation } from "../support/article-fixtures.ts";
import type { HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type WorkspaceOfRoles, workspaceOfRoles } from "../support/workspace-of-roles.ts";

let server: TestServer;
let workspace: WorkspaceOfRoles;
let owner: HttpClient;
beforeAll(async () => {
  server = await startTestServer();
  workspace = await workspaceOfRoles(server.url);
  owner = workspace.people.owner;
  const articles = [
    { title: "beta", source: "Reuters", author: "Ann Ärlig", attributes: { outlet: "Reuters", wave: "1" } },
    { title: "Alpha", source: "AP", attributes: { outlet: "AP", wave: "1" } },
    { title: "gamma 100%", source: "AP", attributes: { outlet: "AP: world", wave: "2" } },
    { title: "alpha again", attributes: { wave: "2" } },
  ];
  for (const article of articles) await addArticle(owner, workspace.workspaceId, article);
});
afterAll(() => server.close());

async function list(query = "", client = owner): Promise<Page<ArticleListItem>> {
  const { status, body } = await client.get<Page<ArticleListItem>>(
    `/api/workspaces/${workspace.workspaceId}/articles${query}`,
  );
  expect(status).toBe(200);
  for (const item of body.items) articleListItemSchema.parse(item);
  return body;
}

async function titles(query = ""): Promise<string[]> {
  return (await list(query)).items.map(({ title }) => title);
}

describe("the list of articles", () => {
  it("is sorted by what is asked for", async () => {
    expect(await titles()).toEqual(["alpha again", "gamma 100%", "Alpha", "beta"]);
    expect(await titles("?sort=title")).toEqual(["Alpha", "alpha again", "beta", "gamma 100%"]);
  });

  it.each(["newest", "title", "activity"])("gives each article once, page by page: %s", async (sort) => {
    const all = (await list(`?sort=${sort}`)).items.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Page<ArticleListItem> = await list(`?sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    expect(paged).toHaveLength(4);
  });

  it.each([
    ["?q=ALPHA", ["alpha again", "Alpha"]],
    ["?q=%C3%84rlig reuters", ["beta"]],
    ["?q=100%25", ["gamma 100%"]],
    ["?q=a_p", []],
    ["?source=AP", ["gamma 100%", "Alpha"]],
    ["?source=AP&source=Reuters", ["gamma 100%", "Alpha", "beta"]],
    ["?author=Ann %C3%84rlig", ["beta"]],
    ["?attribute=wave:2", ["alpha again", "gamma 100%"]],
    ["?attribute=outlet:AP: world", ["gamma 100%"]],
    ["?attribute=outlet:AP&attribute=outlet:Reuters", ["Alpha", "beta"]],
    ["?attribute=outlet:AP&attribute=wave:2", []],
  ])("is filtered: %s", async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it.each([
    "?cursor=x",
    `?cursor=${Buffer.from('["newest","; drop","x"]').toString("base64url")}`,
    `?sort=title&cursor=${Buffer.from('["newest","1","x"]').toString("base64url")}`,
    "?limit=0",
    "?limit=1000",
    "?sort=colour",
    "?attribute=wave",
    "?q=%00",
    "?source=%00",
  ])("refuses %s", async (query) => {
    expect((await owner.get(`/api/workspaces/${workspace.workspaceId}/articles${query}`)).status).toBe(422);
  });
});

describe("counts in the list", () => {
  it("are of what the caller may read: the team's and one's own, without what is deleted", async () => {
    const { viewer } = workspace.people;
    const article = await addArticle(owner, workspace.workspaceId, { title: "Counted" });
    const own = (await viewer.post<LayerInfo>(`/api/articles/${article.id}/layers`, { kind: "private" })).body;
    const [team] = article.layers;
    if (!team) throw new Error("no team layer");
    const { dataSource } = server;
    const inTeam = { layerId: team.id, author: team.actor };
    await deriveAnnotation(dataSource, inTeam, {
      id: newId(),
      comments: [newId(), newId()],
      deletedComments: [newId()],
    });
    await deriveAnnotation(dataSource, inTeam, { id: newId(), comments: [newId()], deleted: true });
    const later = "2026-02-03T04:05:06.789Z";
    await deriveAnnotation(
      dataSource,
      { layerId: own.id, author: own.actor },
      { id: newId(), comments: [newId()], at: later },
    );

    const seen = async (client: HttpClient) => (await list("?q=counted", client)).items[0];
    expect(await seen(viewer)).toMatchObject({ annotationCount: 2, commentCount: 3, lastActivityAt: later });
    const forOthers = { annotationCount: 1, commentCount: 2, lastActivityAt: "2026-01-02T03:04:05.678Z" };
    expect(await seen(owner)).toMatchObject(forOthers);
    expect(await seen(workspace.people.instructor)).toMatchObject(forOthers);
  });

  it("order the list by what each person may see happen", async () => {
    const { viewer } = workspace.people;
    const quiet = await addArticle(owner, workspace.workspaceId, { title: "Quiet" });
    await addArticle(owner, workspace.workspaceId, { title: "Newer" });
    const own = (await viewer.post<LayerInfo>(`/api/articles/${quiet.id}/layers`, { kind: "private" })).body;
    const at = new Date(Date.now() + 60_000).toISOString();
    await deriveAnnotation(server.dataSource, { layerId: own.id, author: own.actor }, { id: newId(), at });
    const first = async (client: HttpClient) => (await list("?sort=activity&limit=1", client)).items[0]?.title;
    expect(await first(viewer)).toBe("Quiet");
    expect(await first(owner)).toBe("Newer");
    const one = await owner.get<Article>(`/api/articles/${quiet.id}`);
    expect(JSON.stringify(one.body)).not.toContain(own.id);
  });
});
