import type { Assignment, AssignmentSummary } from "@postil/shared/schema/assignment";
import { newId } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, look, publish } from "../support/assignments.ts";
import { type ErrorBody, good } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

let server: TestServer;
let seminar: Workspace;
let instructor: Person;
let ben: Person;
let cleo: Person;
let article: ArticlePlace;

beforeAll(async () => {
  server = await startTestServer();
  seminar = await Workspace.create(server.url, "Seminar", "Ada");
  instructor = await seminar.join("instructor", "Ines");
  ben = await seminar.join("annotator", "Ben");
  cleo = await seminar.join("annotator", "Cleo");
  article = await seminar.article("One", "It holds a passage of some words.");
});
afterAll(() => server?.close());

const list = async (person: Person) =>
  good(await person.client.get<Page<AssignmentSummary>>(`/api/workspaces/${seminar.id}/assignments`)).items;

async function refusal(answer: Promise<{ status: number; body: unknown }>): Promise<string> {
  const { status, body } = await answer;
  const { error } = body as ErrorBody;
  const paths = Array.isArray(error.details) ? (error.details as { path: string }[]).map(({ path }) => path) : [];
  return [status, error.code, ...paths].join(" ");
}

const create = (person: Person, body: object) =>
  person.client.post<Assignment>(`/api/workspaces/${seminar.id}/assignments`, { title: "Reading", ...body });
const change = (person: Person, { id }: { id: string }, body: object) =>
  person.client.patch<Assignment>(`/api/assignments/${id}`, body);

describe("an assignment", () => {
  it("is a draft for instructors until it is published, and then its people's", async () => {
    const draft = good(await create(instructor, { articles: [article.id], people: [ben.actor], dueAt: inHours(1) }));
    expect(draft).toMatchObject({ state: "draft", everyone: false, me: null, articleCount: 1 });
    expect(await list(ben)).toEqual([]);
    expect(await refusal(ben.client.get(`/api/assignments/${draft.id}`))).toBe("404 not_found");
    good(await instructor.client.post(`/api/assignments/${draft.id}/publish`));
    expect((await list(ben)).map(({ id }) => id)).toEqual([draft.id]);
    expect(await list(cleo)).toEqual([]);
    const seen = await look(ben, draft);
    expect(seen).toMatchObject({ people: null, counts: null, me: { actor: ben.actor, isOpen: true, canSubmit: true } });
    expect(await look(instructor, draft)).toMatchObject({
      counts: { people: 1, submitted: 0 },
      people: [{ actor: ben.actor, name: "Ben", work: { submittedAt: null, pseudonym: null } }],
    });
    expect(await refusal(cleo.client.get(`/api/assignments/${draft.id}`))).toBe("404 not_found");
  });

  it("is made and changed by instructors and owners only", async () => {
    const assignment = await publish(instructor, seminar.id, { articles: [article.id], people: [ben.actor] });
    expect(await refusal(create(ben, {}))).toBe("403 forbidden");
    expect(await refusal(change(ben, assignment, { title: "Mine" }))).toBe("403 forbidden");
    for (const what of ["publish", "reveal", "remind"]) {
      expect(await refusal(ben.client.post(`/api/assignments/${assignment.id}/${what}`))).toBe("403 forbidden");
    }
    expect(await refusal(ben.client.get(`/api/assignments/${assignment.id}/grid`))).toBe("403 forbidden");
    expect(await refusal(ben.client.delete(`/api/assignments/${assignment.id}`))).toBe("403 forbidden");
    expect(good(await change(instructor, assignment, { title: "Other" })).title).toBe("Other");
  });

  it("refuses what doesn't fit, with the path of each field", async () => {
    const [day, later] = [inHours(24), inHours(25)];
    expect(await refusal(create(instructor, { opensAt: later, dueAt: day }))).toBe("422 invalid dueAt");
    expect(await refusal(create(instructor, { opensAt: day, dueAt: day }))).toBe("422 invalid dueAt");
    expect(await refusal(create(instructor, { timeZone: "Nowhere/Land" }))).toBe("422 invalid timeZone");
    expect(await refusal(create(instructor, { timeZone: "+02:00" }))).toBe("422 invalid timeZone");
    expect(await refusal(create(instructor, { articles: [newId()] }))).toBe("422 invalid articles.0");
    expect(await refusal(create(instructor, { articles: [article.id, article.id] }))).toBe("422 invalid articles");
    expect(await refusal(create(instructor, { people: [ben.actor, newId()] }))).toBe("422 invalid people.1");
    const asks = { annotations: 1, replies: 0, tags: 1, tagParents: [newId()] };
    expect(await refusal(create(instructor, { asks }))).toBe("422 invalid asks.tagParents.0");
    expect(await refusal(create(instructor, { pseudonyms: true, reveal: "each" }))).toBe(
      "422 invalid pseudonyms reveal",
    );
    const blind = { kind: "blind" };
    expect(await refusal(create(instructor, { ...blind, reveal: "at" }))).toBe("422 invalid revealAt");
    expect(await refusal(create(instructor, { ...blind, revealAt: day }))).toBe("422 invalid revealAt");
    const people = [ben.actor];
    expect(await refusal(create(instructor, { ...blind, people, adjudicators: [cleo.actor] }))).toBe(
      "422 invalid adjudicators.0",
    );
    const empty = good(await create(instructor, { people: [] }));
    expect(await refusal(instructor.client.post(`/api/assignments/${empty.id}/publish`))).toBe(
      "422 invalid articles people",
    );
    const running = await publish(instructor, seminar.id, { articles: [article.id], people });
    expect(await refusal(change(instructor, running, { articles: [] }))).toBe("422 invalid articles");
    expect(await refusal(change(instructor, running, { people: [] }))).toBe("422 invalid people");
    expect(await refusal(change(instructor, running, { kind: "blind" }))).toBe("409 assignment_published");
  });

  it("keeps its times in UTC, chosen in a zone, across a change of daylight saving", async () => {
    const made = good(
      await create(instructor, {
        opensAt: "2027-03-27T23:00:00+01:00",
        dueAt: "2027-03-28T23:00:00+02:00",
        timeZone: "Europe/Berlin",
      }),
    );
    expect(made).toMatchObject({
      opensAt: "2027-03-27T22:00:00.000Z",
      dueAt: "2027-03-28T21:00:00.000Z",
      timeZone: "Europe/Berlin",
    });
  });

  it("for everyone takes in who becomes an annotator later, and nobody who leads or looks", async () => {
    const assignment = await publish(instructor, seminar.id, { articles: [article.id], kind: "blind" });
    const names = async () => (await look(instructor, assignment)).people?.map(({ name }) => name);
    expect(await names()).toEqual(["Ben", "Cleo"]);
    const dan = await seminar.join("annotator", "Dan");
    await seminar.join("viewer", "Vera");
    await expect.poll(names, { timeout: 10_000 }).toEqual(["Ben", "Cleo", "Dan"]);
    expect((await list(dan)).map(({ id }) => id)).toContain(assignment.id);
  });
});

describe("submitting", () => {
  it("freezes the blind work, is taken back before it is due, and told late after", async () => {
    const assignment = await publish(instructor, seminar.id, {
      articles: [article.id],
      people: [ben.actor],
      kind: "blind",
      dueAt: inHours(1),
    });
    const layer = await blindLayer(ben, assignment, article.id);
    expect(layer).toMatchObject({ kind: "blind", canAnnotate: true, assignment: assignment.id, owner: ben.actor });
    expect((await blindLayer(ben, assignment, article.id)).id).toBe(layer.id);
    const [note] = await operate(ben, layer.id, [{ op: "annotate", on: "article", note: "First" }]);
    expect((await look(ben, assignment)).articles[0]?.progress).toMatchObject({ annotations: 1, replies: 0 });
    const submitted = await act(ben, assignment, "submit");
    expect(submitted.me).toMatchObject({ late: false, canSubmit: false, canTakeBack: true });
    expect((await act(ben, assignment, "submit")).me?.submittedAt).toBe(submitted.me?.submittedAt);
    const delayed = ben.client.post(`/api/layers/${layer.id}/operations`, {
      operations: [{ op: "note", annotation: note, text: "Second thoughts" }],
    });
    expect(await refusal(delayed)).toBe("403 forbidden");
    expect((await act(ben, assignment, "take-back")).me).toMatchObject({ submittedAt: null, canSubmit: true });
    await operate(ben, layer.id, [{ op: "note", annotation: note as string, text: "Second thoughts" }]);
    await server.dataSource.query("update assignment set due_at = now() - interval '1 minute' where id = $1", [
      assignment.id,
    ]);
    expect((await act(ben, assignment, "submit")).me).toMatchObject({ late: true, canTakeBack: false });
    expect(await refusal(ben.client.post(`/api/assignments/${assignment.id}/take-back`))).toBe("409 cannot_take_back");
    const extended = await instructor.client.patch<Assignment>(
      `/api/assignments/${assignment.id}/people/${ben.actor}`,
      { extendedUntil: inHours(2) },
    );
    expect(good(extended).people?.[0]?.work?.late).toBe(false);
    expect((await look(ben, assignment)).me).toMatchObject({ late: false, canTakeBack: true });
  });

  it("waits for the opening, and begins with it", async () => {
    const assignment = await publish(instructor, seminar.id, {
      articles: [article.id],
      people: [ben.actor],
      kind: "blind",
      opensAt: inHours(1),
    });
    expect((await look(ben, assignment)).me).toMatchObject({ isOpen: false, canSubmit: false });
    const path = `/api/articles/${article.id}/layers`;
    expect(await refusal(ben.client.post(path, { kind: "blind", assignment: assignment.id }))).toBe("409 not_open");
    expect(await refusal(ben.client.post(`/api/assignments/${assignment.id}/submit`))).toBe("409 not_open");
    expect(await refusal(cleo.client.post(path, { kind: "blind", assignment: assignment.id }))).toBe("404 not_found");
  });
});

describe("what an assignment uses", () => {
  it("tells an instructor who codes in it nothing of who has begun: they take no article out", async () => {
    const [one, two] = [await seminar.article("Begun", "Some words."), await seminar.article("Not begun", "Words.")];
    const people = [ben.actor, instructor.actor];
    const body = { articles: [article.id, one.id, two.id], people, kind: "blind" };
    const assignment = await publish(instructor, seminar.id, body);
    await blindLayer(ben, assignment, one.id);
    const without = async (person: Person, gone: ArticlePlace) =>
      await person.client.patch<ErrorBody>(`/api/assignments/${assignment.id}`, {
        articles: body.articles.filter((id) => id !== gone.id),
      });
    const [begun, free] = [await without(instructor, one), await without(instructor, two)];
    expect(begun.status).toBe(409);
    expect(free).toMatchObject({ status: 409, body: begun.body });
    expect((await without(seminar.owner, two)).status).toBe(200);
  });

  it("is not deleted from under it: an article only once it is free, a tag is asked no more", async () => {
    const used = await seminar.article("Used", "Some words to code.");
    const theme = await seminar.tag("Theme");
    const other = await seminar.tag("Other");
    const asks = { annotations: 0, replies: 0, tags: 1, tagParents: [theme] };
    const body = { articles: [used.id], people: [ben.actor], kind: "blind", asks };
    const assignment = await publish(instructor, seminar.id, body);
    const layer = await blindLayer(ben, assignment, used.id);
    await operate(ben, layer.id, [{ op: "annotate", on: "article", tags: [other] }]);
    const progress = async () => (await look(ben, assignment)).articles[0]?.progress;
    expect(await progress()).toMatchObject({ tags: 0, done: false });
    expect(await refusal(instructor.client.delete(`/api/articles/${used.id}`))).toBe("409 article_in_use");
    expect(await refusal(change(instructor, assignment, { articles: [article.id] }))).toBe("409 article_in_use");
    good(await instructor.client.delete(`/api/tags/${theme}`));
    expect((await look(ben, assignment)).asks.tagParents).toEqual([]);
    expect(await progress()).toMatchObject({ tags: 1, done: true });
    expect(good(await change(instructor, assignment, { title: "Still" })).title).toBe("Still");
    // Deleted, it frees its articles; what was coded stays with its coder until the article goes.
    good(await instructor.client.delete(`/api/assignments/${assignment.id}`));
    expect(await list(ben)).not.toContainEqual(expect.objectContaining({ id: assignment.id }));
    expect(await seminar.list(ben, `layer=${layer.id}`)).toHaveLength(1);
    const late = ben.client.post(`/api/layers/${layer.id}/operations`, {
      operations: [{ op: "annotate", on: "article" }],
    });
    expect(await refusal(late)).toBe("403 forbidden");
    good(await instructor.client.post(`/api/assignments/${assignment.id}/restore`));
    await operate(ben, layer.id, [{ op: "annotate", on: "article" }]);
    good(await instructor.client.delete(`/api/assignments/${assignment.id}`));
    expect((await instructor.client.delete(`/api/articles/${used.id}`)).status).toBe(204);
  });

  it("keeps the work of somebody who is taken out or leaves, and gives it back", async () => {
    const body = { articles: [article.id], people: [ben.actor, cleo.actor], kind: "blind" };
    const assignment = await publish(instructor, seminar.id, body);
    const layer = await blindLayer(ben, assignment, article.id);
    await operate(ben, layer.id, [{ op: "annotate", on: "article", note: "Kept" }]);
    good(await change(instructor, assignment, { people: [cleo.actor] }));
    expect(await refusal(ben.client.get(`/api/assignments/${assignment.id}`))).toBe("404 not_found");
    expect(await seminar.list(ben, `layer=${layer.id}`)).toHaveLength(1);
    const write = () =>
      ben.client.post(`/api/layers/${layer.id}/operations`, { operations: [{ op: "annotate", on: "article" }] });
    expect(await refusal(write())).toBe("403 forbidden");
    await act(instructor, assignment, "reveal");
    // What was never submitted opens to nobody, instructors included.
    for (const person of [instructor, cleo, seminar.owner]) {
      expect(await seminar.list(person, `layer=${layer.id}`)).toEqual([]);
    }
    good(await change(instructor, assignment, { people: [cleo.actor, ben.actor] }));
    expect(await seminar.list(cleo, `layer=${layer.id}`)).toHaveLength(1);

    const eve = await seminar.join("annotator", "Eve");
    const second = await publish(instructor, seminar.id, { ...body, people: [eve.actor, cleo.actor] });
    const hers = await blindLayer(eve, second, article.id);
    await operate(eve, hers.id, [{ op: "annotate", on: "article", note: "Submitted" }]);
    await act(eve, second, "submit");
    expect((await eve.client.delete(`/api/workspaces/${seminar.id}/members/${eve.actor}`)).status).toBe(204);
    expect((await look(instructor, second)).people?.map(({ name }) => name)).toEqual(["Cleo"]);
    await act(instructor, second, "reveal");
    expect(await seminar.list(cleo, `layer=${hers.id}`)).toMatchObject([{ author: "Eve", note: "Submitted" }]);
  });
});
