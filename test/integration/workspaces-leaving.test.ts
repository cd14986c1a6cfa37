import type { Assignment } from "@postil/shared/schema/assignment";
import { mentionMark } from "@postil/shared/schema/comment";
import type { Page } from "@postil/shared/schema/text-fields";
import type { Member, Workspace as Place } from "@postil/shared/schema/workspace";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, look, publish } from "../support/assignments.ts";
import { type ErrorBody, good, HttpClient, PASSWORD } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let team: Workspace;
let ines: Person;
let article: ArticlePlace;

beforeAll(async () => {
  server = await startTestServer();
  team = await Workspace.create(server.url, "Team", "Ada");
  ines = await team.join("instructor", "Ines");
  article = await team.article("One", "It holds a passage of some words.");
});
afterAll(() => server?.close());

const memberPath = (actor: string, workspaceId = team.id) => `/api/workspaces/${workspaceId}/members/${actor}`;
const members = async (person: Person) =>
  good(await person.client.get<Page<Member>>(`/api/workspaces/${team.id}/members?limit=200`)).items;
const nameOf = async (actor: string) => (await members(ines)).find((one) => one.actor === actor)?.name;
const leave = async ({ client, actor }: Person, work: string) => good(await client.delete(memberPath(actor), { work }));
async function refusal(answer: Promise<{ status: number; body: unknown }>): Promise<string> {
  const { status, body } = await answer;
  return `${status} ${(body as ErrorBody).error.code}`;
}

/** Everything that the workspace gives another member to read of what was done in it, as one text. */
async function shown(person: Person): Promise<string> {
  const here = `/api/workspaces/${team.id}`;
  const paths = [
    ...[`${here}`, `${here}/members`, `${here}/invitations`, `${here}/groups`, `${here}/assignments`, `${here}/tags`],
    ...[`${here}/annotations`, `${here}/pseudonyms`, `/api/articles/${article.id}`, `${here}/activity`],
    ...["/api/me/news", "/api/notices"],
    ...(person === team.owner ? [`${here}/audit`, `${here}/audit.csv`] : []),
    ...["annotation", "tag", "comment"].map((rows) => `${here}/exports/annotations.csv?rows=${rows}`),
  ];
  const answers = await Promise.all(paths.map((path) => person.client.get(path)));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  return answers.map(({ body }) => (typeof body === "string" ? body : JSON.stringify(body))).join("\n");
}

describe("who leaves", () => {
  it("stays by name on what they did, and is themselves again when they come back", async () => {
    const ben = await team.join("annotator", "Ben Berg");
    await operate(ben, article.team, [{ op: "annotate", on: "article", note: "By Ben" }]);
    const own = await team.privateLayer(ben, article);
    await operate(ben, own, [{ op: "annotate", on: "article", note: "For myself" }]);
    await leave(ben, "name");
    expect(await nameOf(ben.actor)).toBe("Ben Berg");
    const { token } = good(
      await ines.client.post<{ token: string }>(`/api/workspaces/${team.id}/invitations`, { role: "annotator" }),
    );
    good(await ben.client.post(`/api/invitations/${token}/accept`));
    expect(await team.list(ben, `layer=${own}`)).toMatchObject([{ note: "For myself" }]);
  });

  it("becomes a pseudonym that nothing shown leads from, where they choose it", async () => {
    const email = "cora.curie@example.org";
    const { items } = good(
      await ines.client.post<{ items: { invitation: { token: string } }[] }>(
        `/api/workspaces/${team.id}/invitations/batch`,
        { list: `Cora Curie <${email}>`, role: "annotator", mail: false },
      ),
    );
    const client = await HttpClient.register(server.url, "Cora Curie", email);
    good(await client.post(`/api/invitations/${items[0]?.invitation.token}/accept`));
    const cora: Person = { client, actor: good(await client.get<Place>(`/api/workspaces/${team.id}`)).me.actor };
    const [note] = await operate(cora, article.team, [{ op: "annotate", on: "article", note: "Hers" }]);
    const mention = mentionMark({ name: "Cora Curie", actor: cora.actor });
    const text = `Ask ${mention} about it`;
    const [, comment] = await operate(ines, article.team, [
      { op: "annotate", on: "article", note: text },
      { op: "comment", annotation: note as string, text },
    ]);
    const history = async () =>
      JSON.stringify(good(await ines.client.get(`/api/layers/${article.team}/comments/${comment}/history`)));
    expect(await history()).toContain("Cora Curie");
    const own = await team.privateLayer(cora, article);
    await operate(cora, own, [{ op: "annotate", on: "article", note: "For myself" }]);
    const { user } = good(await client.get<{ user: { id: string } }>("/api/auth/me"));
    expect(await shown(ines)).toContain("Cora Curie");

    await leave(cora, "pseudonym");
    expect(await nameOf(cora.actor)).toBe("Former member 1");
    for (const person of [ines, team.owner]) {
      const all = await shown(person);
      for (const trace of ["Cora", "Curie", email, user.id]) expect(all).not.toContain(trace);
      expect(all).toContain("Ask @Former member 1 about it");
      for (const q of ["Cora", "Curie"]) expect(await team.list(person, `q=${q}`)).toEqual([]);
      expect(await team.list(person, "q=Ask")).toHaveLength(2);
    }
    expect(await history()).toContain("Former member 1");
    expect(await history()).not.toContain("Cora");
    // What is kept for owners to read, and what the tables hold, but for what others typed.
    for (const table of ["audit_event", "invitation", "actor", "member_group_person", "assignment_person"]) {
      const column = ["audit_event", "invitation", "actor"].includes(table) ? "workspace_id = $1" : "$1 <> ''";
      const rows = JSON.stringify(await server.dataSource.query(`SELECT * FROM ${table} WHERE ${column}`, [team.id]));
      for (const trace of ["Cora", email, user.id]) expect(rows, table).not.toContain(trace);
    }
    // A new name reaches it no more; who comes back is somebody else, without the old private layer.
    good(await client.patch("/api/auth/me", { name: "Cora Renamed" }));
    expect(await nameOf(cora.actor)).toBe("Former member 1");
    const { token } = good(
      await ines.client.post<{ token: string }>(`/api/workspaces/${team.id}/invitations`, { role: "annotator" }),
    );
    good(await client.post(`/api/invitations/${token}/accept`));
    const back = good(await client.get<Place>(`/api/workspaces/${team.id}`)).me;
    expect(back).toMatchObject({ name: "Cora Renamed" });
    expect(back.actor).not.toBe(cora.actor);
    expect(await team.list({ client, actor: back.actor }, `layer=${own}`)).toEqual([]);
    // The next one gets the next number.
    const dan = await team.join("viewer", "Dan");
    good(await ines.client.delete(memberPath(dan.actor), { work: "pseudonym" }));
    expect(await nameOf(dan.actor)).toBe("Former member 2");
  });

  it("is not known as a pseudonym by the extension that an instructor gave them", async () => {
    const fay = await team.join("annotator", "Fay");
    const dueAt = "2040-03-25T10:30:00.000Z";
    const assignment = await publish(ines, team.id, { articles: [article.id], people: [fay.actor], dueAt });
    const more = { extendedUntil: "2040-04-25T10:30:00.000Z" };
    good(await ines.client.patch(`/api/assignments/${assignment.id}/people/${fay.actor}`, more));
    const told = async () => {
      const log = await ines.client.get<Page<{ kind: string; person: string | null }>>(
        `/api/assignments/${assignment.id}/log`,
      );
      const audit = await team.owner.client.get<Page<{ what: string; subject: { name: string } | null }>>(
        `/api/workspaces/${team.id}/audit`,
      );
      return [
        good(log).items.find(({ kind }) => kind === "extended")?.person,
        good(audit).items.find(({ what }) => what === "assignment-extended")?.subject?.name ?? null,
      ];
    };
    expect(await told()).toEqual(["Fay", "Fay"]);
    await leave(fay, "pseudonym");
    expect(await told()).toEqual(["", null]);
  });

  it("can be made a pseudonym later, by owners only, and never while they are members", async () => {
    const eve = await team.join("annotator", "Eve Ellis");
    const fay = await team.join("annotator", "Fay");
    await leave(eve, "name");
    const ask = (person: Person, actor = eve.actor, work = "pseudonym") =>
      person.client.delete(memberPath(actor), { work });
    expect(await refusal(ask(ines))).toBe("404 not_found");
    expect(await refusal(ask(fay))).toBe("403 forbidden");
    expect(await refusal(ask(team.owner, eve.actor, "name"))).toBe("404 not_found");
    good(await ask(team.owner));
    expect(await nameOf(eve.actor)).toMatch(/^Former member \d$/);
    expect(await refusal(ask(team.owner))).toBe("404 not_found");
    const elsewhere = await Workspace.create(server.url, "Elsewhere", "Olga");
    const attack = elsewhere.owner.client.delete(memberPath(eve.actor, elsewhere.id), { work: "pseudonym" });
    expect(await refusal(attack)).toBe("404 not_found");
    expect((await fay.client.delete(memberPath(fay.actor), { work: "anything" })).status).toBe(422);
  });

  it("in mid-assignment leaves what was submitted, and nobody what was not, whichever name stays", async () => {
    for (const work of ["name", "pseudonym"]) {
      const gil = await team.join("annotator", `Gil ${work}`);
      const hal = await team.join("annotator", `Hal ${work}`);
      const body = { articles: [article.id], kind: "blind", people: [gil.actor, hal.actor], pseudonyms: true };
      const assignment: Assignment = await publish(ines, team.id, body);
      const [theirs, begun] = [
        await blindLayer(gil, assignment, article.id),
        await blindLayer(hal, assignment, article.id),
      ];
      await operate(gil, theirs.id, [{ op: "annotate", on: "article", note: "Handed in" }]);
      await operate(hal, begun.id, [{ op: "annotate", on: "article", note: "Only begun" }]);
      await act(gil, assignment, "submit");
      await leave(gil, work);
      await leave(hal, work);
      expect((await look(ines, assignment)).people).toEqual([]);
      await act(ines, assignment, "reveal");
      expect(await team.list(ines, `layer=${theirs.id}`)).toMatchObject([{ note: "Handed in" }]);
      expect(await team.list(ines, `layer=${begun.id}`)).toEqual([]);
      if (work === "pseudonym") expect(await shown(ines)).not.toContain("Gil pseudonym");
    }
  });
});

describe("deleting one's account", () => {
  it("makes a pseudonym of it everywhere, also where one had left before, if one chooses so", async () => {
    const ivy = await team.join("annotator", "Ivy Irwin");
    const other = await Workspace.create(server.url, "Other", "Olga");
    const { token } = good(
      await other.owner.client.post<{ token: string }>(`/api/workspaces/${other.id}/invitations`, { role: "viewer" }),
    );
    good(await ivy.client.post(`/api/invitations/${token}/accept`));
    await leave(ivy, "name");
    good(await ivy.client.delete("/api/auth/me", { confirm: PASSWORD, work: "pseudonym" }));
    const rows = JSON.stringify(
      await server.dataSource.query("SELECT * FROM actor WHERE workspace_id = ANY($1)", [[team.id, other.id]]),
    );
    expect(rows).not.toContain("Ivy");
    expect(rows).toContain("Former member 1");
  });
});

describe("handing a workspace over", () => {
  it("makes somebody its owner and oneself an instructor, in one step that is recorded", async () => {
    const place = await Workspace.create(server.url, "Handed over", "Ada");
    const ann = await place.join("annotator", "Ann");
    const handOver = (person: Person, actor: string) =>
      person.client.post<Place>(`/api/workspaces/${place.id}/owner`, { actor });
    expect(await refusal(handOver(ann, ann.actor))).toBe("403 forbidden");
    expect(await refusal(handOver(place.owner, place.owner.actor))).toBe("409 own_already");
    expect(await refusal(handOver(place.owner, ines.actor))).toBe("404 not_found");
    expect(await refusal(handOver(ines, ann.actor))).toBe("404 not_found");
    const invited = { role: "instructor" };
    const { token } = good(
      await place.owner.client.post<{ token: string }>(`/api/workspaces/${place.id}/invitations`, invited),
    );
    expect(good(await handOver(place.owner, ann.actor)).me.role).toBe("instructor");
    expect(good(await ann.client.get<Place>(`/api/workspaces/${place.id}`)).me.role).toBe("owner");
    expect(await refusal(handOver(place.owner, place.owner.actor))).toBe("403 forbidden");
    // What only an owner may promise is promised no more.
    expect((await new HttpClient(server.url).get(`/api/invitations/${token}`)).status).toBe(410);
    const [row] = await server.dataSource.query(
      "SELECT actor_id, details FROM audit_event WHERE workspace_id = $1 AND kind = 'ownership-handed-over'",
      [place.id],
    );
    expect(row).toEqual({ actor_id: place.owner.actor, details: { member: ann.actor, from: "annotator" } });
    await place.owner.client.delete(memberPath(place.owner.actor, place.id));
  });

  it("leaves one owner when two hand over to each other at the same time", async () => {
    const place = await Workspace.create(server.url, "Twice", "Ada");
    const bea = await place.join("owner", "Bea");
    const to = (person: Person, actor: string) => person.client.post(`/api/workspaces/${place.id}/owner`, { actor });
    const answers = await Promise.all([to(place.owner, bea.actor), to(bea, place.owner.actor)]);
    const rows = await server.dataSource.query("SELECT 1 FROM member WHERE workspace_id = $1 AND role = 'owner'", [
      place.id,
    ]);
    expect(rows.length).toBeGreaterThan(0);
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 403)).toBe(true);
  });
});
