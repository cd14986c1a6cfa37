import { mentionMark } from "@postil/shared/schema/comment";
import type { Notice, NoticeSettings } from "@postil/shared/schema/notice";
import type { Page } from "@postil/shared/schema/text-fields";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { NoticeMaker } from "../../server/src/notices/notice-maker.ts";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, publish } from "../support/assignments.ts";
import { good } from "../support/http-client.ts";
import { LiveClient } from "../support/live-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let team: Workspace;
let lead: Person;
let ann: Person;
let ben: Person;
let cleo: Person;
const open: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => {
  for (const live of open.splice(0)) live.close();
});
afterAll(() => server?.close());

async function newTeam(): Promise<void> {
  team = await Workspace.create(server.url, "Floods", "Ada");
  lead = await team.join("instructor", "Ines");
  ann = await team.join("annotator", "Ann");
  ben = await team.join("annotator", "Ben Benedict");
  cleo = await team.join("annotator", "Cleo");
}

const article = () => team.article("One", "It holds a passage of some words.");
const at = (person: Person, name: string) => mentionMark({ actor: person.actor, name });

async function list(person: Person, query = ""): Promise<Notice[]> {
  return good(await person.client.get<Page<Notice>>(`/api/notices?${query}`)).items;
}

/** The lines as a page would tell them, once all that is stored has been looked at. */
async function told(person: Person): Promise<string[]> {
  await server.app.get(NoticeMaker).look();
  return (await list(person)).map(
    ({ kind, count: gathered, actors, thread, assignment }) =>
      `${kind} ×${gathered} by ${actors.map(({ name }) => name).join(", ")}: ${thread?.text ?? assignment?.title}`,
  );
}

async function annotated(person: Person, place: ArticlePlace, note = "A note"): Promise<string> {
  const [id] = await operate(person, place.team, [{ op: "annotate", on: "article", note }]);
  return id as string;
}

async function reply(person: Person, place: { team: string }, annotation: string, text: string): Promise<string> {
  const [id] = await operate(person, place.team, [{ op: "comment", annotation, text }]);
  return id as string;
}

describe("notices of threads", () => {
  beforeAll(newTeam);

  it("tell of replies to one's own and in threads one takes part in, gathered, and never of one's own", async () => {
    const place = await article();
    const id = await annotated(ann, place);
    await reply(ben, place, id, "First");
    await reply(cleo, place, id, "Second");
    await reply(ben, place, id, "Third");
    expect(await told(ann)).toEqual(["reply ×3 by Ben Benedict, Cleo: Third"]);
    // Ben has heard of what came after his own.
    expect(await told(ben)).toEqual(["reply ×1 by Cleo: Second"]);
    expect(await told(cleo)).toEqual(["reply ×1 by Ben Benedict: Third"]);
    expect(await told(lead)).toEqual([]);
    const [line] = await list(ann);
    expect(line).toMatchObject({
      readAt: null,
      people: 2,
      workspace: { id: team.id, name: "Floods" },
      thread: { article: { id: place.id, title: "One" }, layer: place.team, annotation: id },
      path: `/a/${place.id}?layer=${place.team}&annotation=${id}`,
    });
  });

  it("tell once who is mentioned, also when a mention is added later, and not of the reply besides", async () => {
    await newTeam();
    const here = await article();
    const id = await annotated(ann, here, `Have a look, ${at(lead, "Ines")}`);
    expect(await told(lead)).toEqual(["mention ×1 by Ann: Have a look, @Ines"]);
    const comment = await reply(ben, here, id, "Well");
    expect(await told(ann)).toEqual(["reply ×1 by Ben Benedict: Well"]);
    expect(await told(cleo)).toEqual([]);
    const edit = (text: string) => operate(ben, here.team, [{ op: "edit-comment", comment, text }]);
    await edit(`Well, ${at(cleo, "Cleo")}`);
    expect(await told(cleo)).toEqual(["mention ×1 by Ben Benedict: Well, @Cleo"]);
    await edit(`Well, well, ${at(cleo, "Cleo")}`);
    const second = await reply(ben, here, id, `${at(ann, "Ann")}, ${at(ben, "Ben")}?`);
    expect(second).not.toBe(comment);
    expect(await told(ann)).toEqual([
      "mention ×1 by Ben Benedict: @Ann, @Ben Benedict?",
      "reply ×1 by Ben Benedict: Well, well, @Cleo",
    ]);
    expect(await told(cleo)).toEqual(["mention ×1 by Ben Benedict: Well, well, @Cleo"]);
    expect(await told(ben)).toEqual([]);
  });

  it("tell who is to settle a thread, for as long as they are", async () => {
    await newTeam();
    const place = await article();
    const id = await annotated(ann, place);
    await operate(ann, place.team, [{ op: "assign", annotation: id, user: ben.actor }]);
    expect(await told(ben)).toEqual(["assigned ×1 by Ann: A note"]);
    await operate(ann, place.team, [{ op: "assign", annotation: id, user: cleo.actor }]);
    expect(await told(cleo)).toEqual(["assigned ×1 by Ann: A note"]);
    expect(await told(ben)).toEqual([]);
    await operate(cleo, place.team, [{ op: "assign", annotation: id, user: cleo.actor }]);
    await operate(ann, place.team, [{ op: "assign", annotation: id, user: ben.actor }]);
    expect(await told(ben)).toEqual(["assigned ×2 by Ann: A note"]);
  });

  it("vanish with what they are about, and come back with it", async () => {
    await newTeam();
    const place = await article();
    const id = await annotated(ann, place);
    const comment = await reply(ben, place, id, "Hasty");
    expect(await told(ann)).toEqual(["reply ×1 by Ben Benedict: Hasty"]);
    await operate(ben, place.team, [{ op: "delete", target: comment }]);
    expect(await told(ann)).toEqual([]);
    expect(good(await ann.client.get("/api/notices/unread"))).toEqual({ unread: 0 });
    await operate(ben, place.team, [{ op: "restore", target: comment }]);
    expect(await told(ann)).toHaveLength(1);
    await operate(ann, place.team, [{ op: "delete", target: id }]);
    expect(await told(ann)).toEqual([]);
    const other = await article();
    await reply(ben, other, await annotated(ann, other), "Soon gone");
    expect(await told(ann)).toHaveLength(1);
    good(await lead.client.delete(`/api/articles/${other.id}`));
    expect(await told(ann)).toEqual([]);
    const rows = await server.dataSource.query("select 1 from notice where layer_id = $1", [other.team]);
    expect(rows).toEqual([]);
  });

  it("go with whoever is removed, and tell nobody of what they may not read", async () => {
    await newTeam();
    const place = await article();
    const own = await team.privateLayer(ann, place);
    await operate(ann, own, [{ op: "annotate", on: "article", note: `For ${at(ben, "Ben")} only` }]);
    const id = await annotated(ann, place);
    await reply(ben, place, id, "Here");
    expect(await told(ann)).toHaveLength(1);
    await reply(ann, place, id, "There");
    expect(await told(ben)).toEqual(["reply ×1 by Ann: There"]);
    good(await lead.client.delete(`/api/workspaces/${team.id}/members/${ben.actor}`));
    expect(await told(ben)).toEqual([]);
    expect(await server.dataSource.query("select 1 from notice where actor_id = $1", [ben.actor])).toEqual([]);
    // Somebody who was there is no reason to lose the others' lines.
    expect(await told(ann)).toEqual(["reply ×1 by Ben Benedict: Here"]);
  });
});

describe("the bell", () => {
  beforeAll(newTeam);

  it("rings within a second, and falls silent when a thread is opened", async () => {
    const place = await article();
    const id = await annotated(ann, place);
    const live = await LiveClient.connect(ann.client);
    open.push(live);
    await reply(ben, place, id, "Ring");
    expect(await live.until("notices", ({ unread }) => unread === 1)).toEqual({ unread: 1 });
    good(await ann.client.post("/api/notices/read", { layer: place.team, annotation: id }));
    expect(await live.until("notices", ({ unread }) => unread === 0)).toEqual({ unread: 0 });
    expect((await list(ann))[0]?.readAt).not.toBeNull();
    expect(await list(ann, "unread=1")).toEqual([]);
    // What comes then makes a line of its own.
    await reply(ben, place, id, "Again");
    expect(await told(ann)).toEqual(["reply ×1 by Ben Benedict: Again", "reply ×1 by Ben Benedict: Ring"]);
    const [line] = await list(ann, "unread=1");
    await reply(cleo, place, id, "Meanwhile");
    await told(ann);
    expect((await list(ann, "unread=1"))[0]?.count).toBe(2);
    // Only what was shown is read.
    good(await ann.client.post("/api/notices/read", { ids: [line?.id] }));
    expect((await list(ann, "unread=1")).map(({ thread }) => thread?.text)).toEqual(["Meanwhile"]);
    good(await ann.client.post("/api/notices/read", { until: new Date().toISOString() }));
    expect(good(await ann.client.get("/api/notices/unread"))).toEqual({ unread: 0 });
  });

  it("gives its list by pages, each line once, and by kind", async () => {
    await newTeam();
    const place = await article();
    const ids = await operate(
      ann,
      place.team,
      [1, 2, 3, 4, 5].map((n) => ({ op: "annotate", on: "article", note: `Note ${n}` })),
    );
    for (const id of ids) await reply(ben, place, id, `${id === ids[4] ? at(ann, "Ann") : ""} To ${id}`);
    await told(ann);
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = good(
        await ann.client.get<Page<Notice>>(`/api/notices?limit=2&cursor=${cursor}`.replace(/&cursor=$/, "")),
      );
      seen.push(...page.items.map(({ thread }) => thread?.annotation ?? ""));
      cursor = page.nextCursor ?? "";
    } while (cursor !== "");
    expect(seen).toEqual([...ids].reverse());
    expect((await list(ann, "kind=mention")).map(({ thread }) => thread?.annotation)).toEqual([ids[4]]);
    expect(await list(ann, "kind=reply&kind=mention")).toHaveLength(5);
    expect((await ann.client.get("/api/notices?kind=nothing")).status).toBe(422);
    expect((await ann.client.get("/api/notices?cursor=bm90aGluZw")).status).toBe(422);
  });

  it("shows what one has chosen to see, and marks nobody else's", async () => {
    await newTeam();
    const place = await article();
    const id = await annotated(ann, place);
    await reply(ben, place, id, "Hm");
    await told(ann);
    const settings = good(await ann.client.get<NoticeSettings>("/api/notices/settings"));
    expect(settings.digest).toBe("never");
    expect(Object.values(settings.kinds).every(({ bell, mail }) => bell && mail)).toBe(true);
    settings.kinds.reply.bell = false;
    expect(good(await ann.client.put("/api/notices/settings", settings))).toEqual(settings);
    expect(await list(ann)).toEqual([]);
    settings.kinds.reply.bell = true;
    good(await ann.client.put("/api/notices/settings", settings));
    const [line] = await list(ann);
    good(await cleo.client.post("/api/notices/read", { ids: [line?.id] }));
    expect((await list(ann))[0]?.readAt).toBeNull();
    expect((await ann.client.put("/api/notices/settings", { digest: "weekly" })).status).toBe(422);
    expect((await ann.client.post("/api/notices/read", { ids: ["x"] })).status).toBe(422);
  });
});

describe("notices of assignments", () => {
  beforeAll(newTeam);

  it("tell its people when it is published, reminded of, extended and revealed", async () => {
    const place = await article();
    const due = new Date(Date.now() + 72 * 3_600_000).toISOString();
    const body = { articles: [place.id], people: [ann.actor, ben.actor], kind: "blind", title: "Week 1", dueAt: due };
    const assignment = await publish(lead, team.id, body);
    expect(await told(ann)).toEqual(["opened ×1 by : Week 1"]);
    expect((await list(ann))[0]).toMatchObject({
      path: `/w/${team.id}/assignments/${assignment.id}`,
      assignment: { dueAt: due },
    });
    await act(ben, assignment, "submit");
    good(await lead.client.post(`/api/assignments/${assignment.id}/remind`));
    expect(await told(ann)).toEqual(["reminded ×1 by : Week 1", "opened ×1 by : Week 1"]);
    const until = new Date(Date.now() + 96 * 3_600_000).toISOString();
    good(await lead.client.patch(`/api/assignments/${assignment.id}/people/${ann.actor}`, { extendedUntil: until }));
    expect((await told(ann))[0]).toBe("extended ×1 by : Week 1");
    expect((await list(ann))[0]?.assignment?.dueAt).toBe(until);
    await act(lead, assignment, "reveal");
    expect((await told(ann))[0]).toBe("revealed ×1 by : Week 1");
    // Who had submitted was not reminded.
    expect(await told(ben)).toEqual(["revealed ×1 by : Week 1", "opened ×1 by : Week 1"]);
    expect(await told(cleo)).toEqual([]);
    expect(await told(lead)).toEqual([]);
    good(await lead.client.delete(`/api/assignments/${assignment.id}`));
    expect(await told(ann)).toEqual([]);
    await act(lead, assignment, "restore");
    expect(await told(ann)).toHaveLength(4);
  });

  it("tell when it opens at its time, and a day before each one's own time to submit", async () => {
    await newTeam();
    const place = await article();
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
    const body = { articles: [place.id], people: [ann.actor, ben.actor, cleo.actor], title: "Week 2" };
    const early = await publish(lead, team.id, { ...body, opensAt: hours(1), dueAt: hours(72) });
    expect(await told(ann)).toEqual([]);
    const soon = new Date(Date.now() + 3_000).toISOString();
    good(await lead.client.patch(`/api/assignments/${early.id}`, { opensAt: soon }));
    await expect.poll(async () => (await list(ann)).length, { timeout: 20_000 }).toBe(1);

    const later = await publish(lead, team.id, { ...body, title: "Week 3", dueAt: hours(72) });
    await told(ann);
    good(await lead.client.patch(`/api/assignments/${later.id}/people/${cleo.actor}`, { extendedUntil: hours(96) }));
    await act(ben, later, "submit");
    // As if two days had gone by.
    await server.dataSource.query(
      `update assignment set published_at = published_at - interval '49 hours', due_at = due_at - interval '49 hours'
        where id = $1`,
      [later.id],
    );
    await server.dataSource.query(
      "update assignment_person set extended_until = extended_until - interval '49 hours' where assignment_id = $1",
      [later.id],
    );
    await expect.poll(async () => (await told(ann))[0], { timeout: 20_000 }).toBe("due-soon ×1 by : Week 3");
    expect(await list(ben, "kind=due-soon")).toEqual([]);
    expect(await list(cleo, "kind=due-soon")).toEqual([]);
    await act(ann, later, "submit");
    expect(await list(ann, "kind=due-soon")).toEqual([]);
  });

  it("say in a pseudonymous layer what everybody is called there, and reach the person behind it", async () => {
    await newTeam();
    const place = await article();
    const people = [ann.actor, ben.actor];
    const assignment = await publish(lead, team.id, { articles: [place.id], people, kind: "blind", pseudonyms: true });
    await told(ann);
    const hers = await blindLayer(ann, assignment, place.id);
    const his = await blindLayer(ben, assignment, place.id);
    const [id] = await operate(ann, hers.id, [
      { op: "annotate", on: "article", note: `A secret for ${mentionMark({ actor: his.actor, name: "x" })}` },
    ]);
    expect(await told(ben)).toHaveLength(1);
    await act(lead, assignment, "reveal");
    await operate(ben, hers.id, [
      { op: "comment", annotation: id as string, text: `Why, ${mentionMark({ actor: hers.actor, name: "y" })}?` },
    ]);
    const lines = await told(ann);
    expect(lines).toContainEqual(expect.stringMatching(/^mention ×1 by Reader \d+: Why, @Reader \d+\?$/));
    const bytes = JSON.stringify(good(await ann.client.get("/api/notices")));
    expect(bytes).toContain(his.actor);
    expect(bytes).not.toContain(ben.actor);
    expect(bytes).not.toContain("Benedict");
    // What one could not read when it was written rings no bell later.
    expect(await list(ben, "kind=mention")).toEqual([]);
  });
});
