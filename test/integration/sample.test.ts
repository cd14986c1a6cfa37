import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import type { Article } from "@postil/shared/schema/article";
import type { Tag } from "@postil/shared/schema/tag";
import type { Page } from "@postil/shared/schema/text-fields";
import type { Workspace } from "@postil/shared/schema/workspace";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadSample, sampleSignInLinks } from "../../seeds/src/load.ts";
import { SAMPLE_ARTICLES } from "../../seeds/src/sample/sample.ts";
import { HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

async function signInBy(url: string): Promise<HttpClient> {
  const client = new HttpClient(server.url);
  const answer = await client.post("/api/auth/link", { token: url.split("/").at(-1) });
  expect(answer.status).toBeLessThan(300);
  return client;
}

async function asInstructor() {
  const [link] = await sampleSignInLinks(server.app);
  const client = await signInBy(link?.url ?? "");
  const { items } = (await client.get<Page<Workspace>>("/api/workspaces")).body;
  const [workspace] = items;
  if (!workspace) throw new Error("the instructor is in no workspace");
  return { client, workspace, workspaces: items.length };
}

async function count(table: string): Promise<number> {
  const [row]: { count: number }[] = await server.dataSource.query(`select count(*)::int as count from ${table}`);
  return row?.count ?? 0;
}

async function annotationsOf(client: HttpClient, workspaceId: string): Promise<AnnotationListItem[]> {
  const path = `/api/workspaces/${workspaceId}/annotations?limit=200&sort=place`;
  return (await client.get<Page<AnnotationListItem>>(path)).body.items;
}

describe("the sample", { timeout: 90_000 }, () => {
  it("is what its people would have made: articles, codebook, annotations in their places, threads", async () => {
    const began = process.cpuUsage();
    await loadSample(server.app);
    const { user, system } = process.cpuUsage(began);
    // A start must not wait for it. CPU, not time: test machines do other things too. Cold, in a test, it is 3.4 s.
    expect((user + system) / 1_000_000).toBeLessThan(8);
    const { client, workspace } = await asInstructor();
    expect(workspace).toMatchObject({ name: "How five newsrooms told it", sample: true, me: { role: "owner" } });
    expect(workspace.counts).toEqual({ members: 2, articles: 5 });
    expect(workspace.attributeNames).toEqual(["emphasis", "outlet"]);
    const tags = (await client.get<{ items: Tag[] } | Tag[]>(`/api/workspaces/${workspace.id}/tags`)).body;
    expect(Array.isArray(tags) ? tags.length : tags.items.length).toBe(14);
    const articles = (await client.get<Page<Article>>(`/api/workspaces/${workspace.id}/articles`)).body.items;
    expect(articles.map(({ title }) => title).sort()).toEqual(SAMPLE_ARTICLES.map(({ title }) => title).sort());
    const { text } = (await client.get<{ text: string }>(`/api/articles/${articles[0]?.id}/text`)).body;
    expect(SAMPLE_ARTICLES.map((article) => article.text)).toContain(text);

    const wanted = SAMPLE_ARTICLES.flatMap(({ annotations }) => annotations);
    const annotations = await annotationsOf(client, workspace.id);
    expect(annotations).toHaveLength(wanted.length);
    expect(annotations.map(({ quote }) => quote).sort()).toEqual(
      wanted.map(({ quotes = [] }) => quotes.join(" […] ")).sort(),
    );
    for (const { on, anchor, tags: ids } of annotations) {
      expect(anchor).toBe(on === "passage" ? "position" : null);
      if (on === "passage") expect(ids.length).toBeGreaterThan(0);
    }
    expect(annotations.filter(({ resolvedAt }) => resolvedAt)).toHaveLength(
      wanted.filter(({ resolvedBy }) => resolvedBy).length,
    );
    const comments = wanted.reduce((sum, { thread = [] }) => sum + thread.length, 0);
    expect(annotations.reduce((sum, { commentCount }) => sum + commentCount, 0)).toBe(comments);
    expect(new Set(annotations.map(({ author }) => author))).toEqual(
      new Set(["Sample Instructor", "Sample Annotator"]),
    );
  });

  it("is added once: loading it again changes nothing", async () => {
    await loadSample(server.app);
    const tables = ["workspace", "app_user", "article", "annotation", "document_update", "audit_event"];
    const before = await Promise.all(tables.map(count));
    await Promise.all([loadSample(server.app), loadSample(server.app, { again: true })]);
    expect(await Promise.all(tables.map(count))).toEqual(before);
  });

  it("stays away from a database that has a workspace", async () => {
    const owner = await HttpClient.register(server.url);
    await owner.post("/api/workspaces", { name: "Ours" });
    await loadSample(server.app, { again: true });
    expect(await count("workspace")).toBe(1);
    expect(await sampleSignInLinks(server.app)).toEqual([]);
  });

  it("does not come back once it was deleted, unless somebody asks for it", async () => {
    await loadSample(server.app);
    const { client, workspace } = await asInstructor();
    const deleted = await client.delete(`/api/workspaces/${workspace.id}`, { confirm: workspace.name });
    expect(deleted.status).toBeLessThan(300);
    await loadSample(server.app);
    expect(await count("workspace")).toBe(0);
    expect(await sampleSignInLinks(server.app)).toEqual([]);
    await loadSample(server.app, { again: true });
    expect((await asInstructor()).workspaces).toBe(1);
    expect(await count("app_user")).toBe(2);
  });

  it("replaces what a start left behind that was cut off", async () => {
    await loadSample(server.app);
    await server.dataSource.query("delete from audit_event where kind = 'sample-finished'");
    await server.dataSource.query("delete from article where title = $1", [SAMPLE_ARTICLES[0]?.title]);
    await loadSample(server.app);
    const { workspace, workspaces } = await asInstructor();
    expect(workspaces).toBe(1);
    expect(workspace.counts.articles).toBe(5);
  });

  it("leaves alone somebody who registered under the address of a sample person", async () => {
    const client = new HttpClient(server.url);
    await client.register("Somebody", "instructor@sample.invalid");
    await loadSample(server.app);
    expect((await client.get<Page<Workspace>>("/api/workspaces")).body.items).toEqual([]);
    expect(await sampleSignInLinks(server.app)).toHaveLength(2);
  });
});
