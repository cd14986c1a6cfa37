import type { CodebookChange } from "@postil/shared/schema/codebook";
import { newId } from "@postil/shared/schema/ids";
import type { Refusal, Tag } from "@postil/shared/schema/tag";
import type { Workspace as WorkspaceAnswer } from "@postil/shared/schema/workspace";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openOwnTags } from "../../server/src/codebook/own-tags.ts";
import { type AppEvents, Events } from "../../server/src/platform/events.ts";
import { type Person, Workspace } from "../support/annotation-fixtures.ts";
import { deriveAnnotation } from "../support/article-fixtures.ts";
import { act, blindLayer, publish } from "../support/assignments.ts";
import { type ErrorBody, good } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let workspace: Workspace;
let ada: Person;
let ben: Person;
let cy: Person;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  workspace = await Workspace.create(server.url);
  ada = workspace.owner;
  ben = await workspace.join("annotator", "Ben");
  cy = await workspace.join("annotator", "Cy");
});

const say = (tagAdders: string, person = ada) =>
  person.client.patch<WorkspaceAnswer>(`/api/workspaces/${workspace.id}`, { tagAdders });
const add = (person: Person, body: object) =>
  person.client.post<Tag & ErrorBody>(`/api/workspaces/${workspace.id}/tags`, body);
const names = async (person: Person) =>
  good(await person.client.get<{ items: Tag[] }>(`/api/workspaces/${workspace.id}/tags`)).items.map((tag) => tag.name);

describe("who may add tags", () => {
  it("is said by those who keep the codebook, and holds for the interface of scripts too", async () => {
    expect((await add(ben, { name: "A" })).status).toBe(403);
    expect((await say("annotators", ben)).status).toBe(403);
    expect((await say("everybody")).status).toBe(422);
    expect((await ada.client.patch(`/api/workspaces/${workspace.id}`, {})).status).toBe(422);
    const teacher = await workspace.join("instructor", "Ivy");
    expect(good(await say("annotators", teacher)).tagAdders).toBe("annotators");
    expect((await teacher.client.patch(`/api/workspaces/${workspace.id}`, { name: "Mine" })).status).toBe(403);
    expect(good(await add(ben, { name: "A" })).state).toBe("accepted");
    expect((await add(ben, { name: "B", shortcut: 1 })).status).toBe(403);
    const viewer = await workspace.join("viewer", "Vic");
    expect((await add(viewer, { name: "C" })).status).toBe(403);
    expect(await names(viewer)).toEqual(["A"]);
  });
});

describe("a proposed tag", () => {
  beforeEach(async () => {
    good(await say("propose"));
  });

  it("is its maker's to use and to change, and an instructor's to accept", async () => {
    const tag = good(await add(ben, { name: "Idea" }));
    expect(tag).toMatchObject({ state: "proposed", madeBy: ben.actor });
    good(await ben.client.patch(`/api/tags/${tag.id}`, { description: "Mine" }));
    expect((await ben.client.patch(`/api/tags/${tag.id}`, { shortcut: 1 })).status).toBe(403);
    expect((await cy.client.patch(`/api/tags/${tag.id}`, { description: "Not mine" })).status).toBe(403);
    expect((await ben.client.post(`/api/tags/${tag.id}/accept`)).status).toBe(403);
    expect(await names(cy)).toEqual(["Idea"]);
    expect(good(await ada.client.post<Tag>(`/api/tags/${tag.id}/accept`)).state).toBe("accepted");
    good(await ada.client.post(`/api/tags/${tag.id}/accept`));
    expect((await ben.client.patch(`/api/tags/${tag.id}`, { description: "Late" })).status).toBe(403);
  });

  it("that is refused is hidden, and comes back as it was when that is undone", async () => {
    const tag = good(await add(ben, { name: "Idea" }));
    good(await ada.client.delete(`/api/tags/${tag.id}`));
    expect(await names(ben)).toEqual([]);
    expect(good(await ada.client.post<Tag>(`/api/tags/${tag.id}/restore`)).state).toBe("proposed");
  });

  it("that is refused with a reason tells its maker why, and nobody else, until they put it aside", async () => {
    const tag = good(await add(ben, { name: "Idea" }));
    const refuse = (person: Person, reason: string | null = "Too near to “Claim”") =>
      person.client.post<ErrorBody>(`/api/tags/${tag.id}/refuse`, { reason });
    const told = async (person: Person) =>
      good(await person.client.get<{ items: Refusal[] }>(`/api/workspaces/${workspace.id}/refusals`)).items;
    const aside = (person: Person) => person.client.delete(`/api/workspaces/${workspace.id}/refusals/${tag.id}`);
    expect((await refuse(ben)).status).toBe(403);
    good(await refuse(ada));
    expect(await names(ben)).toEqual([]);
    expect(await told(ben)).toMatchObject([
      { tag: tag.id, name: "Idea", reason: "Too near to “Claim”", by: ada.actor },
    ]);
    expect(await told(cy)).toEqual([]);
    expect((await refuse(ada)).status).toBe(404);
    // Undone, it is a proposal again, which can be refused anew.
    good(await ada.client.post(`/api/tags/${tag.id}/restore`));
    expect(await told(ben)).toEqual([]);
    good(await refuse(ada, null));
    expect(await told(ben)).toMatchObject([{ reason: null }]);
    expect((await aside(cy)).status).toBe(404);
    good(await aside(ben));
    expect(await told(ben)).toEqual([]);
  });

  it("that was accepted is not refused any more", async () => {
    const tag = good(await add(ben, { name: "Idea" }));
    good(await ada.client.post(`/api/tags/${tag.id}/accept`));
    const late = await ada.client.post<ErrorBody>(`/api/tags/${tag.id}/refuse`, { reason: "Late" });
    expect(late).toMatchObject({ status: 409, body: { error: { code: "tag-not-proposed" } } });
  });
});

describe("a tag's examples", () => {
  it("are added one by one by those who may change it: several at once are all kept, up to twenty", async () => {
    const tag = good(await add(ada, { name: "Claim" }));
    const show = (person: Person, quote: string) =>
      person.client.post<Tag & ErrorBody>(`/api/tags/${tag.id}/examples`, { quote, source: "Bridges" });
    expect((await show(ben, "The old bridge.")).status).toBe(403);
    await Promise.all(["one", "two", "three"].map(async (quote) => good(await show(ada, quote))));
    const again = good(await show(ada, "two"));
    expect(again.examples.map(({ quote }) => quote).sort()).toEqual(["one", "three", "two"]);
    expect(again.examples[0]).toMatchObject({ source: "Bridges", annotation: null });
    const twenty = Array.from({ length: 20 }, (_, at) => ({ quote: `${at}` }));
    good(await ada.client.patch(`/api/tags/${tag.id}`, { examples: twenty }));
    expect(await show(ada, "one more")).toMatchObject({ status: 409, body: { error: { code: "too-many-examples" } } });
  });
});

describe("a tag made while coding blind", () => {
  /** Blind layers as an assignment makes them. */
  async function blindLayers(): Promise<{ ben: string; cy: string; article: string }> {
    const article = await workspace.article("Bridges", "The old bridge.");
    const layer = async (person: Person) => {
      const id = newId();
      await server.dataSource.query(
        "insert into layer (id, article_id, workspace_id, kind, owner_actor) values ($1, $2, $3, 'blind', $4)",
        [id, article.id, workspace.id, person.actor],
      );
      return id;
    };
    return { ben: await layer(ben), cy: await layer(cy), article: article.id };
  }

  it("is nobody else's: not in their codebook, its history, its files, nor told of", async () => {
    good(await say("annotators"));
    const layers = await blindLayers();
    const heard: AppEvents["changed"][] = [];
    const stop = server.app.get(Events).on("changed", (event) => heard.push(event));
    const tag = good(await add(ben, { name: "Secret", layer: layers.ben }));
    expect(tag.state).toBe("own");
    good(await ben.client.patch(`/api/tags/${tag.id}`, { description: "Mine" }));
    await deriveAnnotation(
      server.dataSource,
      { layerId: layers.ben, author: ben.actor },
      { id: newId(), tags: [tag.id] },
    );
    stop();
    expect(heard).toEqual([]);
    expect(await names(ben)).toEqual(["Secret"]);
    for (const person of [ada, cy]) {
      expect(await names(person)).toEqual([]);
      const answers = await Promise.all([
        person.client.patch(`/api/tags/${tag.id}`, { name: "Seen" }),
        person.client.get(`/api/tags/${tag.id}/use`),
        person.client.delete(`/api/tags/${tag.id}`),
        person.client.post(`/api/tags/${tag.id}/restore`),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      const seen = await Promise.all([
        person.client.get<{ items: CodebookChange[] }>(`/api/workspaces/${workspace.id}/codebook/changes`),
        person.client.get(`/api/workspaces/${workspace.id}/exports/codebook.csv`),
        person.client.get(`/api/workspaces/${workspace.id}/codebook/differences?from=current&to=current`),
      ]);
      expect(JSON.stringify(seen)).not.toContain("Secret");
    }
  });

  it("stands in nobody's way: others may take its name and its place", async () => {
    good(await say("annotators"));
    const layers = await blindLayers();
    good(await add(ben, { name: "Same", layer: layers.ben }));
    good(await add(cy, { name: "Same", layer: layers.cy }));
    expect((await add(ben, { name: "same", layer: layers.ben })).status).toBe(409);
    good(await add(ada, { name: "Same" }));
    expect(await names(ada)).toEqual(["Same"]);
  });

  it("leaves no gap, is not told of by what moves it, and stops nobody", async () => {
    good(await say("annotators"));
    const layers = await blindLayers();
    const [first, claim] = [good(await add(ada, { name: "First" })), good(await add(ada, { name: "Claim" }))];
    const secret = good(await add(ben, { name: "Secret", layer: layers.ben }));
    const below = good(await add(ben, { name: "Secret", parentId: claim.id, layer: layers.ben }));
    good(await ben.client.patch(`/api/tags/${secret.id}`, { before: first.id }));
    const last = good(await add(ada, { name: "Last" }));
    expect([first, claim, last].map(({ order }) => order)).toEqual([1, 2, 3]);
    good(await ada.client.patch(`/api/tags/${last.id}`, { before: claim.id }));
    const orders = good(await ada.client.get<{ items: Tag[] }>(`/api/workspaces/${workspace.id}/tags`)).items;
    expect(orders.map(({ name, order }) => [name, order])).toEqual([
      ["First", 1],
      ["Last", 2],
      ["Claim", 3],
    ]);
    good(await add(ada, { name: "Secret" }));
    const preview = `/api/tags/${claim.id}/merge?into=${first.id}`;
    const seen = await ada.client.get<ErrorBody>(preview);
    expect(JSON.stringify(seen.body)).not.toContain(below.id);
    expect(good(await ada.client.delete(`/api/tags/${claim.id}`))).toEqual({ count: 0, moved: [] });
    expect((await names(ben)).filter((name) => name.startsWith("Secret")).sort()).toEqual([
      "Secret",
      "Secret",
      "Secret 2",
    ]);
  });

  it("is made under a pseudonym too, is its maker's alone, and opens without telling whose it was", async () => {
    good(await say("propose"));
    const article = await workspace.article("Bridges", "The old bridge.");
    const body = { kind: "blind", pseudonyms: true, articles: [article.id], people: [ben.actor, cy.actor] };
    const assignment = await publish(ada, workspace.id, body);
    const layer = await blindLayer(ben, assignment, article.id);
    const tag = good(await add(ben, { name: "Secret", layer: layer.id }));
    expect(tag).toMatchObject({ state: "own", madeBy: layer.owner });
    expect(tag.madeBy).not.toBe(ben.actor);
    good(await ben.client.patch(`/api/tags/${tag.id}`, { description: "Mine" }));
    expect(await names(ben)).toEqual(["Secret"]);
    for (const person of [ada, cy]) expect(await names(person)).toEqual([]);
    await act(ada, assignment, "reveal");
    // Whoever could change it now would say by it who they are.
    expect((await ben.client.patch(`/api/tags/${tag.id}`, { description: "Still mine" })).status).toBe(403);
    const changes = `/api/workspaces/${workspace.id}/codebook/changes`;
    const { items } = good(await cy.client.get<{ items: CodebookChange[] }>(changes));
    expect(items.map(({ by }) => by)).toEqual([tag.madeBy]);
  });

  it("is made in a blind layer of one's own only", async () => {
    good(await say("annotators"));
    const layers = await blindLayers();
    expect((await add(ben, { name: "A", layer: layers.cy })).status).toBe(422);
    const secret = await workspace.privateLayer(ben, { id: layers.article, team: "", textDocument: "" });
    expect((await add(ben, { name: "A", layer: secret })).status).toBe(422);
  });

  it("opens with the layers it was made for, under a free name, as whoever made it may add tags", async () => {
    good(await say("propose"));
    const layers = await blindLayers();
    const assignmentId = newId();
    good(await add(ben, { name: "Same", layer: layers.ben }));
    good(await add(cy, { name: "Same", layer: layers.cy }));
    // As if the layers were an assignment's.
    await server.dataSource.query("update tag set assignment_id = $1 where workspace_id = $2", [
      assignmentId,
      workspace.id,
    ]);
    good(await add(ada, { name: "Same" }));
    const open = (makers?: string[]) =>
      server.dataSource.transaction((manager) =>
        openOwnTags(manager, { workspaceId: workspace.id, assignmentId, ...(makers ? { makers } : {}) }),
      );
    expect(await open([ben.actor])).toBe(1);
    expect(await names(ada)).toEqual(["Same", "Same 2"]);
    expect(await open()).toBe(1);
    expect(await open()).toBe(0);
    const tags = good(await ada.client.get<{ items: Tag[] }>(`/api/workspaces/${workspace.id}/tags`)).items;
    const changes = `/api/workspaces/${workspace.id}/codebook/changes`;
    const { items } = good(await cy.client.get<{ items: CodebookChange[] }>(changes));
    expect(items.map(({ by, differences }) => [by, differences.map(({ kind, path }) => `${kind} ${path}`)])).toEqual([
      [cy.actor, ["proposed Same 3"]],
      [ben.actor, ["proposed Same 2"]],
      [ada.actor, ["added Same"]],
    ]);
    const states = Object.fromEntries(tags.map(({ name, state }) => [name, state]));
    expect(states).toEqual({ Same: "accepted", "Same 2": "proposed", "Same 3": "proposed" });
  });
});
