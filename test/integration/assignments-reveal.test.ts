import { layerMap } from "@postil/shared/document/layer-document";
import type { Assignment, AssignmentEvent } from "@postil/shared/schema/assignment";
import { newId } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, look, publish } from "../support/assignments.ts";
import { good } from "../support/http-client.ts";
import { Received } from "../support/received.ts";
import { RawClient } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

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
  server = await startTestServer();
  seminar = await Workspace.create(server.url, "Seminar", "Ada");
  lead = await seminar.join("instructor", "Ines");
  codingLead = await seminar.join("instructor", "Otto");
  ben = await seminar.join("annotator", "Ben Benedict");
  cleo = await seminar.join("annotator", "Cleo");
  viewer = await seminar.join("viewer", "Vera");
  tag = await seminar.tag("Theme");
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
afterAll(() => server?.close());

const article = () => seminar.article("One", "It holds a passage of some words.");

async function code(person: Person, place: ArticlePlace, assignment: Assignment): Promise<void> {
  const layer = await blindLayer(person, assignment, place.id);
  await operate(person, layer.id, [{ op: "annotate", on: "article", note: "A first thought" }]);
}

describe("a reveal", () => {
  const blind = async (more: object) => {
    const place = await article();
    const body = { articles: [place.id], people: [ben.actor, cleo.actor], kind: "blind", ...more };
    return { place, assignment: await publish(lead, seminar.id, body) };
  };
  const revealedBy = (id: string): Promise<{ actor: string | null; how: string }[]> =>
    server.dataSource.query(
      `select actor_id as actor, details->>'how' as how from audit_event
        where kind = 'assignment-revealed' and details->>'assignment' = $1`,
      [id],
    );

  it("happens once, when two instructors ask at the same time, and is logged", async () => {
    const { assignment } = await blind({});
    const answers = await Promise.all(
      [lead, seminar.owner, lead, codingLead].map((person) => act(person, assignment, "reveal")),
    );
    expect(new Set(answers.map(({ revealedAt }) => revealedAt)).size).toBe(1);
    expect(await revealedBy(assignment.id)).toEqual([{ actor: expect.any(String), how: "manual" }]);
  });

  it("comes by itself when all have submitted, and when who is left has", async () => {
    const { assignment } = await blind({ reveal: "all-submitted" });
    expect((await act(ben, assignment, "submit")).revealedAt).toBeNull();
    expect((await act(cleo, assignment, "submit")).revealedAt).not.toBeNull();
    expect(await revealedBy(assignment.id)).toEqual([{ actor: null, how: "all-submitted" }]);
    const dora = await seminar.join("annotator", "Dora");
    const { assignment: second } = await blind({ reveal: "all-submitted", people: [ben.actor, dora.actor] });
    await act(ben, second, "submit");
    good(await lead.client.delete(`/api/workspaces/${seminar.id}/members/${dora.actor}`));
    await expect.poll(async () => (await look(ben, second)).revealedAt, { timeout: 10_000 }).not.toBeNull();
  });

  it("never comes with a change that didn't ask for it: that is refused, and says what would happen", async () => {
    const { assignment } = await blind({ reveal: "all-submitted" });
    await act(ben, assignment, "submit");
    const path = `/api/assignments/${assignment.id}`;
    const alone = await lead.client.patch(path, { people: [ben.actor] });
    expect(alone).toMatchObject({ status: 409, body: { error: { code: "would_reveal" } } });
    good(await lead.client.patch(path, { people: [ben.actor], reveal: "manual" }));
    expect(await lead.client.patch(path, { reveal: "all-submitted" })).toMatchObject({ status: 409 });
    const past = { reveal: "at", revealAt: new Date(Date.now() - 60_000).toISOString() };
    expect(await lead.client.patch(path, past)).toMatchObject({ status: 422 });
    expect(await look(lead, assignment)).toMatchObject({ reveal: "manual", revealedAt: null });
    good(await lead.client.patch(path, { people: [ben.actor, cleo.actor], reveal: "all-submitted" }));
    expect((await act(cleo, assignment, "submit")).revealedAt).not.toBeNull();
  });

  it("stands in the assignment's log, with all else that was done to it, for instructors", async () => {
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const { assignment } = await blind({ dueAt });
    const until = new Date(Date.now() + 2 * 86_400_000).toISOString();
    const path = `/api/assignments/${assignment.id}`;
    good(await lead.client.patch(path, { title: "Round 2" }));
    good(await lead.client.patch(`${path}/people/${ben.actor}`, { extendedUntil: until }));
    await act(ben, assignment, "submit");
    await act(seminar.owner, assignment, "reveal");
    const first = good(await lead.client.get<Page<AssignmentEvent>>(`${path}/log?limit=3`));
    const rest = good(await lead.client.get<Page<AssignmentEvent>>(`${path}/log?limit=3&cursor=${first.nextCursor}`));
    expect([...first.items, ...rest.items]).toMatchObject([
      { kind: "revealed", by: "Ada", how: "manual" },
      { kind: "extended", by: "Ines", person: "Ben Benedict", until },
      { kind: "changed", by: "Ines", fields: ["title"] },
      { kind: "published", by: "Ines" },
    ]);
    expect(rest.nextCursor).toBeNull();
    expect((await ben.client.get(`${path}/log`)).status).toBe(403);
    expect((await viewer.client.get(`${path}/log`)).status).toBe(404);
  });

  it("comes at its time", async () => {
    const at = (ms: number) => ({ reveal: "at", revealAt: new Date(Date.now() + ms).toISOString() });
    const { place, assignment } = await blind(at(3_600_000));
    await code(ben, place, assignment);
    expect(await seminar.list(cleo, `layer=blind&article=${place.id}`)).toEqual([]);
    good(await lead.client.patch(`/api/assignments/${assignment.id}`, at(3_000)));
    await expect.poll(async () => (await look(cleo, assignment)).revealedAt, { timeout: 20_000 }).not.toBeNull();
    expect(await seminar.list(cleo, `layer=blind&article=${place.id}`)).toHaveLength(1);
    expect(await revealedBy(assignment.id)).toEqual([{ actor: null, how: "at" }]);
  });

  it("opens to each as they submit, and then can't be taken back", async () => {
    const { place, assignment } = await blind({ reveal: "each" });
    await code(ben, place, assignment);
    await code(cleo, place, assignment);
    const seen = async (person: Person) => (await seminar.list(person, `layer=blind&article=${place.id}`)).length;
    const opened = await act(ben, assignment, "submit");
    expect(opened.me).toMatchObject({ canTakeBack: false, othersOpenedAt: expect.any(String) });
    expect([await seen(ben), await seen(cleo), await seen(lead)]).toEqual([1, 1, 1]);
    const page = await Received.by(ben.client, seminar.id);
    open.push(page);
    await act(cleo, assignment, "submit");
    await page.live.until("changed", ({ topic }) => topic === "assignments");
    expect([await seen(ben), await seen(cleo), await seen(lead)]).toEqual([2, 2, 2]);
    expect((await ben.client.post(`/api/assignments/${assignment.id}/take-back`)).status).toBe(409);
  });

  it("that was due while no server ran comes at the start", async () => {
    const { assignment } = await blind({ reveal: "at", revealAt: new Date(Date.now() + 3_600_000).toISOString() });
    const makeDue = "update assignment set reveal_at = now() - interval '1 minute' where id = $1";
    await server.dataSource.query(makeDue, [assignment.id]);
    await server.restart();
    await expect.poll(async () => (await look(cleo, assignment)).revealedAt, { timeout: 10_000 }).not.toBeNull();
  });

  it("lets a consensus be agreed on, by instructors and whoever is named to settle it", async () => {
    const { place, assignment } = await blind({ adjudicators: [cleo.actor] });
    const body = { kind: "consensus", assignment: assignment.id };
    const ask = (person: Person) => person.client.post<{ id: string }>(`/api/articles/${place.id}/layers`, body);
    expect((await ask(lead)).status).toBe(409);
    await act(lead, assignment, "reveal");
    expect((await ask(ben)).status).toBe(403);
    const layer = good(await ask(cleo));
    expect(layer).toMatchObject({ kind: "consensus", canAnnotate: true, assignment: assignment.id, owner: null });
    expect(good(await ask(ben))).toMatchObject({ id: layer.id, canAnnotate: false, canComment: true });
    await operate(cleo, layer.id, [{ op: "annotate", on: "article", note: "We agree" }]);
    expect(await seminar.list(ben, "layer=consensus")).toMatchObject([{ note: "We agree" }]);
    expect(await seminar.list(viewer, "layer=consensus")).toEqual([]);
    expect((await look(ben, assignment)).articles[0]?.consensus).toBe(layer.id);

    // Made of what coders made, and answered by everybody who may comment; the rest is for those who settle it.
    const source = newId();
    const operation = { op: "annotate" as const, on: "article" as const, tags: [tag], sources: [source] };
    const [id = ""] = await operate(cleo, layer.id, [operation]);
    const team = await RawClient.join(ben.client, `layer/${layer.id}`);
    expect(layerMap(team.doc, "annotations").get(id)).toMatchObject({ author: cleo.actor, sources: [source] });
    team.close();
    await operate(ben, layer.id, [{ op: "comment", annotation: id, text: "Why so?" }]);
    const path = `/api/layers/${layer.id}/operations`;
    expect((await ben.client.post(path, { operations: [operation] })).status).toBe(403);
    expect((await viewer.client.post(path, { operations: [operation] })).status).toBe(404);
  });
});
