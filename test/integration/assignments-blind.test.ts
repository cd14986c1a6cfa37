import { annotate, comment } from "@postil/shared/document/operations";
import type { Assignment, Grid, Pseudonym } from "@postil/shared/schema/assignment";
import { mentionMark } from "@postil/shared/schema/comment";
import type { NoticeSettings } from "@postil/shared/schema/notice";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Digests } from "../../server/src/notices/digests.ts";
import { NoticeMaker } from "../../server/src/notices/notice-maker.ts";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, look, publish } from "../support/assignments.ts";
import { good } from "../support/http-client.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { pathsOf, Received } from "../support/received.ts";
import { RawClient, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const SECRET = "a secret first thought";
const REPLY = "a secret reply to oneself";

let mail: MailServer;
let server: TestServer;
let seminar: Workspace;
let lead: Person;
let codingLead: Person;
let ben: Person;
let cleo: Person;
let viewer: Person;
let tag: string;
const open: Received[] = [];

beforeAll(async () => {
  mail = await startMailServer();
  server = await startTestServer({ env: mail.env });
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
afterAll(async () => {
  await server?.close();
  await mail?.close();
});

/** For each group of claims anew: what one has revealed would be found by the next. */
async function newSeminar(): Promise<void> {
  seminar = await Workspace.create(server.url, "Seminar", "Ada");
  lead = await seminar.join("instructor", "Ines");
  codingLead = await seminar.join("instructor", "Otto");
  ben = await seminar.join("annotator", "Ben Benedict");
  cleo = await seminar.join("annotator", "Cleo");
  viewer = await seminar.join("viewer", "Vera");
  tag = await seminar.tag("Theme");
  for (const { client } of [lead, codingLead, ben, cleo, viewer]) {
    const settings = good(await client.get<NoticeSettings>("/api/notices/settings"));
    good(await client.put("/api/notices/settings", { ...settings, digest: "hourly" }));
  }
}

/** Makes the notices and sends the mail that are due, whenever the last was sent: what is in any mail so far. */
async function mailed(): Promise<string[]> {
  await server.app.get(NoticeMaker).look();
  await server.dataSource.query("update notice_mail set mailed_at = null");
  await server.app.get(Digests).look();
  return mail.mails.map(({ raw, subject, text }) => `${raw} ${subject} ${text}`);
}

const article = () => seminar.article("One", "It holds a passage of some words.");

async function watch(person: Person, place: ArticlePlace): Promise<Received> {
  const received = await Received.by(person.client, seminar.id, place.id);
  open.push(received);
  await received.join(place.textDocument);
  await received.join(`layer/${place.team}`);
  return received;
}

async function ask(received: Received, place: ArticlePlace, assignment: Assignment): Promise<void> {
  const own = `/api/assignments/${assignment.id}`;
  for (const path of pathsOf(seminar.id, place.id, [own, `${own}/grid`, `${own}/grid.csv`])) await received.get(path);
}

/** Writes as a browser does, and with presence; returns the ids that nobody else may receive. */
async function code(
  person: Person,
  place: ArticlePlace,
  assignment: Assignment,
  mentioned: readonly Person[] = [],
): Promise<string[]> {
  const layer = await blindLayer(person, assignment, place.id);
  const socket = await RawClient.join(person.client, layer.document);
  socket.sendAwareness([{ client: socket.doc.clientID, clock: 1, state: { at: 1 } }]);
  const context = { actor: layer.actor, now: Date.now() };
  const all = mentioned.map(({ actor }) => mentionMark({ actor, name: "You" })).join(" ");
  const id = annotate(socket.doc, context, { on: "article", note: `${SECRET} ${all}`, tags: [tag] });
  const reply = comment(socket.doc, context, { annotation: id, parent: null, text: `${REPLY} ${all}` });
  await socket.acknowledged();
  socket.close();
  return [SECRET, REPLY, layer.id, id, reply];
}

/** Resolves when what happened before has been told to everybody: something else, which all hear of, comes after it. */
async function afterAllThat(watching: readonly Received[]): Promise<void> {
  for (const { live } of watching) live.heard.length = 0;
  good(await seminar.owner.client.patch(`/api/tags/${tag}`, { description: String(Math.random()) }));
  await until(() => watching.every(({ live }) => live.all("changed").some(({ topic }) => topic === "codebook")));
}

describe("blind coding", () => {
  beforeAll(newSeminar);

  it("reaches nobody before it is submitted, then those who lead and don't code, and all at the reveal", async () => {
    const place = await article();
    const people = [ben.actor, cleo.actor, codingLead.actor];
    const assignment = await publish(lead, seminar.id, { articles: [place.id], people, kind: "blind" });
    const [others, leading] = [
      await Promise.all([cleo, codingLead, viewer].map((person) => watch(person, place))),
      await watch(lead, place),
    ];
    await mailed();
    const heard = others.map(({ live }) => live.heard.length);
    const traces = await code(ben, place, assignment, [lead, codingLead, cleo, viewer]);
    // Long enough for anything that is gathered for a second.
    await leading.live.until("changed", ({ topic }) => topic === "assignments", 10_000);
    // The bell and the mail have had their chance: the writing names everybody.
    expect((await mailed()).filter((bytes) => traces.some((trace) => bytes.includes(trace)))).toEqual([]);
    for (const received of [...others, leading]) await ask(received, place, assignment);
    for (const received of [...others, leading]) expect(received.find(traces)).toEqual([]);
    // Not even that something happened: nothing at all was heard but who is here.
    for (const [index, { live }] of others.entries()) {
      const events = live.heard.slice(heard[index]).map(({ event }) => event);
      expect(events.filter((event) => event !== "people")).toEqual([]);
    }
    const counts = await leading.client.get<Grid>(`/api/assignments/${assignment.id}/grid`);
    expect(good(counts).rows.find(({ actor }) => actor === ben.actor)?.cells).toEqual([[1, 1, 0, expect.any(Number)]]);
    const codingGrid = await codingLead.client.get<Grid>(`/api/assignments/${assignment.id}/grid`);
    expect(good(codingGrid).rows.map(({ actor }) => actor)).toEqual([codingLead.actor]);

    await act(ben, assignment, "submit");
    await afterAllThat(others);
    for (const received of others) {
      await ask(received, place, assignment);
      expect(received.find([...traces, 'submitted":1'])).toEqual([]);
    }
    expect(await seminar.list(lead, "layer=blind")).toMatchObject([
      { note: expect.stringContaining(SECRET), author: "Ben Benedict" },
    ]);
    expect((await look(codingLead, assignment)).people?.every(({ work }) => work === null)).toBe(true);
    expect((await look(codingLead, assignment)).counts).toBeNull();

    const hers = await blindLayer(cleo, assignment, place.id);
    const her = await RawClient.join(cleo.client, hers.document);
    for (const { live } of others) live.heard.length = 0;
    await act(lead, assignment, "reveal");
    // Her own layer is frozen under her hands, and the others' are open, without anybody asking.
    const late = new Promise<string>((resolve) => setTimeout(() => resolve("still open"), 1_000));
    expect(await Promise.race([her.closed, late])).toBe(4503);
    await others[0]?.live.until("changed", ({ topic }) => topic === "assignments", 1_000);
    expect(others[2]?.find(["assignments"]).filter((text) => text.includes("changed"))).toEqual([]);
    for (const person of [cleo, codingLead]) {
      expect(await seminar.list(person, "layer=blind")).toMatchObject([{ note: expect.stringContaining(SECRET) }]);
    }
    const read = await RawClient.join(cleo.client, `layer/${traces[2]}`);
    expect(read.hellos[0]).toMatchObject({ canAnnotate: false, canComment: true, actor: cleo.actor });
    read.close();
    await ask(others[2] as Received, place, assignment);
    expect(others[2]?.find(traces)).toEqual([]);
  });

  it("is frozen by the reveal for its coder, on whom people comment", async () => {
    const place = await article();
    const people = [ben.actor, cleo.actor];
    const assignment = await publish(lead, seminar.id, { articles: [place.id], people, kind: "blind" });
    const [, , layer, id] = (await code(ben, place, assignment)) as [string, string, string, string];
    await act(lead, assignment, "reveal");
    const may = async (person: Person, operation: object) =>
      (await person.client.post(`/api/layers/${layer}/operations`, { operations: [operation] })).status;
    expect(await may(ben, { op: "annotate", on: "article" })).toBe(403);
    expect(await may(ben, { op: "delete", target: id })).toBe(403);
    expect(await may(ben, { op: "untag", annotation: id, tag })).toBe(403);
    expect(await may(lead, { op: "delete", target: id })).toBe(403);
    expect(await may(cleo, { op: "comment", annotation: id, text: "I read this otherwise" })).toBe(200);
    expect(await may(viewer, { op: "comment", annotation: id, text: "Nor" })).toBe(404);
    const again = ben.client.post(`/api/assignments/${assignment.id}/submit`);
    expect((await again).status).toBe(409);
  });

  it("shows nobody that its coders have the article open", async () => {
    const place = await article();
    const body = { articles: [place.id], people: [ben.actor, cleo.actor], kind: "blind" };
    const assignment = await publish(lead, seminar.id, body);
    const watching = await watch(lead, place);
    const coding = await watch(ben, place);
    coding.sockets[1]?.sendAwareness([{ client: coding.sockets[1]?.doc.clientID ?? 0, clock: 1, state: { at: null } }]);
    await operate(ben, place.team, [{ op: "annotate", on: "article", note: "For the team" }]);
    await watching.live.until("people", ({ people }) => people.some(({ actor }) => actor === ben.actor));
    const shown = watching.live
      .all("people")
      .flatMap(({ people }) => people.filter(({ actor }) => actor === ben.actor));
    expect(shown.every(({ articleId }) => articleId === null)).toBe(true);
    const team = watching.sockets[1] as RawClient;
    await until(() => Buffer.concat(team.frames).toString("utf8").includes("For the team"));
    expect(Buffer.concat(team.awareness).toString("utf8")).not.toContain("Benedict");
    await act(lead, assignment, "reveal");
  });
});

describe("pseudonyms", () => {
  beforeAll(newSeminar);

  it("are all that members ever receive of each other in its layers; instructors resolve them", async () => {
    const place = await article();
    const people = [ben.actor, cleo.actor];
    const body = { articles: [place.id], people, kind: "blind", pseudonyms: true };
    const assignment = await publish(lead, seminar.id, body);
    const named = (await look(lead, assignment)).people?.find(({ actor }) => actor === ben.actor);
    const pseudonym = named?.work as { actor: string; pseudonym: string };
    expect(pseudonym.pseudonym).toMatch(/^Reader \d+$/);
    expect(pseudonym.actor).not.toBe(ben.actor);
    expect((await look(ben, assignment)).me).toMatchObject({ actor: pseudonym.actor, name: pseudonym.pseudonym });

    const before = await Received.by(cleo.client, seminar.id);
    open.push(before);
    const traces = await code(ben, place, assignment);
    await ask(before, place, assignment);
    // How many others there are can't be counted either.
    expect(before.find([...traces, pseudonym.actor])).toEqual([]);

    await act(lead, assignment, "reveal");
    const after = await Received.by(cleo.client, seminar.id);
    open.push(after);
    await ask(after, place, assignment);
    const socket = await after.join(`layer/${traces[2]}`);
    expect(socket.hellos[0]?.name).toMatch(/^Reader \d+$/);
    await operate(cleo, traces[2] as string, [{ op: "comment", annotation: traces[3] as string, text: "Why so?" }]);
    await until(() => Buffer.concat(socket.frames).toString("utf8").includes("Why so?"));
    after.live.heard.length = 0;
    expect(after.find([SECRET, pseudonym.pseudonym]).length).toBeGreaterThan(3);
    expect(after.find([ben.actor, "Benedict"])).toEqual([]);
    // Nor does the one she answers learn from her reply who she is.
    expect(Buffer.concat(socket.frames).toString("utf8")).not.toContain(cleo.actor);

    const list = async (person: Person) =>
      good(await person.client.get<{ items: Pseudonym[] }>(`/api/workspaces/${seminar.id}/pseudonyms`)).items;
    const found = (await list(lead)).find(({ actor }) => actor === pseudonym.actor);
    expect(found).toMatchObject({ name: pseudonym.pseudonym, member: ben.actor });
    const hers = (await list(cleo)).filter((one) => one.assignment === assignment.id);
    expect(hers.map(({ member }) => member).sort()).toEqual([null, cleo.actor].sort());
    expect(await list(viewer)).toEqual([]);

    const csv = async (person: Person, names: string) =>
      (await seminar.export(person, `article=${place.id}&rows=annotation&names=${names}`)).bytes.toString("utf8");
    expect(await csv(lead, "pseudonyms")).toContain(pseudonym.pseudonym);
    expect(await csv(lead, "pseudonyms")).not.toContain("Benedict");
    expect(await csv(lead, "names")).toContain(`${ben.actor},Ben Benedict`);
    expect(await csv(lead, "names")).not.toContain(pseudonym.actor);
    expect((await seminar.export(cleo, "names=names")).status).toBe(403);
  });
});
