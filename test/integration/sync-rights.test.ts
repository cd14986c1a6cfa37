import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import type { Article } from "@postil/shared/schema/article";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addArticle } from "../support/article-fixtures.ts";
import type { HttpClient } from "../support/http-client.ts";
import { RawClient, teamDocument, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let workspace: TestWorkspace;
let article: Article;
let layer: string;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
  article = await addArticle(workspace.owner, workspace.workspaceId);
  layer = teamDocument(article);
});
afterAll(() => server.close());

async function context(client: HttpClient) {
  return { actor: await actorOf(client, workspace.workspaceId), now: Date.now() };
}

/** The close's code, and that it came within a second. */
async function closedSoon(client: RawClient): Promise<number | string> {
  const late = new Promise<string>((resolve) => setTimeout(() => resolve("still open"), 1_000));
  return Promise.race([client.closed, late]);
}

describe("open sockets", () => {
  it("close 4401 when their session ends, and not those of another session", async () => {
    const member = await workspace.join("annotator");
    const [one, other] = [await RawClient.join(member, layer), await RawClient.join(workspace.owner, layer)];
    await member.post("/api/auth/logout");
    expect(await closedSoon(one)).toBe(4401);
    expect(await closedSoon(other)).toBe("still open");
    other.close();
  });

  it("close 4503 when the role changes; the reconnect tells the new one, and the old rights are gone", async () => {
    const member = await workspace.join("annotator");
    const before = await RawClient.join(member, layer);
    const others = await RawClient.join(workspace.owner, layer);
    const { actor } = await context(member);
    const answer = await workspace.owner.patch(`/api/workspaces/${workspace.workspaceId}/members/${actor}`, {
      role: "viewer",
    });
    expect(answer.status).toBe(200);
    expect(await closedSoon(before)).toBe(4503);
    const after = await RawClient.join(member, layer);
    expect(after.hellos[0]?.role).toBe("viewer");
    annotate(after.doc, await context(member), { on: "article" });
    expect(await after.closed).toBe(4422);
    // Whoever's rights are the same writes on.
    annotate(others.doc, await context(workspace.owner), { on: "article" });
    await others.acknowledged();
    others.close();
  });

  it("close when a member is removed, who then finds nothing", async () => {
    const member = await workspace.join("annotator");
    const open = await RawClient.join(member, layer);
    const { actor } = await context(member);
    await workspace.owner.delete(`/api/workspaces/${workspace.workspaceId}/members/${actor}`);
    expect(await closedSoon(open)).toBe(4503);
    expect(await RawClient.of(member, layer).closed).toBe(4404);
  });

  it("close 4404 when the article is deleted", async () => {
    const doomed = await addArticle(workspace.owner, workspace.workspaceId);
    const text = await RawClient.join(workspace.owner, doomed.textDocument);
    const team = await RawClient.join(workspace.owner, teamDocument(doomed));
    await workspace.owner.delete(`/api/articles/${doomed.id}`);
    expect([await closedSoon(text), await closedSoon(team)]).toEqual([4404, 4404]);
  });

  it("close 4404 when the workspace is deleted", async () => {
    const other = await makeWorkspace(server.url, "Short-lived");
    const doomed = await addArticle(other.owner, other.workspaceId);
    const open = await RawClient.join(other.owner, teamDocument(doomed));
    await other.owner.delete(`/api/workspaces/${other.workspaceId}`, { confirm: "Short-lived" });
    expect(await closedSoon(open)).toBe(4404);
  });
});

describe("a private layer", () => {
  it("is its person's alone, also against an owner, and annotated by a viewer", async () => {
    const viewer = await workspace.join("viewer");
    const made = await viewer.post<{ document: string }>(`/api/articles/${article.id}/layers`, { kind: "private" });
    const { document } = made.body;
    const own = await RawClient.join(viewer, document);
    const id = annotate(own.doc, await context(viewer), { on: "article", note: "To myself" });
    await own.acknowledged();
    expect(layerMap(own.doc, "notes").has(id)).toBe(true);
    expect(await RawClient.of(workspace.owner, document).closed).toBe(4404);
    own.sendAwareness([{ client: own.doc.clientID, clock: 1, state: { at: null } }]);
    const tab = await RawClient.join(viewer, document);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(tab.awareness).toEqual([]);
    own.close();
    tab.close();
  });
});

describe("sockets that take too much", () => {
  it("close 4413 for a frame that is too large", async () => {
    const client = await RawClient.join(workspace.owner, layer);
    client.sendSync(2, new Uint8Array(256 * 1024 + 1));
    expect(await client.closed).toBe(4413);
    const larger = await RawClient.join(workspace.owner, layer);
    larger.sendSync(1, new Uint8Array(3 * 1024 * 1024));
    expect(await larger.closed).toBe(4413);
  });

  it("close 4529 for a flood of updates, and for an eleventh socket of one person", async () => {
    const flooding = await RawClient.join(workspace.owner, layer);
    for (let update = 0; update < 600; update++) flooding.sendSync(2, new Uint8Array([0, 0]));
    expect(await flooding.closed).toBe(4529);
    const member = await workspace.join("annotator");
    const open = await Promise.all(Array.from({ length: 10 }, () => RawClient.join(member, layer)));
    expect(await RawClient.of(member, layer).closed).toBe(4529);
    for (const client of open) client.close();
  });

  it("end when they are not frames of ours", async () => {
    const client = await RawClient.join(workspace.owner, layer);
    client.send(new Uint8Array([0, 2, 255, 255]));
    expect(await client.closed).toBe(4422);
  });
});

describe("presence", () => {
  it("is stamped by the server, seen by others, and gone when its socket closes", async () => {
    const member = await workspace.join("annotator", "Ada");
    const watching = await RawClient.join(workspace.owner, layer);
    const shown = await RawClient.join(member, layer);
    const forged = { actor: "somebody-else-0000", name: "Mallory", colour: 1 };
    shown.sendAwareness([{ client: shown.doc.clientID, clock: 1, state: { user: forged, at: null } }]);
    const text = () => watching.awareness.map((update) => Buffer.from(update).toString("utf8")).join("\n");
    await until(() => text().includes("Ada"));
    expect(text()).not.toContain("Mallory");
    watching.awareness.length = 0;
    shown.close();
    await until(() => text().includes("null"));
    // The id that presence showed is kept for its person.
    const [row] = await server.dataSource.query(
      "select actor_id as actor from document_client where document_id = $1 and client_id = $2",
      [layer, shown.doc.clientID],
    );
    expect(row).toEqual({ actor: (await context(member)).actor });
    watching.close();
  });

  it("can't be claimed for a clientID that is somebody else's", async () => {
    const member = await workspace.join("annotator", "Grace");
    const [mine, theirs] = [await RawClient.join(workspace.owner, layer), await RawClient.join(member, layer)];
    annotate(mine.doc, await context(workspace.owner), { on: "article" });
    await mine.acknowledged();
    theirs.sendAwareness([{ client: mine.doc.clientID, clock: 9, state: { at: null } }]);
    theirs.sendAwareness([{ client: theirs.doc.clientID, clock: 9, state: { at: null } }]);
    await until(() => mine.awareness.some((update) => Buffer.from(update).toString("utf8").includes("Grace")));
    const newcomer = await RawClient.join(workspace.owner, layer);
    const seen = newcomer.awareness.map((update) => Buffer.from(update).toString("utf8").match(/Grace/g)?.length ?? 0);
    expect(seen).toEqual([1]);
    for (const client of [mine, theirs, newcomer]) client.close();
  });
});
