import { annotate } from "@postil/shared/document/operations";
import type { ActivityItem, WorkspaceNews } from "@postil/shared/schema/activity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditList, brief, feed, feedPage } from "../support/activity.ts";
import { type ArticlePlace, editText, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, publish } from "../support/assignments.ts";
import { good } from "../support/http-client.ts";
import { stockClient, synced, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const note = (text: string) => ({ op: "annotate" as const, on: "article" as const, note: text });

describe("what happened in a workspace", () => {
  let team: Workspace;
  let ben: Person;
  let viewer: Person;
  let place: ArticlePlace;

  beforeAll(async () => {
    team = await Workspace.create(server.url, "Floods", "Ada");
    ben = await team.join("annotator", "Ben");
    viewer = await team.join("viewer", "Vera");
    place = await team.article("The bridge", "It holds a passage of some words.");
  });
  const shown = async (person: Person, query = "") => (await feed(person, team.id, query)).map(brief);

  it("tells the newest first, runs of the same by one person in one place as one", async () => {
    const [first] = await operate(ben, place.team, [note("one"), note("two"), note("three")]);
    await operate(ben, place.team, [{ op: "comment", annotation: first as string, text: "More" }]);
    await operate(team.owner, place.team, [
      { op: "assign", annotation: first as string, user: ben.actor },
      { op: "resolve", annotation: first as string },
    ]);
    await operate(team.owner, place.team, [{ op: "reopen", annotation: first as string }]);
    await editText(team.owner, place, (text) => text.insert(0, "So: "));
    const tag = await team.tag("Threat");
    good(await team.owner.client.patch(`/api/tags/${tag}`, { name: "Danger" }));
    good(await team.owner.client.patch(`/api/articles/${place.id}`, { title: "The new bridge" }));
    const items = await feed(viewer, team.id);
    expect(items.map(brief)).toEqual([
      "Ada article-changed",
      "Ada codebook-changed ×2",
      "Ada text-corrected",
      "Ada reopened",
      expect.stringMatching(/^Ada (resolved|assigned)$/),
      expect.stringMatching(/^Ada (resolved|assigned)$/),
      "Ben commented",
      "Ben annotated ×3",
      "Ada article-added",
      "Vera member-joined ×2",
    ]);
    const find = (type: string) => items.find((item) => item.type === type) as ActivityItem;
    expect(find("assigned").subject?.name).toBe("Ben");
    expect(find("annotated")).toMatchObject({ article: { title: "The new bridge" }, layer: { kind: "team" } });
    expect(find("codebook-changed").changes).toEqual([
      { kind: "renamed", path: "Danger", from: "Threat", to: "Danger" },
      { kind: "added", path: "Threat", from: null, to: null },
    ]);
    expect(find("article-added").things).toEqual(["The new bridge"]);
  });

  it("is narrowed by person, kind, article and time, and read to its end in pages", async () => {
    expect(await shown(viewer, `person=${ben.actor}`)).toEqual([
      "Ben commented",
      "Ben annotated ×3",
      "Ben member-joined",
    ]);
    expect(await shown(ben, "person=me&kind=comments")).toEqual(["Ben commented"]);
    expect(await shown(ben, `article=${place.id}&kind=codebook`)).toEqual([]);
    expect(await shown(ben, "until=2020-01-01")).toEqual([]);
    expect(await shown(ben, "kind=members&kind=comments")).toEqual(["Ben commented", "Vera member-joined ×2"]);
    const all = await shown(ben);
    const paged: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof feedPage>> = await feedPage(
        ben,
        team.id,
        `limit=2${cursor && `&cursor=${cursor}`}`,
      );
      paged.push(...page.items.map(brief));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    expect((await ben.client.get(`/api/workspaces/${team.id}/activity?cursor=nonsense`)).status).toBe(422);
    const foreign = Buffer.from(JSON.stringify(["2026-01-01T00:00:00.000000Z", 4, "text"])).toString("base64url");
    expect((await ben.client.get(`/api/workspaces/${team.id}/activity?cursor=${foreign}`)).status).toBe(422);
  });

  it("holds nothing of private layers for others, nor of what was deleted, and is nobody's but members'", async () => {
    const own = await team.privateLayer(ben, place);
    await operate(ben, own, [note("to myself")]);
    const published = await operate(ben, own, [note("first private"), note("then not")]);
    good(await ben.client.post(`/api/layers/${own}/publish`, { annotations: published }));
    const [told] = await feed(viewer, team.id);
    expect(told).toMatchObject({ type: "published", count: 2, person: { name: "Ben" }, article: { id: place.id } });
    const [gone] = await operate(ben, place.team, [note("a slip")]);
    await operate(ben, place.team, [{ op: "delete", target: gone as string }]);
    expect(await shown(ben, "person=me&kind=annotations")).toEqual([
      "Ben published ×2",
      "Ben annotated ×5",
      "Ben annotated",
    ]);
    expect(await shown(team.owner, `person=${ben.actor}&kind=annotations`)).toEqual([
      "Ben published ×2",
      "Ben annotated ×5",
    ]);
    const stranger = await Workspace.create(server.url);
    expect((await stranger.owner.client.get(`/api/workspaces/${team.id}/activity`)).status).toBe(404);
  });

  it("tells instructors who took somebody out, others that they left", async () => {
    const gone = await team.join("commenter", "Gus");
    good(await team.owner.client.patch(`/api/workspaces/${team.id}/members/${gone.actor}`, { role: "viewer" }));
    good(await team.owner.client.delete(`/api/workspaces/${team.id}/members/${gone.actor}`));
    expect((await shown(team.owner, "kind=members")).slice(0, 2)).toEqual(["Ada member-removed", "Ada role-changed"]);
    expect((await shown(ben, "kind=members")).slice(0, 2)).toEqual(["Gus member-left", "Gus role-changed"]);
    expect(await shown(ben, `kind=members&person=${team.owner.actor}`)).toEqual([]);
  });

  it("doesn't tell when somebody came and went who has become a pseudonym by leaving", async () => {
    const gone = await team.join("annotator", "Hal Hidden");
    await operate(gone, place.team, [note("a trace")]);
    good(await gone.client.delete(`/api/workspaces/${team.id}/members/${gone.actor}`, { work: "pseudonym" }));
    expect((await shown(team.owner, "kind=members"))[0]).toBe("Ada member-removed");
    expect((await shown(ben, "kind=annotations"))[0]).toBe("Former member 1 annotated");
    const audit = await auditList(team.owner, team.id, "kind=members&limit=3");
    expect(audit.map(({ what, person, subject }) => [what, person, subject]).slice(0, 2)).toEqual([
      ["member-left", null, null],
      ["invitation-accepted", null, null],
    ]);
    expect(JSON.stringify([audit, await feed(team.owner, team.id)])).not.toContain("Hidden");
  });

  it("is news until one has looked, without one's own doings", async () => {
    const news = async (person: Person) =>
      good(await person.client.get<{ items: WorkspaceNews[] }>("/api/me/news")).items.filter(
        ({ workspace }) => workspace.id === team.id,
      );
    const [before] = await news(viewer);
    expect(before?.items).toHaveLength(3);
    expect(before?.more).toBe(true);
    const seen = `/api/workspaces/${team.id}/activity/seen`;
    good(await viewer.client.put(seen, { at: before?.readAt }));
    expect(await news(viewer)).toEqual([]);
    good(await viewer.client.put(seen, { at: "2021-01-01T00:00:00.000Z" }));
    expect(await news(viewer)).toEqual([]);
    await operate(ben, place.team, [note("four")]);
    expect((await news(viewer)).map(({ items, more }) => [items.map(brief), more])).toEqual([
      [["Ben annotated"], false],
    ]);
    // Written offline before she looked, and sent afterwards: it stands in the past, and is news all the same.
    const [last] = await news(viewer);
    good(await viewer.client.put(seen, { at: last?.readAt }));
    const browser = await synced(stockClient(ben.client, `layer/${place.team}`));
    annotate(
      browser.doc,
      { actor: ben.actor, now: Date.now() - 86_400_000 },
      { on: "article", note: "from the train" },
    );
    await until(async () => (await news(viewer)).length > 0);
    browser.destroy();
    const [late] = await news(viewer);
    expect(late?.items.map(brief)).toEqual(["Ben annotated"]);
    expect(Date.parse(late?.items[0]?.at ?? "")).toBeLessThan(Date.now() - 80_000_000);
    good(await viewer.client.put(seen, { at: late?.readAt }));
    expect(await news(viewer)).toEqual([]);
    good(await ben.client.put(seen, { at: new Date().toISOString() }));
    await operate(ben, place.team, [note("five")]);
    expect(await news(ben)).toEqual([]);
  });
});

describe("what happened in assignments", () => {
  const SECRET = "a secret first thought";

  it("reaches nobody before the reveal who may not know it; pseudonyms are not joined to their members", async () => {
    const team = await Workspace.create(server.url, "Seminar", "Ada");
    const lead = await team.join("instructor", "Ines");
    const codingLead = await team.join("instructor", "Otto");
    const ben = await team.join("annotator", "Ben Benedict");
    const cleo = await team.join("annotator", "Cleo");
    const viewer = await team.join("viewer", "Vera");
    const place = await team.article("One", "It holds a passage of some words.");
    const body = {
      articles: [place.id],
      people: [ben.actor, cleo.actor, codingLead.actor],
      kind: "blind",
      pseudonyms: true,
    };
    const assignment = await publish(lead, team.id, body);
    const layer = await blindLayer(ben, assignment, place.id);
    const [id] = await operate(ben, layer.id, [note(SECRET)]);
    await operate(ben, layer.id, [{ op: "comment", annotation: id as string, text: SECRET }]);
    await operate(ben, layer.id, [{ op: "resolve", annotation: id as string }]);
    const traces = [layer.id, id as string, layer.actor, "assignment-submitted"];
    const text = async (person: Person, query = "") =>
      JSON.stringify([
        await feed(person, team.id, `${query}&limit=200`),
        (await person.client.get("/api/me/news")).body,
        ...(await Promise.all(
          ["annotations", "comments", "threads", "assignments"].map((kind) =>
            feed(person, team.id, `kind=${kind}${query}`),
          ),
        )),
        await feed(person, team.id, `article=${place.id}`),
        await feed(person, team.id, `person=${ben.actor}`),
      ]);
    const holds = (all: string) => traces.filter((trace) => all.includes(trace));
    for (const person of [cleo, codingLead, viewer, lead, team.owner]) expect(holds(await text(person))).toEqual([]);
    expect(holds(await text(ben))).toHaveLength(3);

    await act(ben, assignment, "submit");
    for (const person of [cleo, codingLead, viewer]) expect(holds(await text(person))).toEqual([]);
    expect(holds(await text(lead))).toHaveLength(4);
    expect(holds(await text(ben))).toHaveLength(4);
    expect(await text(viewer)).not.toContain("assignment-published");
    expect(await text(cleo)).toContain("assignment-published");

    await act(lead, assignment, "reveal");
    const kinds = async (person: Person, who: Person) =>
      (await feed(person, team.id, `person=${who.actor}`)).map(({ type }) => type);
    const revealed = await text(cleo);
    expect(holds(revealed)).toEqual([layer.id, id, layer.actor]);
    expect(revealed).toContain("assignment-revealed");
    expect(await kinds(cleo, ben)).toEqual(["member-joined"]);
    expect(await kinds(ben, ben)).toEqual([
      "assignment-submitted",
      "resolved",
      "commented",
      "annotated",
      "member-joined",
    ]);
    expect(await kinds(lead, ben)).toEqual(await kinds(ben, ben));
    const joined = (await feed(cleo, team.id)).filter((item) => item.layer?.kind === "blind");
    expect(joined.length).toBe(3);
    expect(JSON.stringify(joined)).not.toContain(ben.actor);
    expect(JSON.stringify(joined)).not.toContain("Benedict");
    expect(holds(await text(viewer))).toEqual([]);
  });
});
