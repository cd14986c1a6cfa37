import type { Assignment, AssignmentSummary, Grid } from "@postil/shared/schema/assignment";
import type { MemberGroup } from "@postil/shared/schema/group";
import type { Page } from "@postil/shared/schema/text-fields";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, look, publish } from "../support/assignments.ts";
import { type ErrorBody, good } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let seminar: Workspace;
let ines: Person;
let ben: Person;
let cleo: Person;
let dan: Person;
let article: ArticlePlace;

beforeAll(async () => {
  server = await startTestServer();
  seminar = await Workspace.create(server.url, "Seminar", "Ada");
  ines = await seminar.join("instructor", "Ines");
  ben = await seminar.join("annotator", "Ben");
  cleo = await seminar.join("annotator", "Cleo");
  dan = await seminar.join("commenter", "Dan");
  article = await seminar.article("One", "It holds a passage of some words.");
});
afterAll(() => server?.close());

const path = () => `/api/workspaces/${seminar.id}/groups`;
const listed = async (person: Person) => good(await person.client.get<Page<MemberGroup>>(path())).items;
async function group(name: string, people: Person[] = []): Promise<MemberGroup> {
  const made = good(await ines.client.post<MemberGroup>(path(), { name }));
  return people.length === 0 ? made : fill(made, people);
}
const fill = async ({ id }: { id: string }, people: Person[]) =>
  good(await ines.client.put<MemberGroup>(`/api/groups/${id}/people`, { actors: people.map(({ actor }) => actor) }));
const names = async (assignment: { id: string }) => (await look(ines, assignment)).people?.map(({ name }) => name);
const asked = async (person: Person) =>
  good(await person.client.get<Page<AssignmentSummary>>(`/api/workspaces/${seminar.id}/assignments`)).items.map(
    ({ id }) => id,
  );
async function refusal(answer: Promise<{ status: number; body: unknown }>): Promise<string> {
  const { status, body } = await answer;
  const { error } = body as ErrorBody;
  const paths = Array.isArray(error.details) ? (error.details as { path: string }[]).map((one) => one.path) : [];
  return [status, error.code, ...paths].join(" ");
}

describe("groups", () => {
  it("are made, filled, renamed and deleted by instructors, and every step is in the audit trail", async () => {
    const made = await group("Monday", [ben, cleo]);
    expect(made).toMatchObject({ name: "Monday", people: [ben.actor, cleo.actor], assignments: [] });
    const renamed = await ines.client.patch<MemberGroup>(`/api/groups/${made.id}`, { name: "Monday, 10:00" });
    expect(good(renamed).name).toBe("Monday, 10:00");
    expect((await fill(made, [cleo, dan])).people).toEqual([cleo.actor, dan.actor]);
    expect((await ines.client.delete(`/api/groups/${made.id}`)).status).toBe(204);
    expect(await listed(ines)).toEqual([]);
    const rows: { kind: string; details: object }[] = await server.dataSource.query(
      "SELECT kind, details FROM audit_event WHERE workspace_id = $1 AND kind LIKE 'group-%' ORDER BY id",
      [seminar.id],
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      "group-created",
      "group-people-changed",
      "group-renamed",
      "group-people-changed",
      "group-deleted",
    ]);
    expect(rows[3]?.details).toEqual({ group: made.id, added: 1, removed: 1 });
  });

  it("are known to those who are in them, without the others, and can be made by nobody else", async () => {
    const made = await group("Tuesday", [ben, cleo]);
    expect(await listed(ben)).toEqual([{ id: made.id, name: "Tuesday", people: [ben.actor], assignments: [] }]);
    expect(await listed(dan)).toEqual([]);
    const attacks = (person: Person) => [
      person.client.post(path(), { name: "Mine" }),
      person.client.patch(`/api/groups/${made.id}`, { name: "Mine" }),
      person.client.put(`/api/groups/${made.id}/people`, { actors: [] }),
      person.client.delete(`/api/groups/${made.id}`),
    ];
    for (const person of [ben, dan, await seminar.join("viewer", "Vera")]) {
      expect(await Promise.all(attacks(person).map(refusal))).toEqual(attacks(person).map(() => "403 forbidden"));
    }
    const elsewhere = await Workspace.create(server.url, "Elsewhere", "Olga");
    const there = { client: elsewhere.owner.client, actor: elsewhere.owner.actor };
    expect(await Promise.all(attacks(there).map(refusal))).toEqual(attacks(there).map(() => "404 not_found"));
    const foreign = ines.client.put(`/api/groups/${made.id}/people`, { actors: [ben.actor, there.actor] });
    expect(await refusal(foreign)).toBe("422 invalid actors.1");
    expect((await listed(ines))[0]?.people).toEqual([ben.actor, cleo.actor]);
    good(await ines.client.delete(`/api/groups/${made.id}`));
  });

  it("have names of their own, however they are written, and take no nonsense", async () => {
    const made = await group("Wednesday");
    expect(await refusal(ines.client.post(path(), { name: "WEDNESDAY" }))).toBe("422 invalid name");
    expect((await ines.client.patch(`/api/groups/${made.id}`, { name: "wednesday" })).status).toBe(200);
    expect(await refusal(ines.client.post(path(), { name: "a\nb" }))).toBe("422 invalid name");
    const twice = { actors: [ben.actor, ben.actor] };
    expect(await refusal(ines.client.put(`/api/groups/${made.id}/people`, twice))).toBe("422 invalid actors");
    expect(await refusal(ines.client.patch("/api/groups/%00", { name: "x" }))).toBe("404 not_found");
    good(await ines.client.delete(`/api/groups/${made.id}`));
  });

  it("lose who leaves the workspace", async () => {
    const eve = await seminar.join("annotator", "Eve");
    const made = await group("Friday", [eve, ben]);
    good(await eve.client.delete(`/api/workspaces/${seminar.id}/members/${eve.actor}`));
    expect((await listed(ines))[0]?.people).toEqual([ben.actor]);
    good(await ines.client.delete(`/api/groups/${made.id}`));
  });
});

describe("an assignment for a group", () => {
  const body = (groups: string[]) => ({ articles: [article.id], kind: "blind", people: [], groups });

  it("asks who is in it, and who comes into it before the reveal", async () => {
    const section = await group("A", [ben]);
    const assignment = await publish(ines, seminar.id, body([section.id]));
    expect(assignment).toMatchObject({ everyone: false, groups: [{ id: section.id, name: "A" }] });
    expect(assignment.people).toMatchObject([{ name: "Ben", chosen: false }]);
    expect(await asked(cleo)).not.toContain(assignment.id);
    await fill(section, [ben, dan]);
    expect(await names(assignment)).toEqual(["Ben", "Dan"]);
    expect(await asked(dan)).toContain(assignment.id);
    expect((await look(dan, assignment)).groups).toBeNull();
    expect((await listed(ines))[0]?.assignments).toEqual([{ id: assignment.id, title: "Reading" }]);
    await act(ines, assignment, "reveal");
    await fill(section, [cleo]);
    good(await ines.client.patch(`/api/assignments/${assignment.id}`, { title: "Still theirs" }));
    expect(await names(assignment)).toEqual(["Ben", "Dan"]);
    good(await ines.client.delete(`/api/groups/${section.id}`));
  });

  it("keeps those who leave the group and have begun, and lets go who has not", async () => {
    const section = await group("B", [ben, cleo, dan]);
    const assignment = await publish(ines, seminar.id, { ...body([section.id]), reveal: "all-submitted" });
    const layer = await blindLayer(ben, assignment, article.id);
    await operate(ben, layer.id, [{ op: "annotate", on: "article", note: "Begun" }]);
    await fill(section, [dan]);
    expect(await names(assignment)).toEqual(["Ben", "Dan"]);
    expect((await look(ines, assignment)).people).toMatchObject([{ chosen: true }, { chosen: false }]);
    expect(await asked(cleo)).not.toContain(assignment.id);
    await operate(ben, layer.id, [{ op: "annotate", on: "article", note: "Goes on" }]);
    await act(ben, assignment, "submit");
    expect((await look(ines, assignment)).revealedAt).toBeNull();
    // Dan has not begun: with him gone, all have submitted.
    await fill(section, []);
    await expect.poll(async () => (await look(ines, assignment)).revealedAt, { timeout: 20_000 }).not.toBeNull();
    good(await ines.client.delete(`/api/groups/${section.id}`));
  });

  it("together counts as begun by what was written into the team layer since", async () => {
    const section = await group("C", [ben, cleo]);
    await operate(cleo, article.team, [{ op: "annotate", on: "article", note: "Before" }]);
    const assignment = await publish(ines, seminar.id, { ...body([section.id]), kind: "together" });
    await operate(ben, article.team, [{ op: "annotate", on: "article", note: "Since" }]);
    await fill(section, []);
    expect(await names(assignment)).toEqual(["Ben"]);
    good(await ines.client.delete(`/api/groups/${section.id}`));
  });

  it("gives those who come and go pseudonyms, and leaves none behind of who never began", async () => {
    const section = await group("P", [ben]);
    const assignment = await publish(ines, seminar.id, { ...body([section.id]), pseudonyms: true });
    await fill(section, [ben, cleo]);
    expect((await look(cleo, assignment)).me?.name).toMatch(/^Reader \d+$/);
    await fill(section, [ben]);
    const rows = await server.dataSource.query("SELECT 1 FROM actor WHERE assignment_id = $1", [assignment.id]);
    expect(rows).toHaveLength(1);
    good(await ines.client.delete(`/api/groups/${section.id}`));
  });

  it("loses nobody when the group is deleted: published or a draft, its people are chosen by name then", async () => {
    const section = await group("D", [ben, cleo]);
    const assignment = await publish(ines, seminar.id, body([section.id]));
    const made = await ines.client.post<Assignment>(`/api/workspaces/${seminar.id}/assignments`, {
      ...body([section.id]),
      title: "Draft",
    });
    const draft = good(made);
    expect(draft.people).toEqual([]);
    good(await ines.client.delete(`/api/groups/${section.id}`));
    for (const one of [assignment, draft]) {
      expect(await look(ines, one)).toMatchObject({ groups: [], people: [{ chosen: true }, { chosen: true }] });
      expect(await names(one)).toEqual(["Ben", "Cleo"]);
    }
    await act(ines, draft, "publish");
    expect(await asked(ben)).toContain(draft.id);
  });

  it("is changed to other groups, takes chosen people besides, and says what doesn't fit", async () => {
    const one = await group("E", [ben]);
    const two = await group("F", [cleo]);
    const assignment = await publish(ines, seminar.id, { ...body([one.id]), people: [dan.actor] });
    const change = (fields: object) => ines.client.patch<Assignment>(`/api/assignments/${assignment.id}`, fields);
    expect(await names(assignment)).toEqual(["Ben", "Dan"]);
    good(await change({ groups: [two.id], adjudicators: [cleo.actor] }));
    expect(await names(assignment)).toEqual(["Cleo", "Dan"]);
    good(await change({ groups: [] }));
    expect((await look(ines, assignment)).people).toMatchObject([{ name: "Dan", adjudicates: false }]);
    expect(await refusal(change({ people: [], groups: [] }))).toBe("422 invalid people");
    expect(await refusal(change({ people: "everyone", groups: [one.id] }))).toBe("422 invalid groups");
    const elsewhere = await Workspace.create(server.url, "Other", "Olga");
    const theirs = await elsewhere.owner.client.post<MemberGroup>(`/api/workspaces/${elsewhere.id}/groups`, {
      name: "Theirs",
    });
    expect(await refusal(change({ groups: [good(theirs).id] }))).toBe("422 invalid groups.0");
    good(await change({ people: "everyone" }));
    expect(await look(ines, assignment)).toMatchObject({ everyone: true, groups: [] });
    for (const { id } of [one, two]) good(await ines.client.delete(`/api/groups/${id}`));
  });

  it("has a grid that shows one group", async () => {
    const one = await group("G", [ben]);
    const two = await group("H", [cleo]);
    const assignment = await publish(ines, seminar.id, body([one.id, two.id]));
    const grid = async (query: string) => ines.client.get<Grid>(`/api/assignments/${assignment.id}/grid?${query}`);
    const rows = async (query = "") => good(await grid(query)).rows.map(({ name }) => name);
    expect(await rows()).toEqual(["Ben", "Cleo"]);
    expect(await rows(`group=${two.id}`)).toEqual(["Cleo"]);
    const csv = await ines.client.get<string>(`/api/assignments/${assignment.id}/grid.csv?group=${one.id}`);
    expect(csv.body).toContain("Ben");
    expect(csv.body).not.toContain("Cleo");
    expect(await refusal(grid(`group=${assignment.id}`))).toBe("422 invalid group");
    for (const { id } of [one, two]) good(await ines.client.delete(`/api/groups/${id}`));
  });
});
