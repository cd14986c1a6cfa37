import type { ErrorBody, Page } from "@postil/shared/schema/text-fields";
import type { Member, Workspace } from "@postil/shared/schema/workspace";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace } from "../support/workspaces.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const membersOf = async (client: HttpClient, workspaceId: string) =>
  (await client.get<Page<Member>>(`/api/workspaces/${workspaceId}/members`)).body.items;

describe("a workspace", () => {
  it("is owned by who makes it", async () => {
    const { owner, workspace } = await makeWorkspace(server.url, "How they told it");
    expect(workspace).toMatchObject({
      name: "How they told it",
      sample: false,
      me: { role: "owner", name: "Owner", colour: 0 },
      counts: { members: 1, articles: 0 },
      attributeNames: [],
      tagAdders: "instructors",
    });
    expect((await owner.get<Workspace>(`/api/workspaces/${workspace.id}`)).body).toEqual(workspace);
    expect((await owner.get<Page<Workspace>>("/api/workspaces")).body).toEqual({
      items: [workspace],
      nextCursor: null,
    });
  });

  it("names the attributes that its articles use", async () => {
    const { owner, workspaceId, workspace } = await makeWorkspace(server.url);
    const insert = `INSERT INTO article (id, workspace_id, title, attributes, length, created_by)
      VALUES ($1 || 'aaaaaaaaaaaaaaaa', $2, 'T', $3, 1, $4)`;
    const actor = workspace.me.actor;
    await server.dataSource.query(insert, ["one", workspaceId, { wave: "1", outlet: "A" }, actor]);
    await server.dataSource.query(insert, ["two", workspaceId, { outlet: "B" }, actor]);
    const { body } = await owner.get<Workspace>(`/api/workspaces/${workspaceId}`);
    expect(body.attributeNames).toEqual(["outlet", "wave"]);
    expect(body.counts.articles).toBe(2);
  });

  it("is not there for anybody else, and whatever is no id is no workspace", async () => {
    const { workspaceId, workspace } = await makeWorkspace(server.url);
    const stranger = await HttpClient.register(server.url);
    const here = `/api/workspaces/${workspaceId}`;
    const asked = [
      stranger.get(here),
      stranger.patch(here, { name: "Mine" }),
      stranger.delete(here, { confirm: "Seminar" }),
      stranger.get(`${here}/members`),
      stranger.patch(`${here}/members/${workspace.me.actor}`, { role: "viewer" }),
      stranger.delete(`${here}/members/${workspace.me.actor}`),
      stranger.get(`${here}/invitations`),
      stranger.post(`${here}/invitations`, { role: "owner" }),
      stranger.delete(`${here}/invitations/AAAAAAAAAAAAAAAAAAAAAA`),
      stranger.get("/api/workspaces/%00"),
      stranger.get("/api/workspaces/..%2f..%2fapp_user"),
      stranger.get("/api/workspaces/AAAAAAAAAAAAAAAAAAAAAA"),
    ];
    expect((await Promise.all(asked)).map((answer) => answer.status)).toEqual(asked.map(() => 404));
    expect((await new HttpClient(server.url).get(here)).status).toBe(401);
  });

  it("is listed in pages, each of one's workspaces once", async () => {
    const client = await HttpClient.register(server.url);
    for (let i = 0; i < 5; i++) await client.post("/api/workspaces", { name: `Number ${i}` });
    const names: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { body }: { body: Page<Workspace> } = await client.get<Page<Workspace>>(`/api/workspaces?limit=2${query}`);
      names.push(...body.items.map((item) => item.name));
      cursor = body.nextCursor;
    }
    expect(names.sort()).toEqual([0, 1, 2, 3, 4].map((i) => `Number ${i}`));
    for (const bad of ["x", "W10", Buffer.from('["2020-01-01T00:00:00Z","\\u0000"]').toString("base64url")]) {
      expect((await client.get(`/api/workspaces?cursor=${bad}`)).status).toBe(422);
    }
  });

  it.each([{}, { name: "" }, { name: "x".repeat(121) }, { name: "a\nb" }, { name: "ok", extra: 1 }])(
    "is not made from %j",
    async (body) => {
      const client = await HttpClient.register(server.url);
      expect((await client.post("/api/workspaces", body)).status).toBe(422);
      expect((await client.get<Page<Workspace>>("/api/workspaces")).body.items).toEqual([]);
    },
  );

  it("is deleted by a script that names nothing but the workspace, if its person may", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url, "By a script");
    const instructor = await join("instructor");
    expect((await instructor.delete(`/api/workspaces/${workspaceId}`)).status).toBe(403);
    expect((await owner.delete(`/api/workspaces/${workspaceId}`)).status).toBe(204);
    expect((await owner.get(`/api/workspaces/${workspaceId}`)).status).toBe(404);
  });

  it("is deleted with everything in it, by who types its name", async () => {
    const { owner, workspaceId, workspace, join } = await makeWorkspace(server.url, "To be deleted");
    const member = await join("annotator");
    const insert = `INSERT INTO article (id, workspace_id, title, length, created_by)
      VALUES ('three' || 'aaaaaaaaaaaaaaaa', $1, 'T', 1, $2)`;
    await server.dataSource.query(insert, [workspaceId, workspace.me.actor]);
    expect((await owner.delete(`/api/workspaces/${workspaceId}`, { confirm: "to be deleted" })).status).toBe(422);
    expect((await member.get(`/api/workspaces/${workspaceId}`)).status).toBe(200);
    expect((await owner.delete(`/api/workspaces/${workspaceId}`, { confirm: "To be deleted" })).status).toBe(204);
    expect((await owner.get(`/api/workspaces/${workspaceId}`)).status).toBe(404);
    expect((await member.get(`/api/workspaces/${workspaceId}`)).status).toBe(404);
    for (const table of ["actor", "member", "invitation", "article"]) {
      const rows = await server.dataSource.query(`SELECT 1 FROM ${table} WHERE workspace_id = $1`, [workspaceId]);
      expect(rows, table).toEqual([]);
    }
  });
});

describe("members", () => {
  it("get the twelve colours in turn", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    for (let i = 0; i < 12; i++) await join("viewer");
    const colours = (await membersOf(owner, workspaceId)).map((member) => member.colour);
    expect(colours).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0]);
  });

  it("see each other's names, and addresses from instructor up", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const viewer = await join("viewer");
    const instructor = await join("instructor");
    expect((await membersOf(viewer, workspaceId)).every((member) => !("email" in member))).toBe(true);
    for (const client of [owner, instructor]) {
      expect((await membersOf(client, workspaceId)).every((member) => member.email?.includes("@"))).toBe(true);
    }
  });

  it("carry a changed name, also where they have left", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const member = await join("annotator", "Before");
    await member.patch("/api/auth/me", { name: "After" });
    expect((await membersOf(owner, workspaceId)).map((one) => one.name)).toEqual(["Owner", "After"]);
  });

  it("who leave stay on the list as inactive, and are themselves again when they come back", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const member = await join("annotator", "Comes Back");
    const actor = await actorOf(member, workspaceId);
    expect((await member.delete(`/api/workspaces/${workspaceId}/members/${actor}`)).status).toBe(204);
    expect((await member.get(`/api/workspaces/${workspaceId}`)).status).toBe(404);
    const [, gone] = await membersOf(owner, workspaceId);
    expect(gone).toEqual({
      actor,
      name: "Comes Back",
      colour: 1,
      role: null,
      active: false,
      joinedAt: null,
      pseudonym: false,
    });
    const { body } = await owner.post<{ token: string }>(`/api/workspaces/${workspaceId}/invitations`, {
      role: "commenter",
    });
    await member.post(`/api/invitations/${body.token}/accept`);
    expect(await actorOf(member, workspaceId)).toBe(actor);
    expect((await membersOf(owner, workspaceId))[1]).toMatchObject({ actor, role: "commenter", active: true });
  });

  it("change the workspace's acl_version with every change of rights", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const version = async () => {
      const [row] = await server.dataSource.query("SELECT acl_version AS v FROM workspace WHERE id = $1", [
        workspaceId,
      ]);
      return row.v as number;
    };
    const seen = [await version()];
    const actor = await actorOf(await join("annotator"), workspaceId);
    seen.push(await version());
    await owner.patch(`/api/workspaces/${workspaceId}/members/${actor}`, { role: "viewer" });
    seen.push(await version());
    await owner.delete(`/api/workspaces/${workspaceId}/members/${actor}`);
    seen.push(await version());
    expect([...new Set(seen)].sort((a, b) => a - b)).toEqual(seen);
    expect(seen).toHaveLength(4);
  });
});

describe("the last owner", () => {
  it("can't be demoted, removed, or leave", async () => {
    const { owner, workspaceId, workspace, join } = await makeWorkspace(server.url);
    await join("instructor");
    const path = `/api/workspaces/${workspaceId}/members/${workspace.me.actor}`;
    for (const answer of [
      await owner.patch<ErrorBody>(path, { role: "viewer" }),
      await owner.delete<ErrorBody>(path),
    ]) {
      expect([answer.status, answer.body.error.code]).toEqual([409, "last_owner"]);
    }
    expect(await actorOf(owner, workspaceId)).toBe(workspace.me.actor);
  });

  it("remains even when two owners demote or remove each other at the same time", async () => {
    for (let round = 0; round < 4; round++) {
      const { owner, workspaceId, workspace, join } = await makeWorkspace(server.url);
      const other = await join("owner");
      const path = (actor: string) => `/api/workspaces/${workspaceId}/members/${actor}`;
      const otherActor = await actorOf(other, workspaceId);
      const act = (client: HttpClient, actor: string) =>
        round % 2 === 0 ? client.patch(path(actor), { role: "viewer" }) : client.delete(path(actor));
      await Promise.all([act(owner, otherActor), act(other, workspace.me.actor)]);
      const rows = await server.dataSource.query("SELECT 1 FROM member WHERE workspace_id = $1 AND role = 'owner'", [
        workspaceId,
      ]);
      expect(rows).toHaveLength(1);
    }
  });
});

it("the audit trail tells of role changes and removals", async () => {
  const { owner, workspaceId, workspace, join } = await makeWorkspace(server.url);
  const actor = await actorOf(await join("annotator"), workspaceId);
  await owner.patch(`/api/workspaces/${workspaceId}/members/${actor}`, { role: "viewer" });
  await owner.delete(`/api/workspaces/${workspaceId}/members/${actor}`);
  const rows = await server.dataSource.query(
    "SELECT kind, actor_id, details FROM audit_event WHERE workspace_id = $1 ORDER BY id",
    [workspaceId],
  );
  expect(rows.map((row: { kind: string }) => row.kind)).toEqual([
    "workspace-created",
    "invitation-created",
    "invitation-accepted",
    "role-changed",
    "member-removed",
  ]);
  expect(rows[3]).toEqual({
    kind: "role-changed",
    actor_id: workspace.me.actor,
    details: { member: actor, from: "annotator", to: "viewer" },
  });
});
