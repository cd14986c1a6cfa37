import type { Workspace } from "@postil/shared/schema/workspace";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Events } from "../../server/src/platform/events.ts";
import { HttpClient, PASSWORD } from "../support/http-client.ts";
import { LiveClient } from "../support/live-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { upgradeStatus } from "../support/upgrade.ts";
import { actorOf, makeWorkspace } from "../support/workspaces.ts";

let server: TestServer;
const open: LiveClient[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => {
  for (const live of open.splice(0)) live.close();
});
afterAll(() => server.close());

async function connect(client: HttpClient): Promise<LiveClient> {
  const live = await LiveClient.connect(client);
  open.push(live);
  return live;
}

async function insertArticle(workspace: Workspace, id: string): Promise<string> {
  await server.dataSource.query(
    "INSERT INTO article (id, workspace_id, title, length, created_by) VALUES ($1, $2, 'T', 1, $3)",
    [id, workspace.id, workspace.me.actor],
  );
  return id;
}

describe("the upgrade to /socket.io", () => {
  const ask = (headers: Record<string, string>) =>
    upgradeStatus(server.url, "/socket.io/?EIO=4&transport=websocket", headers);

  it("is granted to the signed-in from our own pages", async () => {
    const { cookie } = await HttpClient.register(server.url);
    expect(await ask({ cookie, origin: server.url })).toBe(101);
  });

  it("is answered 403 to a foreign or absent Origin, valid cookie or not", async () => {
    const { cookie } = await HttpClient.register(server.url);
    for (const origin of ["https://evil.example", "null", `${server.url}.evil.example`, "http://127.0.0.1:1"]) {
      expect(await ask({ cookie, origin }), origin).toBe(403);
    }
    expect(await ask({ cookie })).toBe(403);
    expect(await ask({})).toBe(403);
  });

  it("is answered 401 without a session that lasts", async () => {
    const client = await HttpClient.register(server.url);
    const { cookie } = client;
    await client.post("/api/auth/logout");
    expect(await ask({ cookie, origin: server.url })).toBe(401);
    expect(await ask({ cookie: "postil_session=made-up", origin: server.url })).toBe(401);
    expect(await ask({ origin: server.url })).toBe(401);
  });

  it("is the only way in: there is no long polling", async () => {
    const client = await HttpClient.register(server.url);
    expect((await client.get("/socket.io/?EIO=4&transport=polling")).status).toBe(400);
  });
});

describe("entering a workspace", () => {
  it("is answered with yes to members and no to everybody else", async () => {
    const { owner, workspaceId, workspace } = await makeWorkspace(server.url);
    const other = await makeWorkspace(server.url);
    const article = await insertArticle(workspace, "article-of-the-first-one");
    const live = await connect(owner);
    expect(await live.enter(workspaceId)).toBe(true);
    expect(await live.enter(workspaceId, article)).toBe(true);
    expect(await live.enter(other.workspaceId)).toBe(false);
    expect(await live.enter(workspaceId, "no-article-of-this-place")).toBe(false);
    expect(await (await connect(other.owner)).enter(other.workspaceId, article)).toBe(false);
  });

  it("is answered with no to what is no place, and the connection stays", async () => {
    const { owner, workspaceId } = await makeWorkspace(server.url);
    const live = await connect(owner);
    const say = (place: unknown) => live.socket.timeout(3_000).emitWithAck("enter", place as never);
    for (const place of [null, 7, "x", {}, [], { workspaceId }, { workspaceId: { $gt: "" }, articleId: null }]) {
      expect(await say(place)).toBe(false);
    }
    expect(await say({ workspaceId: "%00%00%00%00%00%00%00%00%00", articleId: null })).toBe(false);
    live.socket.emit("enter", null as never, undefined as never);
    (live.socket as unknown as { emit(event: string): void }).emit("unknown");
    expect(await live.enter(workspaceId)).toBe(true);
  });

  it("goes by the newest of several that come at once", async () => {
    const { owner, workspaceId, workspace } = await makeWorkspace(server.url);
    const article = await insertArticle(workspace, "article-to-be-the-newest");
    const live = await connect(owner);
    const answers = await Promise.all([
      live.enter(workspaceId),
      live.enter(workspaceId),
      live.enter(workspaceId, article),
    ]);
    expect(answers.at(-1)).toBe(true);
    const { people } = await live.until("people", (event) => event.people[0]?.articleId === article);
    expect(people).toHaveLength(1);
  });

  it("too big a message ends the connection", async () => {
    const live = await connect(await HttpClient.register(server.url));
    live.socket.io.reconnection(false);
    live.socket.emit("enter", { workspaceId: "x".repeat(10_000), articleId: null }, () => undefined);
    await live.untilGone(2_000);
  });
});

describe("who is here", () => {
  it("is told to everybody in the workspace, each person once with their article, and nobody else", async () => {
    const { owner, workspaceId, workspace, join } = await makeWorkspace(server.url);
    const viewer = await join("viewer", "Vera");
    const article = await insertArticle(workspace, "article-that-vera-reads");
    const stranger = await connect(await HttpClient.register(server.url));
    const [first, second, hers] = await Promise.all([connect(owner), connect(owner), connect(viewer)]);
    await Promise.all([first.enter(workspaceId), second.enter(workspaceId), hers.enter(workspaceId, article)]);
    const vera = { actor: await actorOf(viewer, workspaceId), name: "Vera", colour: 1, articleId: article };
    const me = { actor: workspace.me.actor, name: "Owner", colour: 0, articleId: null };
    for (const live of [first, second, hers]) {
      const { people } = await live.until("people", (event) => event.people.length === 2);
      expect(people).toEqual(expect.arrayContaining([vera, me]));
    }
    hers.close();
    await first.until("people", (event) => event.people.length === 1);
    expect(stranger.heard).toEqual([]);
  });

  it("keeps a person until the last of their tabs has gone, or says it is elsewhere", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const watcher = await connect(await join("viewer"));
    const [first, second] = await Promise.all([connect(owner), connect(owner)]);
    await Promise.all([watcher.enter(workspaceId), first.enter(workspaceId), second.enter(workspaceId)]);
    await watcher.until("people", (event) => event.people.length === 2);
    first.close();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(watcher.all("people").at(-1)?.people).toHaveLength(2);
    second.socket.emit("leave");
    await watcher.until("people", (event) => event.people.length === 1);
    expect(second.all("people").at(-1)?.people).toHaveLength(2);
  });

  it("goes out once for a wave of people", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const clients = await Promise.all([1, 2, 3, 4, 5].map(() => join("viewer")));
    const watcher = await connect(owner);
    await watcher.enter(workspaceId);
    const lives = await Promise.all(clients.map(connect));
    await Promise.all(lives.map((live) => live.enter(workspaceId)));
    await watcher.until("people", (event) => event.people.length === 6);
    expect(watcher.all("people").length).toBeLessThanOrEqual(3);
  });
});

describe("what happens in a workspace", () => {
  it("reaches the people in it, and nobody who is elsewhere", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const viewer = await join("viewer");
    const elsewhere = await makeWorkspace(server.url);
    const [here, there] = await Promise.all([connect(viewer), connect(elsewhere.owner)]);
    await here.enter(workspaceId);
    await there.enter(elsewhere.workspaceId);
    await owner.patch(`/api/workspaces/${workspaceId}`, { name: "New name" });
    await here.until("changed", (event) => event.topic === "workspace");
    await join("viewer");
    await here.until("changed", (event) => event.topic === "members");
    await here.until("changed", (event) => event.topic === "invitations");
    const events = server.app.get(Events);
    const articleId = "AAAAAAAAAAAAAAAAAAAAAA";
    events.emit("changed", { workspaceId, topic: "annotations", articleId });
    await here.until("changed", (event) => event.articleId === articleId);
    events.emit("articleDeleted", { workspaceId, articleId, title: "T", documents: ["text/x"], by: "Owner" });
    expect(await here.until("articleDeleted")).toEqual({ workspaceId, articleId, title: "T", by: "Owner" });
    expect(there.heard.filter(({ event }) => event !== "people")).toEqual([]);
  });

  it("an import's progress reaches every tab of who started it, and nobody else", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const [mine, other] = await Promise.all([connect(owner), connect(await join("viewer"))]);
    await other.enter(workspaceId);
    const { body } = await owner.get<{ user: { id: string } }>("/api/auth/me");
    const progress = { workspaceId, importId: "one", done: 1, total: 2, name: "a.txt" };
    server.app.get(Events).emit("importProgress", { ...progress, userId: body.user.id });
    expect(await mine.until("importProgress")).toEqual(progress);
    expect(other.all("importProgress")).toEqual([]);
  });

  it("its deletion is told to those in it, who are nowhere then", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url, "Short-lived");
    const live = await connect(await join("viewer"));
    await live.enter(workspaceId);
    await owner.delete(`/api/workspaces/${workspaceId}`, { confirm: "Short-lived" });
    expect(await live.until("workspaceDeleted")).toEqual({ workspaceId });
    expect(await live.enter(workspaceId)).toBe(false);
  });
});

describe("a change of one's own rights", () => {
  it("is told to the person wherever they are", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const member = await join("annotator");
    const live = await connect(member);
    const actor = await actorOf(member, workspaceId);
    await owner.patch(`/api/workspaces/${workspaceId}/members/${actor}`, { role: "viewer" });
    expect(await live.until("roleChanged")).toEqual({ workspaceId, role: "viewer" });
  });

  it("a removed member hears nothing of the workspace any more, and is not shown there", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const member = await join("annotator");
    const [his, watcher] = await Promise.all([connect(member), connect(owner)]);
    await his.enter(workspaceId);
    await watcher.enter(workspaceId);
    await watcher.until("people", (event) => event.people.length === 2);
    const actor = await actorOf(member, workspaceId);
    await owner.delete(`/api/workspaces/${workspaceId}/members/${actor}`);
    expect(await his.until("roleChanged", undefined, 1_000)).toEqual({ workspaceId, role: null });
    const until = his.heard.length;
    await owner.patch(`/api/workspaces/${workspaceId}`, { name: "Without him" });
    await watcher.until("changed", (event) => event.topic === "workspace");
    await watcher.until("people", (event) => event.people.length === 1);
    expect(his.heard.slice(until)).toEqual([]);
    expect(await his.enter(workspaceId)).toBe(false);
    expect(his.socket.connected).toBe(true);
  });
});

describe("the end of a session", () => {
  it("is told to its pages and closes their connections within a second, other sessions stay", async () => {
    const client = await HttpClient.register(server.url, "Two", "two-sessions@example.org");
    const other = new HttpClient(server.url);
    await other.post("/api/auth/login", { email: "two-sessions@example.org", password: PASSWORD });
    const [first, second, there] = await Promise.all([connect(client), connect(client), connect(other)]);
    await client.post("/api/auth/logout");
    await Promise.all([first, second].map((live) => live.untilGone(1_000)));
    for (const live of [first, second]) expect(live.heard.map(({ event }) => event)).toEqual(["signedOut"]);
    expect(there.socket.connected).toBe(true);
    expect(there.heard).toEqual([]);
  });

  it("by a changed password closes the others', by deleting the account all", async () => {
    const here = await HttpClient.register(server.url, "Three", "three@example.org");
    const other = new HttpClient(server.url);
    await other.post("/api/auth/login", { email: "three@example.org", password: PASSWORD });
    const [mine, theirs] = await Promise.all([connect(here), connect(other)]);
    const next = "another horse battery";
    await here.post("/api/auth/password", { currentPassword: PASSWORD, newPassword: next });
    await theirs.until("signedOut", undefined, 1_000);
    expect(mine.socket.connected).toBe(true);
    await here.delete("/api/auth/me", { confirm: next });
    await mine.until("signedOut", undefined, 1_000);
    await mine.untilGone(1_000);
  });
});

it("pages come back by themselves when the server stops and starts again", async () => {
  const { owner, workspaceId } = await makeWorkspace(server.url);
  const live = await connect(owner);
  const reconnected = new Promise<void>((resolve) => {
    live.socket.on("disconnect", () => live.socket.once("connect", resolve));
  });
  await server.restart();
  await reconnected;
  expect(await live.enter(workspaceId)).toBe(true);
});
