import type { LayerInfo } from "@postil/shared/schema/article";
import { newId } from "@postil/shared/schema/ids";
import { ROLES } from "@postil/shared/schema/role";
import { type DeletedTag, type Tag, tagSchema } from "@postil/shared/schema/tag";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AppEvents, Events } from "../../server/src/platform/events.ts";
import { addArticle, deriveAnnotation } from "../support/article-fixtures.ts";
import type { ErrorBody, HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type WorkspaceOfRoles, workspaceOfRoles } from "../support/workspace-of-roles.ts";

let server: TestServer;
let workspace: WorkspaceOfRoles;
let owner: HttpClient;
beforeAll(async () => {
  server = await startTestServer();
  workspace = await workspaceOfRoles(server.url);
  owner = workspace.people.owner;
});
beforeEach(() => server.dataSource.query("delete from tag"));
afterAll(() => server.close());

const path = () => `/api/workspaces/${workspace.workspaceId}/tags`;

async function add(name: string, body: object = {}, client = owner): Promise<Tag> {
  const answer = await client.post<Tag>(path(), { name, ...body });
  expect(answer.status).toBe(201);
  return tagSchema.parse(answer.body);
}

async function paths(client = owner): Promise<string[]> {
  const { body } = await client.get<{ items: Tag[] }>(path());
  return body.items.map((tag) => tagSchema.parse(tag).path);
}

async function named(name: string): Promise<Tag | undefined> {
  return (await owner.get<{ items: Tag[] }>(path())).body.items.find((tag) => tag.name === name);
}

describe.each(ROLES)("the codebook for the %s", (role) => {
  const edits = role === "owner" || role === "instructor";

  it(`can be read${edits ? " and changed" : ", not changed"}`, async () => {
    const client = workspace.people[role];
    const tag = await add("Framing");
    expect(await paths(client)).toEqual(["Framing"]);
    expect((await client.patch(`/api/tags/${tag.id}`, { name: "Frames" })).status).toBe(edits ? 200 : 403);
    expect((await client.delete(`/api/tags/${tag.id}`)).status).toBe(edits ? 200 : 403);
    expect((await client.post(`/api/tags/${tag.id}/restore`)).status).toBe(edits ? 200 : 403);
    expect((await client.post(path(), { name: "New" })).status).toBe(edits ? 201 : 403);
    expect(await paths()).toEqual(edits ? ["Frames", "New"] : ["Framing"]);
  });
});

describe("the codebook for who isn't a member", () => {
  it("doesn't exist", async () => {
    const { outsider } = workspace;
    const tag = await add("Framing");
    const answers = [
      await outsider.get(path()),
      await outsider.post(path(), { name: "New" }),
      await outsider.patch(`/api/tags/${tag.id}`, { name: "Taken" }),
      await outsider.delete(`/api/tags/${tag.id}`),
      await outsider.post(`/api/tags/${tag.id}/restore`),
      await owner.delete(`/api/tags/${newId()}`),
      await owner.delete("/api/tags/%00"),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(404));
    expect(await paths()).toEqual(["Framing"]);
  });
});

describe("the tree", () => {
  it("gives each tag its path", async () => {
    const framing = await add("Framing");
    const threat = await add("Threat", { parentId: framing.id });
    await add("Border", { parentId: threat.id, description: "Where it is about borders.\nAnd walls." });
    expect(await paths()).toEqual(["Framing", "Framing > Threat", "Framing > Threat > Border"]);
    await owner.patch(`/api/tags/${threat.id}`, { parentId: null, name: "Danger" });
    expect(await paths()).toEqual(["Framing", "Danger", "Danger > Border"]);
  });

  it("never holds a ring, whoever moves what at once", async () => {
    const a = await add("A");
    const b = await add("B");
    const statuses = await Promise.all([
      owner.patch(`/api/tags/${a.id}`, { parentId: b.id }),
      owner.patch(`/api/tags/${b.id}`, { parentId: a.id }),
    ]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect((await owner.patch(`/api/tags/${a.id}`, { parentId: a.id })).status).toBe(422);
  });

  it("takes no parent from elsewhere, and none that is deleted", async () => {
    const home = (await workspace.outsider.get<{ items: { id: string }[] }>("/api/workspaces")).body.items[0]?.id;
    const foreign = await workspace.outsider.post<Tag>(`/api/workspaces/${home}/tags`, { name: "Foreign" });
    const gone = await add("Gone");
    await owner.delete(`/api/tags/${gone.id}`);
    for (const parentId of [foreign.body.id, gone.id, newId()]) {
      expect((await owner.post(path(), { name: "Child", parentId })).status).toBe(422);
    }
    expect(await paths()).toEqual([]);
  });

  it("has no two siblings of one name, whatever the case", async () => {
    const framing = await add("Framing");
    const again = await owner.post<ErrorBody>(path(), { name: "framing" });
    expect([again.status, again.body.error.code]).toEqual([409, "tag-name-taken"]);
    const inner = await add("framing", { parentId: framing.id });
    expect((await owner.patch(`/api/tags/${inner.id}`, { parentId: null })).status).toBe(409);
    expect((await owner.patch(`/api/tags/${framing.id}`, { name: "FRAMING" })).status).toBe(200);
    const both = await Promise.all([owner.post(path(), { name: "Same" }), owner.post(path(), { name: "same" })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe("the order of siblings", () => {
  it("is the one they were added in, until one is put elsewhere", async () => {
    const [c, a, b] = [await add("C"), await add("A"), await add("B")];
    expect(await paths()).toEqual(["C", "A", "B"]);
    await owner.patch(`/api/tags/${b.id}`, { before: c.id });
    expect(await paths()).toEqual(["B", "C", "A"]);
    await owner.patch(`/api/tags/${b.id}`, { before: null });
    expect(await paths()).toEqual(["C", "A", "B"]);
    await owner.patch(`/api/tags/${b.id}`, { parentId: a.id });
    const d = await add("D", { parentId: a.id });
    await owner.patch(`/api/tags/${c.id}`, { parentId: a.id, before: d.id });
    expect(await paths()).toEqual(["A", "A > B", "A > C", "A > D"]);
  });

  it("has no place before a tag that stands elsewhere", async () => {
    const a = await add("A");
    const under = await add("Under", { parentId: a.id });
    const b = await add("B");
    expect((await owner.patch(`/api/tags/${b.id}`, { before: under.id })).status).toBe(422);
    expect((await owner.patch(`/api/tags/${b.id}`, { before: b.id })).status).toBe(422);
    expect(await paths()).toEqual(["A", "A > Under", "B"]);
  });
});

describe("a tag", () => {
  it("says when to use it and when not, with examples and a sign", async () => {
    const example = { quote: "A flood\nof people", source: "The Harbour", annotation: newId() };
    const told = { description: "What it is", whenToUse: "Always", whenNot: "Never", sign: "§" };
    const tag = await add("Told", { ...told, examples: [example, { quote: "Alone" }] });
    expect(tag).toMatchObject({
      ...told,
      examples: [example, { quote: "Alone", source: "", annotation: null }],
    });
    const changed = await owner.patch<Tag>(`/api/tags/${tag.id}`, { whenNot: "", examples: [], sign: null });
    expect(changed.body).toMatchObject({ ...told, whenNot: "", examples: [], sign: null });
  });

  it("takes one or two signs, as people count them", async () => {
    expect((await add("Family", { sign: "👩‍👩‍👧" })).sign).toBe("👩‍👩‍👧");
    expect((await add("Question", { sign: "Q1" })).sign).toBe("Q1");
    expect((await owner.post(path(), { name: "Long", sign: "abc" })).status).toBe(422);
    expect((await add("None", { sign: " " })).sign).toBeNull();
  });

  it("is kept when archived, with all under it, until it is brought back", async () => {
    const root = await add("Root", { shortcut: 3 });
    const leaf = await add("Leaf", { parentId: root.id });
    const archived = (await owner.patch<Tag>(`/api/tags/${root.id}`, { archived: true })).body;
    expect(archived).toMatchObject({ archived: true, shortcut: 3 });
    expect(archived.archivedAt).not.toBeNull();
    expect(await named("Leaf")).toMatchObject({ id: leaf.id, archived: true, archivedAt: null });
    const again = (await owner.patch<Tag>(`/api/tags/${root.id}`, { archived: true })).body;
    expect(again.archivedAt).toBe(archived.archivedAt);
    await owner.patch(`/api/tags/${root.id}`, { archived: false });
    expect(await named("Leaf")).toMatchObject({ archived: false });
    expect((await named("Root"))?.archivedAt).toBeNull();
  });

  it("gets the colour that the fewest have, unless it is given one", async () => {
    const colours = [];
    for (const name of ["a", "b", "c"]) colours.push((await add(name)).colour);
    expect(colours).toEqual([0, 1, 2]);
    expect((await add("d", { colour: 11 })).colour).toBe(11);
  });

  it("takes its shortcut from who had it", async () => {
    const first = await add("First", { shortcut: 1 });
    const second = await add("Second", { shortcut: 1 });
    expect([(await named("First"))?.shortcut, second.shortcut]).toEqual([null, 1]);
    await owner.patch(`/api/tags/${first.id}`, { shortcut: 1 });
    expect([(await named("First"))?.shortcut, (await named("Second"))?.shortcut]).toEqual([1, null]);
    await owner.patch(`/api/tags/${first.id}`, { shortcut: null });
    expect((await named("First"))?.shortcut).toBeNull();
  });

  it.each([
    [{ name: "" }],
    [{ name: "a;b" }],
    [{ name: "a > b" }],
    [{ name: "a\nb" }],
    [{ name: "x".repeat(81) }],
    [{ name: "a", colour: 12 }],
    [{ name: "a", shortcut: 0 }],
    [{ name: "a", shortcut: 10 }],
    [{ name: "a", description: "NUL \u0000" }],
    [{ name: "a", unknown: 1 }],
    [{}],
  ])("is not made of %j", async (body) => {
    expect((await owner.post(path(), body)).status).toBe(422);
    expect(await paths()).toEqual([]);
  });

  it("tells open pages when it changes, and only then", async () => {
    const heard: AppEvents["changed"][] = [];
    const stop = server.app.get(Events).on("changed", (event) => heard.push(event));
    const tag = await add("Framing");
    await owner.patch(`/api/tags/${tag.id}`, { name: "" });
    await owner.patch(`/api/tags/${tag.id}`, { colour: 3 });
    await owner.delete(`/api/tags/${tag.id}`);
    stop();
    expect(heard).toEqual(Array(3).fill({ workspaceId: workspace.workspaceId, topic: "codebook" }));
  });
});

describe("a tag's count", () => {
  it("is of the annotations that the caller may read and that aren't deleted", async () => {
    const { viewer } = workspace.people;
    const tag = await add("Framing");
    const article = await addArticle(owner, workspace.workspaceId);
    const [team] = article.layers;
    if (!team) throw new Error("no team layer");
    const own = (await viewer.post<LayerInfo>(`/api/articles/${article.id}/layers`, { kind: "private" })).body;
    const inTeam = { layerId: team.id, author: team.actor };
    const tags = [tag.id];
    await deriveAnnotation(server.dataSource, inTeam, { id: newId(), tags });
    await deriveAnnotation(server.dataSource, inTeam, { id: newId(), tags, deleted: true });
    await deriveAnnotation(server.dataSource, { layerId: own.id, author: own.actor }, { id: newId(), tags });
    const count = async (client: HttpClient) => (await client.get<{ items: Tag[] }>(path())).body.items[0]?.count;
    expect([await count(owner), await count(viewer)]).toEqual([1, 2]);
    expect((await owner.patch<Tag>(`/api/tags/${tag.id}`, { name: "Frames" })).body.count).toBe(1);
    expect((await owner.delete<DeletedTag>(`/api/tags/${tag.id}`)).body).toEqual({ count: 1, moved: [] });
    const left = await server.dataSource.query("select count(*)::int as n from annotation_tag where tag_id = $1", tags);
    expect(left).toEqual([{ n: 3 }]);
  });
});

describe("deleting a tag", () => {
  it("moves what stands under it up, and restoring takes that back", async () => {
    const root = await add("Root");
    const middle = await add("Middle", { parentId: root.id, shortcut: 5 });
    const leaf = await add("Leaf", { parentId: middle.id });
    const { body } = await owner.delete<DeletedTag>(`/api/tags/${middle.id}`);
    expect(body).toEqual({ count: 0, moved: [leaf.id] });
    expect(await paths()).toEqual(["Root", "Root > Leaf"]);
    expect((await owner.patch(`/api/tags/${middle.id}`, { name: "X" })).status).toBe(404);
    expect((await owner.delete(`/api/tags/${middle.id}`)).status).toBe(404);

    const restored = await owner.post<Tag>(`/api/tags/${middle.id}/restore`, { children: body.moved });
    expect(restored.body).toMatchObject({ path: "Root > Middle", shortcut: 5 });
    expect(await paths()).toEqual(["Root", "Root > Middle", "Root > Middle > Leaf"]);
  });

  it("frees its name and its shortcut; restored, it asks for the name and does without the shortcut", async () => {
    const old = await add("Framing", { shortcut: 1 });
    await owner.delete(`/api/tags/${old.id}`);
    const fresh = await add("framing", { shortcut: 1 });
    expect((await owner.post(`/api/tags/${old.id}/restore`)).status).toBe(409);
    await owner.patch(`/api/tags/${fresh.id}`, { name: "Other" });
    expect((await owner.post<Tag>(`/api/tags/${old.id}/restore`)).body).toMatchObject({
      name: "Framing",
      shortcut: null,
    });
    expect((await owner.post(`/api/tags/${old.id}/restore`)).status).toBe(200);
  });

  it("restores to the root what has no parent any more", async () => {
    const root = await add("Root");
    const child = await add("Child", { parentId: root.id });
    await owner.delete(`/api/tags/${child.id}`);
    await owner.delete(`/api/tags/${root.id}`);
    expect((await owner.post<Tag>(`/api/tags/${child.id}/restore`)).body.path).toBe("Child");
  });

  it("is refused when what stands under it has a namesake above", async () => {
    const root = await add("Root");
    await add("Other", { parentId: root.id });
    await add("Other");
    const answer = await owner.delete<ErrorBody>(`/api/tags/${root.id}`);
    expect([answer.status, answer.body.error.code]).toEqual([409, "tag-name-taken"]);
    expect(await paths()).toEqual(["Root", "Root > Other", "Other"]);
  });

  it("lets a tag move up that bears the deleted one's own name", async () => {
    const outer = await add("Same");
    const inner = await add("Same", { parentId: outer.id });
    await owner.delete(`/api/tags/${outer.id}`);
    expect(await paths()).toEqual(["Same"]);
    await owner.post(`/api/tags/${outer.id}/restore`, { children: [inner.id] });
    expect(await paths()).toEqual(["Same", "Same > Same"]);
  });
});
