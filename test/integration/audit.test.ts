import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../support/activity.ts";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, publish } from "../support/assignments.ts";
import { good, HttpClient, PASSWORD } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const note = (text: string) => ({ op: "annotate" as const, on: "article" as const, note: text });
const BOM = "\ufeff";

async function csv(person: Person, workspaceId: string, query = ""): Promise<string> {
  const { url, cookie } = person.client;
  const answer = await fetch(`${url}/api/workspaces/${workspaceId}/audit.csv?${query}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  // Response.text() would take the byte order mark away.
  return Buffer.from(await answer.arrayBuffer()).toString("utf8");
}

describe("the audit list", () => {
  let team: Workspace;
  let lead: Person;
  let ben: Person;
  let place: ArticlePlace;

  beforeAll(async () => {
    team = await Workspace.create(server.url, "Floods", "Ada");
    lead = await team.join("instructor", "=Ines");
    ben = await team.join("annotator", "Ben");
    place = await team.article("The bridge", "It holds a passage of some words.");
  });
  const told = async (query = "") =>
    (await auditList(team.owner, team.id, query)).map(({ what, person, subject, about }) =>
      [person?.name ?? "-", what, subject?.name, about].filter(Boolean).join(" · "),
    );

  it("is for owners only", async () => {
    for (const path of ["audit", "audit.csv"]) {
      expect((await lead.client.get(`/api/workspaces/${team.id}/${path}`)).status).toBe(403);
      expect((await ben.client.get(`/api/workspaces/${team.id}/${path}`)).status).toBe(403);
      const stranger = await HttpClient.register(server.url, "Stranger");
      expect((await stranger.get(`/api/workspaces/${team.id}/${path}`)).status).toBe(404);
    }
  });

  it("tells what instructors did to others' work, and not what people do to their own", async () => {
    const tag = await team.tag("Threat");
    const [first, second] = (await operate(ben, place.team, [note("one"), note("two")])) as [string, string];
    const [reply] = (await operate(lead, place.team, [{ op: "comment", annotation: first, text: "A reply" }])) as [
      string,
    ];
    await operate(ben, place.team, [{ op: "tag", annotation: second, tag }]);
    await operate(ben, place.team, [{ op: "delete", target: second }]);
    expect(await told("kind=moderation")).toEqual([]);
    await operate(lead, place.team, [{ op: "tag", annotation: first, tag }]);
    await operate(lead, place.team, [{ op: "delete", target: first }]);
    await operate(lead, place.team, [{ op: "restore", target: first }]);
    await operate(team.owner, place.team, [{ op: "delete", target: reply }]);
    expect(await told("kind=moderation")).toEqual([
      "Ada · comment-deleted · =Ines · The bridge",
      "=Ines · annotation-restored · Ben · The bridge",
      "=Ines · annotation-deleted · Ben · The bridge",
      "=Ines · annotation-tagged · Ben · The bridge",
    ]);
    expect(await told(`kind=moderation&person=${team.owner.actor}`)).toHaveLength(1);
    const [tagged] = (await auditList(team.owner, team.id, "kind=moderation")).slice(-1);
    expect(tagged?.details).toEqual([
      { name: "layer", value: "team" },
      { name: "tag", value: "Threat" },
    ]);
  });

  it("tells roles, members, invitations, settings, merges, what was deleted, and exports with their filters", async () => {
    const { client } = team.owner;
    const w = `/api/workspaces/${team.id}`;
    const gone = await team.join("viewer", "Gus");
    good(await client.patch(`${w}/members/${gone.actor}`, { role: "annotator" }));
    good(await client.delete(`${w}/members/${gone.actor}`));
    expect((await told("kind=members&kind=roles")).slice(0, 3)).toEqual([
      "Ada · member-removed · Gus",
      "Ada · role-changed · Gus",
      "Gus · invitation-accepted",
    ]);
    expect((await auditList(team.owner, team.id, "kind=roles"))[0]?.details).toEqual([
      { name: "from", value: "viewer" },
      { name: "to", value: "annotator" },
    ]);
    expect((await told("kind=invitations"))[0]).toBe("Ada · invitation-created");
    good(await client.patch(w, { tagAdders: "propose" }));
    expect(await told("kind=settings")).toEqual(["Ada · workspace-changed", "Ada · workspace-created"]);
    const [from, into] = [await team.tag("Fear"), await team.tag("Dread")];
    good(await client.post(`/api/tags/${from}/merge`, { into }));
    expect((await auditList(team.owner, team.id, "kind=codebook"))[0]).toMatchObject({
      what: "tags-merged",
      details: [{ name: "tags", value: "Fear → Dread" }],
    });
    const doomed = await team.article("Doomed", "Some words.");
    good(await client.delete(`/api/articles/${doomed.id}`));
    expect((await told("kind=articles"))[0]).toBe("Ada · article-deleted · Doomed");
    await team.export(lead, `rows=tag&names=names&article=${place.id}&tag=${into}&author=${ben.actor}&q=secret`);
    good(await client.get(`${w}/exports/codebook.csv`));
    const [codebook, annotations] = await auditList(team.owner, team.id, "kind=exports");
    expect(codebook).toMatchObject({ what: "codebook-exported", person: { name: "Ada" } });
    expect(Object.fromEntries(annotations?.details.map(({ name, value }) => [name, value]) ?? [])).toEqual({
      ...{ format: "csv", rows: "tag", "people as": "names", filters: "article,tag,author,q" },
      ...{ articles: "The bridge", tags: "Dread", people: "Ben" },
    });
  });

  it("tells when members signed in since they joined, and of nobody else", async () => {
    const before = (await auditList(team.owner, team.id, "kind=sign-ins")).length;
    const { client } = ben;
    const me = good(await client.get<{ user: { email: string } }>("/api/auth/me"));
    const again = new HttpClient(server.url);
    good(await again.post("/api/auth/login", { email: me.user.email, password: PASSWORD }));
    const found = await auditList(team.owner, team.id, "kind=sign-ins");
    expect(found[0]).toMatchObject({
      what: "signed-in",
      person: { name: "Ben" },
      details: [{ name: "with", value: "password" }],
    });
    expect(found).toHaveLength(before + 1);
    // They registered, and signed in by it, before they joined.
    expect(found.every(({ person }) => person?.name === "Ben" || person?.name === "Ada")).toBe(true);
    good(await team.owner.client.delete(`/api/workspaces/${team.id}/members/${ben.actor}`));
    expect(
      (await auditList(team.owner, team.id, "kind=sign-ins")).filter(({ person }) => person?.name === "Ben"),
    ).toEqual([]);
  });

  it("is taken away as CSV, to its end and by its filters, defused, which is on the list from then on", async () => {
    const text = await csv(team.owner, team.id, `kind=moderation&person=${lead.actor}`);
    expect(text.startsWith(BOM)).toBe(true);
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
    expect(rows.map(({ what }) => what)).toEqual(["annotation-restored", "annotation-deleted", "annotation-tagged"]);
    expect(rows[0]).toMatchObject({ person: "'=Ines", subject: "Ben", about: "The bridge", details: "layer: team" });
    expect(await told("kind=exports")).toContain("Ada · audit-exported");
    const [exported] = await auditList(team.owner, team.id, "kind=exports");
    expect(exported?.details).toContainEqual({ name: "filters", value: "kind, person" });
    await server.dataSource.query(
      `insert into audit_event (workspace_id, actor_id, kind, details)
         select $1, $2, 'role-changed', jsonb_build_object('from', 'viewer', 'to', n) from generate_series(1, 1200) n`,
      [team.id, lead.actor],
    );
    const all: Record<string, string>[] = parse(await csv(team.owner, team.id, "kind=roles&bom=0&raw=1"), {
      columns: true,
    });
    expect(all).toHaveLength(1201);
    expect(all[0]?.person).toBe("=Ines");
    const listed: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const path: string = `/api/workspaces/${team.id}/audit?kind=roles&limit=200${cursor && `&cursor=${cursor}`}`;
      const page = good(await team.owner.client.get<{ items: { id: string }[]; nextCursor: string | null }>(path));
      listed.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(new Set(listed).size).toBe(1201);
    expect(listed).toHaveLength(1201);
  });

  it("holds no tokens, no passwords and no texts", async () => {
    const invitation = good(
      await team.owner.client.post<{ token: string }>(`/api/workspaces/${team.id}/invitations`, { role: "viewer" }),
    );
    const all = JSON.stringify(await auditList(team.owner, team.id, "limit=200")) + (await csv(team.owner, team.id));
    for (const trace of [invitation.token, PASSWORD, "A reply", "secret"]) expect(all).not.toContain(trace);
  });
});

describe("an owner who codes blind", () => {
  it("learns no more from it than coders before the reveal", async () => {
    const team = await Workspace.create(server.url, "Seminar", "Ada");
    const lead = await team.join("instructor", "Ines");
    const ben = await team.join("annotator", "Ben");
    const place = await team.article("One", "It holds a passage of some words.");
    const people = [ben.actor, team.owner.actor];
    const body = { articles: [place.id], people, kind: "blind", reveal: "each", dueAt: "2090-01-01T00:00:00Z" };
    const assignment = await publish(lead, team.id, body);
    const layer = await blindLayer(ben, assignment, place.id);
    const [id] = (await operate(ben, layer.id, [note("a secret")])) as [string];
    const [reply] = (await operate(ben, layer.id, [{ op: "comment", annotation: id, text: "a secret reply" }])) as [
      string,
    ];
    await act(ben, assignment, "submit");
    // His work is open to her, and she moderates it.
    await operate(lead, layer.id, [{ op: "delete", target: reply }]);
    good(
      await lead.client.patch(`/api/assignments/${assignment.id}/people/${ben.actor}`, {
        extendedUntil: "2091-01-01T00:00:00Z",
      }),
    );
    good(await lead.client.get(`/api/assignments/${assignment.id}/grid.csv`));
    await team.export(lead, `author=${ben.actor}&layer=${layer.id}`);
    const before = await auditList(team.owner, team.id, "limit=200");
    const all = JSON.stringify(before) + (await csv(team.owner, team.id));
    for (const trace of [layer.id, id, reply, "secret", "comment-deleted", "extended", "submitted"]) {
      expect(all, trace).not.toContain(trace);
    }
    expect(before.some(({ what }) => what === "progress-exported")).toBe(true);

    await act(lead, assignment, "reveal");
    const after = (await auditList(team.owner, team.id, "kind=moderation&kind=assignments")).map(({ what }) => what);
    expect(after).toEqual(
      expect.arrayContaining(["comment-deleted", "assignment-revealed", "assignment-extended", "assignment-published"]),
    );
  });
});

it("an assignment's progress is exported with the names that were chosen, which is on the list", async () => {
  const team = await Workspace.create(server.url, "Seminar", "Ada");
  const ben = await team.join("annotator", "Ben Benedict");
  const place = await team.article("One", "It holds a passage of some words.");
  const body = { articles: [place.id], people: [ben.actor], kind: "blind", pseudonyms: true };
  const assignment = await publish(team.owner, team.id, body);
  const layer = await blindLayer(ben, assignment, place.id);
  const read = async (names: string) =>
    String(good(await team.owner.client.get(`/api/assignments/${assignment.id}/grid.csv?names=${names}`)));
  const [both, named, veiled] = [await read("both"), await read("names"), await read("pseudonyms")];
  expect(both).toMatch(/Ben Benedict,Reader \d+,/);
  expect(named).toContain("Ben Benedict");
  expect(named).not.toMatch(/Reader \d+/);
  expect(veiled).toMatch(/Reader \d+/);
  expect(veiled).toContain(layer.actor);
  for (const trace of ["Benedict", ben.actor]) expect(veiled).not.toContain(trace);
  const [last] = await auditList(team.owner, team.id, "kind=exports");
  expect(last).toMatchObject({ what: "progress-exported", about: "Reading" });
  expect(last?.details).toContainEqual({ name: "people as", value: "pseudonyms" });
});
