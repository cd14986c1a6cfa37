import "fake-indexeddb/auto";
import { addTag, annotate, setNote } from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import type { LayerInfo } from "@postil/shared/schema/article";
import type { Assignment, Grid } from "@postil/shared/schema/assignment";
import { newId } from "@postil/shared/schema/ids";
import type { Invitation } from "@postil/shared/schema/invitation";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type DocumentSession, openDocument } from "../../client/src/sync/document-session.ts";
import { listRecovered } from "../../client/src/sync/recovered-work.ts";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, look, publish } from "../support/assignments.ts";
import { type ErrorBody, good } from "../support/http-client.ts";
import { headersOf, RawClient, until, withHeaders } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const PATIENCE = 25_000;
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

let server: TestServer;
let seminar: Workspace;
let lead: Person;
let ben: Person;
let cleo: Person;
let article: ArticlePlace;
let open: DocumentSession[] = [];

beforeAll(async () => {
  server = await startTestServer();
  seminar = await Workspace.create(server.url, "Seminar", "Ada");
  lead = await seminar.join("instructor", "Ines");
  ben = await seminar.join("annotator", "Ben");
  cleo = await seminar.join("annotator", "Cleo");
  article = await seminar.article("One", "It holds a passage of some words.");
});
afterEach(async () => {
  await Promise.all(open.map((session) => session.destroy()));
  open = [];
});
afterAll(() => server?.close());

const blind = (more: object = {}) =>
  publish(lead, seminar.id, { articles: [article.id], people: [ben.actor, cleo.actor], kind: "blind", ...more });

/** A layer as a page of this person's browser has it open. `userId` names their copy on the device. */
function page(person: Person, layer: LayerInfo, userId: string): DocumentSession {
  const { client } = person;
  const environment = { url: `${client.url.replace("http", "ws")}/sync`, webSocket: withHeaders(headersOf(client)) };
  const session = openDocument({ name: layer.document, userId, presence: false }, environment);
  open.push(session);
  return session;
}

async function refusal(answer: Promise<{ status: number; body: unknown }>): Promise<string> {
  const { status, body } = await answer;
  const { error } = body as ErrorBody;
  const paths = Array.isArray(error.details) ? (error.details as { path: string }[]).map(({ path }) => path) : [];
  return [status, error.code, ...paths].join(" ");
}

const isSaved = (session: DocumentSession) => until(() => session.state === "saved", PATIENCE);
const notesOf = async (person: Person, query: string) =>
  (await seminar.list(person, `${query}&limit=100`)).map(({ note }) => note).sort();

describe("times that can't be", () => {
  it("are refused in making and in changing, and leave what was", async () => {
    const assignment = await blind({ opensAt: inHours(1), dueAt: inHours(2) });
    const change = (body: object) => lead.client.patch(`/api/assignments/${assignment.id}`, body);
    expect(await refusal(change({ dueAt: inHours(0.5) }))).toBe("422 invalid dueAt");
    expect(await refusal(change({ opensAt: inHours(3) }))).toBe("422 invalid dueAt");
    const person = `/api/assignments/${assignment.id}/people/${ben.actor}`;
    expect(await refusal(lead.client.patch(person, { extendedUntil: inHours(1.5) }))).toBe("422 invalid extendedUntil");
    const { opensAt, dueAt, people } = await look(lead, assignment);
    expect({ opensAt, dueAt }).toEqual({ opensAt: assignment.opensAt, dueAt: assignment.dueAt });
    expect(people?.every(({ extendedUntil }) => extendedUntil === null)).toBe(true);
  });
});

describe("an assignment that asks nobody for nothing", () => {
  it("isn't published without articles or people; with nobody in it yet it waits, and is never revealed by itself", async () => {
    const made = await lead.client.post<Assignment>(`/api/workspaces/${seminar.id}/assignments`, {
      title: "Empty",
      people: [],
    });
    expect(await refusal(lead.client.post(`/api/assignments/${good(made).id}/publish`))).toBe(
      "422 invalid articles people",
    );

    const quiet = await Workspace.create(server.url, "Quiet", "Olga");
    const place = await quiet.article("One", "Words.");
    const body = { articles: [place.id], people: "everyone", kind: "blind", reveal: "all-submitted" };
    const assignment = await publish(quiet.owner, quiet.id, body);
    expect(await look(quiet.owner, assignment)).toMatchObject({
      people: [],
      counts: { people: 0, submitted: 0 },
      revealedAt: null,
    });
    const grid = good(await quiet.owner.client.get<Grid>(`/api/assignments/${assignment.id}/grid`));
    expect(grid).toMatchObject({ articles: [{ id: place.id }], rows: [] });
    const newcomer = await quiet.join("annotator", "Nora");
    await expect.poll(async () => (await look(quiet.owner, assignment)).counts?.people, { timeout: PATIENCE }).toBe(1);
    // All that is asked of her is nothing, and that she has done.
    expect((await look(newcomer, assignment)).articles[0]?.progress).toMatchObject({ annotations: 0, done: true });
    expect((await look(quiet.owner, assignment)).revealedAt).toBeNull();
    expect((await act(newcomer, assignment, "submit")).revealedAt).not.toBeNull();
  });
});

describe("a tag that is asked", () => {
  const asking = (tag: string) => blind({ asks: { annotations: 0, replies: 0, tags: 1, tagParents: [tag] } });
  const progress = async (assignment: Assignment) => (await look(ben, assignment)).articles[0]?.progress;

  it("is followed through a merge, back through its undoing, and with what it stands under", async () => {
    const [theme, other] = [await seminar.tag("Theme"), await seminar.tag("Other theme")];
    const below = await seminar.tag("Below", theme);
    const assignment = await asking(theme);
    const layer = await blindLayer(ben, assignment, article.id);
    const [id = ""] = await operate(ben, layer.id, [{ op: "annotate", on: "article", tags: [other] }]);
    expect(await progress(assignment)).toMatchObject({ tags: 0, done: false });
    good(await lead.client.post(`/api/tags/${theme}/merge`, { into: other }));
    expect((await look(ben, assignment)).asks.tagParents).toEqual([other]);
    expect(await progress(assignment)).toMatchObject({ tags: 1, done: true });
    good(await lead.client.post(`/api/tags/${theme}/unmerge`));
    expect((await look(ben, assignment)).asks.tagParents).toEqual([theme]);
    expect(await progress(assignment)).toMatchObject({ tags: 0, done: false });
    await operate(ben, layer.id, [{ op: "tag", annotation: id, tag: below }]);
    expect(await progress(assignment)).toMatchObject({ tags: 1, done: true });
    // Deleted, with what stands under it: it is asked no more, every tag counts, and nothing that was done is lost.
    good(await lead.client.delete(`/api/tags/${theme}`));
    expect((await look(ben, assignment)).asks.tagParents).toEqual([]);
    expect(await progress(assignment)).toMatchObject({ done: true });
    expect(await seminar.list(ben, `layer=${layer.id}&tag=${other}`)).toMatchObject([{ id }]);
  });

  it("may be merged while somebody who is offline puts it on: both ways nothing is lost", async () => {
    const [from, into] = [await seminar.tag("From"), await seminar.tag("Into")];
    const assignment = await asking(into);
    const layer = await blindLayer(ben, assignment, article.id);
    const userId = newId();
    const session = page(ben, layer, userId);
    await isSaved(session);
    const context = { actor: layer.actor, now: Date.now() };
    const early = annotate(session.doc, context, { on: "article", note: "early" });
    await isSaved(session);
    let late = "";
    await server.restart({}, async () => {
      await until(() => !session.online, PATIENCE);
      late = annotate(session.doc, context, { on: "article", note: "late", tags: [from] });
      addTag(session.doc, context, early, from);
      await session.destroy();
    });
    open = [];
    good(await lead.client.post(`/api/tags/${from}/merge`, { into }));
    // Back with what was tagged before they heard of it.
    await isSaved(page(ben, layer, userId));
    await expect.poll(async () => (await progress(assignment))?.tags, { timeout: PATIENCE }).toBe(2);
    expect((await seminar.list(ben, `tag=${into}`)).map(({ id }) => id).sort()).toEqual([early, late].sort());
    good(await lead.client.post(`/api/tags/${from}/unmerge`));
    expect((await seminar.list(ben, `tag=${from}`)).map(({ id }) => id).sort()).toEqual([early, late].sort());
    expect(await seminar.list(ben, `tag=${into}`)).toEqual([]);
  });
});

describe("somebody removed from the workspace in mid-assignment", () => {
  it("is cut off at once, opens to nobody what they hadn't submitted, and finds it when they come back", async () => {
    const dan = await seminar.join("annotator", "Dan");
    const assignment = await blind({ people: [dan.actor, cleo.actor] });
    const layer = await blindLayer(dan, assignment, article.id);
    const socket = await RawClient.join(dan.client, layer.document);
    const context = { actor: layer.actor, now: Date.now() };
    annotate(socket.doc, context, { on: "article", note: "before he went" });
    await socket.acknowledged();
    const removed = await lead.client.delete(`/api/workspaces/${seminar.id}/members/${dan.actor}`);
    expect(removed.status).toBe(204);
    expect([CLOSE.tryAgain, CLOSE.notFound]).toContain(await socket.closed);
    expect(await RawClient.of(dan.client, layer.document).closed).toBe(CLOSE.notFound);
    expect((await look(lead, assignment)).people?.map(({ name }) => name)).toEqual(["Cleo"]);
    await act(lead, assignment, "reveal");
    for (const person of [lead, cleo, seminar.owner]) expect(await notesOf(person, `layer=${layer.id}`)).toEqual([]);

    const again = await lead.client.post<Invitation>(`/api/workspaces/${seminar.id}/invitations`, {
      role: "annotator",
    });
    good(await dan.client.post(`/api/invitations/${good(again).token}/accept`));
    expect(await notesOf(dan, `layer=${layer.id}`)).toEqual(["before he went"]);
    expect(await notesOf(cleo, `layer=${layer.id}`)).toEqual([]);
  });
});

describe("a reveal in the middle of somebody's work", () => {
  it("keeps what was written before, and gives back what was written offline until it was heard of", async () => {
    const assignment = await blind();
    const layer = await blindLayer(ben, assignment, article.id);
    const userId = newId();
    const session = page(ben, layer, userId);
    await isSaved(session);
    const context = { actor: layer.actor, now: Date.now() };
    const first = annotate(session.doc, context, { on: "article", note: "in time" });
    await isSaved(session);
    let late = "";
    await server.restart({}, async () => {
      await until(() => !session.online, PATIENCE);
      late = annotate(session.doc, context, { on: "article", note: "too late" });
      setNote(session.doc, context, first, "in time, and changed too late");
      await session.destroy();
    });
    open = [];
    await act(lead, assignment, "reveal");
    const again = page(ben, layer, userId);
    await until(async () => (await listRecovered(userId)).some(({ state }) => state === "kept"), PATIENCE);
    const kept = (await listRecovered(userId)).flatMap(({ items }) => items.map(({ map, key }) => [map, key]));
    expect(kept).toEqual(
      expect.arrayContaining([
        ["annotations", late],
        ["notes", late],
        ["notes", first],
      ]),
    );
    // The page shows what all see now, and reads on.
    await until(
      () =>
        new LayerReader(again.doc)
          .all()
          .map(({ note }) => note)
          .join() === "in time",
      PATIENCE,
    );
    expect(again.hello).toMatchObject({ canAnnotate: false, canComment: true });
    expect(await notesOf(cleo, `layer=${layer.id}`)).toEqual(["in time"]);
  });

  it("parts a stream of edits into those that are stored and those that are given back, and none are neither", async () => {
    const assignment = await blind();
    const layer = await blindLayer(ben, assignment, article.id);
    const userId = newId();
    const session = page(ben, layer, userId);
    await isSaved(session);
    const context = { actor: layer.actor, now: Date.now() };
    const written: string[] = [];
    let revealed: Promise<Assignment> | null = null;
    while (session.hello?.canAnnotate !== false || written.length < 30) {
      const note = `note ${String(written.length).padStart(5, "0")}`;
      annotate(session.doc, context, { on: "article", note });
      written.push(note);
      if (written.length === 15) revealed = act(lead, assignment, "reveal");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await revealed;
    const recovered = async () =>
      (await listRecovered(userId)).flatMap(({ items }) =>
        items.filter(({ map }) => map === "notes").map(({ value }) => (value as { text: string }).text),
      );
    const all = async () => new Set([...(await notesOf(cleo, `layer=${layer.id}`)), ...(await recovered())]);
    await until(async () => (await all()).size === written.length, PATIENCE);
    expect([...(await all())].sort()).toEqual(written);
    const stored = await notesOf(cleo, `layer=${layer.id}`);
    expect(stored.length).toBeGreaterThanOrEqual(1);
    expect(new Set([...stored, ...(await recovered())]).size).toBe(stored.length + (await recovered()).length);
  });
});

/** Only PostgreSQL can be shared: the embedded database is one server's alone. */
describe.runIf(process.env.POSTIL_TEST_DATABASE === "postgresql")("two instructors at two servers", () => {
  it("who reveal at once reveal once, and it is heard of at both", async () => {
    const second = await startTestServer({ beside: server });
    try {
      const assignment = await blind();
      const layer = await blindLayer(ben, assignment, article.id);
      await operate(ben, layer.id, [{ op: "annotate", on: "article", note: "for all" }]);
      const hers = await blindLayer(cleo, assignment, article.id);
      const her: Person = { ...cleo, client: cleo.client.at(second.url) };
      const socket = await RawClient.join(her.client, hers.document);
      const there: Person = { ...seminar.owner, client: seminar.owner.client.at(second.url) };
      const answers = await Promise.all([lead, there, lead, there].map((who) => act(who, assignment, "reveal")));
      expect(new Set(answers.map(({ revealedAt }) => revealedAt)).size).toBe(1);
      expect(new Set(answers.map(({ revealedBy }) => revealedBy)).size).toBe(1);
      const logged: unknown[] = await server.dataSource.query(
        "select 1 from audit_event where kind = 'assignment-revealed' and details->>'assignment' = $1",
        [assignment.id],
      );
      expect(logged).toHaveLength(1);
      // Frozen under her hands at the server where she is, and the other's work is open there.
      expect(await socket.closed).toBe(CLOSE.tryAgain);
      expect((await RawClient.join(her.client, hers.document)).hellos[0]?.canAnnotate).toBe(false);
      expect(await notesOf(her, `layer=${layer.id}`)).toEqual(["for all"]);
    } finally {
      await second.close();
    }
  });
});
