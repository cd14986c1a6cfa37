import "fake-indexeddb/auto";
import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, comment, remove, setNote } from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { articleText } from "@postil/shared/document/text-document";
import type { Article } from "@postil/shared/schema/article";
import { newId } from "@postil/shared/schema/ids";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type DocumentSession, openDocument } from "../../client/src/sync/document-session.ts";
import { pendingWork } from "../../client/src/sync/pending-work.ts";
import { listRecovered } from "../../client/src/sync/recovered-work.ts";
import { addArticle } from "../support/article-fixtures.ts";
import type { HttpClient } from "../support/http-client.ts";
import { headersOf, teamDocument, until, withHeaders } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

/** Machines that build and test at once are slow. */
const PATIENCE = 25_000;

let server: TestServer;
let workspace: TestWorkspace;
let annotator: HttpClient;
let instructor: HttpClient;
let article: Article;
let layer: string;
let open: DocumentSession[] = [];

beforeAll(async () => {
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
  annotator = await workspace.join("annotator");
  instructor = await workspace.join("instructor");
});
afterAll(() => server.close());
beforeEach(async () => {
  article = await addArticle(workspace.owner, workspace.workspaceId, { text: "One two three four.\n" });
  layer = teamDocument(article);
});
afterEach(async () => {
  await Promise.all(open.map((session) => session.destroy()));
  open = [];
});

/** A page of this person's browser. `userId` names their local copies; pages with the same one share them. */
function page(client: HttpClient, name = layer, userId = newId()): DocumentSession {
  const environment = { url: `${client.url.replace("http", "ws")}/sync`, webSocket: withHeaders(headersOf(client)) };
  const session = openDocument({ name, userId, presence: true }, environment);
  open.push(session);
  return session;
}

async function closePage(session: DocumentSession): Promise<void> {
  open = open.filter((other) => other !== session);
  await session.destroy();
}

const isSaved = (session: DocumentSession) => until(() => session.state === "saved", PATIENCE);
const notesIn = (session: DocumentSession) => new LayerReader(session.doc).all().map(({ note }) => note);

async function contextOf(client: HttpClient) {
  const actor = await actorOf(client, workspace.workspaceId);
  return { actor, now: Date.now() };
}

async function storedNotes(): Promise<string[]> {
  const rows: { note: string }[] = await server.dataSource.query(
    "select note from annotation where article_id = $1 order by created_at",
    [article.id],
  );
  return rows.map((row) => row.note);
}

describe("a page and the real server", { timeout: 120_000 }, () => {
  it("saved means that it is in the database, and others see it", async () => {
    const one = page(annotator);
    const two = page(instructor);
    await isSaved(one);
    await isSaved(two);
    annotate(one.doc, await contextOf(annotator), { on: "article", note: "here" });
    expect(one.state).toBe("saving");
    await isSaved(one);
    expect(await storedNotes()).toEqual(["here"]);
    await until(() => notesIn(two).includes("here"), PATIENCE);
    expect(one.hello?.role).toBe("annotator");
    expect(two.hello?.canModerate).toBe(true);
  });

  it("edits that were made while the server was away arrive when it is back", async () => {
    const session = page(annotator);
    await isSaved(session);
    const restarting = server.restart();
    await until(() => !session.online, PATIENCE);
    const context = await contextOfFirst(session);
    const id = annotate(session.doc, context, { on: "article", note: "first" });
    setNote(session.doc, context, id, "second");
    comment(session.doc, context, { annotation: id, text: "reply" });
    await restarting;
    await until(() => session.state === "saved", PATIENCE);
    expect(await storedNotes()).toEqual(["second"]);
  });

  it("edits made offline outlive the page, also together with those of another tab", async () => {
    const userId = newId();
    const one = page(annotator, layer, userId);
    const two = page(annotator, layer, userId);
    await isSaved(one);
    await isSaved(two);
    const context = await contextOf(annotator);
    const restarting = server.restart();
    await until(() => !one.online && !two.online, PATIENCE);
    annotate(one.doc, context, { on: "article", note: "first tab" });
    annotate(two.doc, context, { on: "article", note: "second tab" });
    await closePage(one);
    await closePage(two);
    expect(await pendingWork(userId)).toHaveLength(1);
    await restarting;
    const later = page(annotator, layer, userId);
    await isSaved(later);
    expect((await storedNotes()).sort()).toEqual(["first tab", "second tab"]);
    await until(async () => (await pendingWork(userId)).length === 0, PATIENCE);
  });

  it("work that one's role no longer allows is kept as recovered work, and the page goes on reading", async () => {
    const demoted = await workspace.join("annotator");
    const userId = newId();
    const session = page(demoted, layer, userId);
    await isSaved(session);
    const context = await contextOf(demoted);
    annotate(session.doc, context, { on: "article", note: "in time" });
    await isSaved(session);
    const restarting = server.restart();
    await until(() => !session.online, PATIENCE);
    const late = annotate(session.doc, context, { on: "article", note: "too late" });
    await closePage(session);
    await restarting;
    const members = `/api/workspaces/${workspace.workspaceId}/members`;
    expect((await workspace.owner.patch(`${members}/${context.actor}`, { role: "viewer" })).status).toBeLessThan(300);

    const again = page(demoted, layer, userId);
    await until(() => again.state === "attention", PATIENCE);
    await until(async () => (await listRecovered(userId)).some((row) => row.state === "kept"), PATIENCE);
    const [row] = await listRecovered(userId);
    expect(row?.items.map(({ map, key }) => [map, key])).toEqual([
      ["annotations", late],
      ["notes", late],
    ]);
    await until(() => notesIn(again).join() === "in time", PATIENCE);
    expect(again.hello?.canAnnotate).toBe(false);
    expect(await storedNotes()).toEqual(["in time"]);
  });

  it("one refused entry does not take the rest with it", async () => {
    const theirs = page(instructor);
    await isSaved(theirs);
    const other = annotate(theirs.doc, await contextOf(instructor), { on: "article", note: "the instructor's" });
    await isSaved(theirs);
    const userId = newId();
    const session = page(annotator, layer, userId);
    await until(() => notesIn(session).length === 1, PATIENCE);
    const context = await contextOf(annotator);
    annotate(session.doc, context, { on: "article", note: "mine" });
    remove(session.doc, context, other);
    await until(async () => (await listRecovered(userId)).some((row) => row.state === "kept"), PATIENCE);
    await until(async () => (await storedNotes()).length === 2, PATIENCE);
    expect((await storedNotes()).sort()).toEqual(["mine", "the instructor's"]);
    expect(layerMap(session.doc, "deletions").size).toBe(0);
    expect((await listRecovered(userId))[0]?.items.map(({ map }) => map)).toEqual(["deletions"]);
  });

  it("a deleted article ends the session and keeps what was not saved", async () => {
    const userId = newId();
    const session = page(annotator, layer, userId);
    const text = page(annotator, article.textDocument, userId);
    await isSaved(session);
    await until(() => articleText(text.doc).toString() === "One two three four.\n", PATIENCE);
    expect((await workspace.owner.delete(`/api/articles/${article.id}`)).status).toBeLessThan(300);
    await until(() => session.closed?.reason === "not-found" && text.closed?.reason === "not-found", PATIENCE);
    annotate(session.doc, { actor: session.hello?.actor ?? "", now: Date.now() }, { on: "article", note: "late" });
    await until(async () => (await listRecovered(userId, layer)).some((row) => row.items.length === 2), PATIENCE);
    expect(session.state).toBe("attention");
  });

  it("signing out ends it, with the work kept on the device", async () => {
    const leaving = await workspace.join("annotator");
    const session = page(leaving);
    await isSaved(session);
    await leaving.post("/api/auth/logout");
    await until(() => session.closed?.reason === "signed-out", PATIENCE);
    expect(session.state).toBe("attention");
  });

  it("a hundred edits in a row are all stored, once", async () => {
    const session = page(annotator);
    await isSaved(session);
    const context = await contextOf(annotator);
    for (let count = 0; count < 100; count++) annotate(session.doc, context, { on: "article", note: `note ${count}` });
    await isSaved(session);
    expect(new Set(await storedNotes()).size).toBe(100);
    expect(await storedNotes()).toHaveLength(100);
  });
});

/** Whom the server called us: it can't be asked while it is away. */
async function contextOfFirst(session: DocumentSession) {
  return { actor: session.hello?.actor ?? "", now: Date.now() };
}
