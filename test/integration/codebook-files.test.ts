import type { CodebookChange, CodebookImport, CodebookVersion, TagDifference } from "@postil/shared/schema/codebook";
import type { Tag } from "@postil/shared/schema/tag";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Person, Workspace } from "../support/annotation-fixtures.ts";
import { type ErrorBody, good } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let workspace: Workspace;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  workspace = await Workspace.create(server.url);
  ada = workspace.owner;
});

async function tags(of = workspace, person = ada): Promise<Tag[]> {
  return good(await person.client.get<{ items: Tag[] }>(`/api/workspaces/${of.id}/tags`)).items;
}
const paths = async (of = workspace) => (await tags(of)).filter((tag) => !tag.mergedInto).map((tag) => tag.path);

async function file(name: string, query = "", person = ada): Promise<string> {
  const { url, cookie } = person.client;
  const response = await fetch(`${url}/api/workspaces/${workspace.id}/exports/codebook.${name}${query}`, {
    headers: { cookie },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-disposition")).toMatch(new RegExp(`codebook-\\d{4}-\\d\\d-\\d\\d\\.${name}`));
  return response.text();
}

const importing = (body: object, of = workspace, person = ada) =>
  person.client.post<CodebookImport & ErrorBody>(`/api/workspaces/${of.id}/codebook/import`, body);

const kinds = (answer: CodebookImport) => answer.items.map(({ kind, path, fields }) => [kind, path, ...fields]);

async function fill(): Promise<{ framing: Tag; threat: Tag; voice: Tag }> {
  const add = async (body: object) => good(await ada.client.post<Tag>(`/api/workspaces/${workspace.id}/tags`, body));
  const framing = await add({ name: "Framing", description: "=What", whenToUse: "Always", whenNot: "Never" });
  const threat = await add({
    name: "Threat",
    parentId: framing.id,
    sign: "-",
    shortcut: 3,
    colour: 7,
    examples: [{ quote: "A flood | of\npeople", source: "p. 3" }],
  });
  const voice = await add({ name: "Voice" });
  return { framing, threat, voice };
}

describe("a codebook's file", () => {
  it.each(["csv", "qdc"])("as %s changes nothing when it is imported again", async (format) => {
    await fill();
    const before = await tags();
    const text = await file(format);
    const answer = good(await importing({ format, text, apply: true }));
    expect(answer).toMatchObject({ problems: [], notes: [], applied: true });
    expect(answer.items.map(({ kind }) => kind)).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect(await tags()).toEqual(before);
  });

  it.each(["csv", "qdc"])("as %s makes the same codebook in another workspace", async (format) => {
    await fill();
    const text = await file(format);
    const other = await Workspace.create(server.url, "Other", "Eve");
    const answer = good(await importing({ format, text, apply: true }, other, other.owner));
    expect(answer.applied).toBe(true);
    const what = (tag: Tag) => ({
      path: tag.path,
      ...{ description: tag.description, whenToUse: tag.whenToUse, whenNot: tag.whenNot, examples: tag.examples },
      colour: tag.colour,
      ...(format === "csv" ? { sign: tag.sign, shortcut: tag.shortcut, archived: tag.archived } : {}),
    });
    expect((await tags(other, other.owner)).map(what)).toEqual((await tags()).map(what));
  });

  it("says first what would happen, and keeps a tag's identity over a new name and place", async () => {
    const { threat } = await fill();
    const csv = await file("csv", "?bom=0&raw=1");
    const edited = csv.replace("Framing > Threat", "Voice > Danger").replace("Always", "At times");
    const added = `${edited}New > Deep,,,,,,,,,\r\n`;
    const preview = good(await importing({ format: "csv", text: added }));
    expect(preview.applied).toBe(false);
    expect(kinds(preview).sort()).toEqual(
      [
        ["added", "New"],
        ["added", "New > Deep"],
        ["changed", "Framing", "whenToUse"],
        ["changed", "Voice > Danger", "name", "parentId"],
        ["unchanged", "Voice"],
      ].sort(),
    );
    expect(await paths()).toEqual(["Framing", "Framing > Threat", "Voice"]);
    const done = good(await importing({ format: "csv", text: added, apply: true }));
    expect(kinds(done)).toEqual(kinds(preview));
    expect(await paths()).toEqual(["Framing", "Voice", "Voice > Danger", "New", "New > Deep"]);
    expect((await tags()).find((tag) => tag.name === "Danger")).toMatchObject({ id: threat.id, shortcut: 3 });
  });

  it("is taken whole or not at all", async () => {
    await fill();
    const before = await tags();
    for (const text of [
      "path,colour\nFine,red\nWrong,mauve\n",
      "path\nSame\nsame\n",
      "path,shortcut\nA,1\nB,1\n",
      "nothing",
    ]) {
      const answer = good(await importing({ format: "csv", text, apply: true }));
      expect(answer.applied, text).toBe(false);
      expect(answer.problems.length, text).toBeGreaterThan(0);
      expect(await tags()).toEqual(before);
    }
  });

  it("lets two tags change names, and one take another's shortcut", async () => {
    const { framing, voice } = await fill();
    const csv = (await file("csv", "?bom=0"))
      .replace(/^Framing,/m, "#,")
      .replace(/^Voice,(.*),,,/m, "Framing,$1,3,,")
      .replace(/^#,/m, "Voice,")
      .replace("Framing > Threat", "Voice > Threat")
      .replace(",-,3,", ",,,")
      .replace(",'-,3,", ",,,");
    const done = good(await importing({ format: "csv", text: csv, apply: true }));
    expect(done.problems).toEqual([]);
    const after = new Map((await tags()).map((tag) => [tag.id, tag]));
    expect([after.get(framing.id)?.name, after.get(voice.id)?.name]).toEqual(["Voice", "Framing"]);
    expect(after.get(voice.id)?.shortcut).toBe(3);
  });

  it("leaves tags as they are that are there, when told so", async () => {
    await fill();
    const text = "path,definition\nFraming,Another\nFraming > New,Mine\n";
    const answer = good(await importing({ format: "csv", text, existing: "keep", apply: true }));
    expect(kinds(answer)).toEqual([
      ["unchanged", "Framing"],
      ["added", "Framing > New"],
    ]);
    expect((await tags())[0]?.description).toBe("=What");
  });

  it("is refused with entities, and an empty codebook has none for other programs", async () => {
    const text = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><CodeBook>&a;</CodeBook>';
    expect(good(await importing({ format: "qdc", text, apply: true })).problems).toHaveLength(1);
    expect((await ada.client.get(`/api/workspaces/${workspace.id}/exports/codebook.qdc`)).status).toBe(409);
    expect(await file("csv")).toContain("path,definition");
  });

  it("is imported by those who keep the codebook, and exported by members", async () => {
    const ben = await workspace.join("annotator", "Ben");
    const eve = (await Workspace.create(server.url, "Other", "Eve")).owner;
    const body = { format: "csv", text: "path\nA\n", apply: true };
    expect((await importing(body, workspace, ben)).status).toBe(403);
    expect((await importing(body, workspace, eve)).status).toBe(404);
    await file("csv", "", ben);
    expect((await eve.client.get(`/api/workspaces/${workspace.id}/exports/codebook.csv`)).status).toBe(404);
    expect(await paths()).toEqual([]);
  });
});

describe("copying a codebook", () => {
  const copy = (body: object, person = ada) =>
    person.client.post<CodebookImport & ErrorBody>(`/api/workspaces/${workspace.id}/codebook/copy`, body);

  it("makes a new workspace with it, once that is said", async () => {
    await fill();
    const preview = good(await copy({ to: { name: "Second study" } }));
    expect([preview.workspaceId, preview.items.length]).toEqual([null, 3]);
    const done = good(await copy({ to: { name: "Second study" }, apply: true }));
    const made = good(await ada.client.get<{ items: Tag[] }>(`/api/workspaces/${done.workspaceId}/tags`)).items;
    expect(made.map((tag) => tag.path)).toEqual(["Framing", "Framing > Threat", "Voice"]);
    expect(made[1]).toMatchObject({ sign: "-", shortcut: 3, colour: 7, count: 0 });
  });

  it("into one that has a codebook adds by path what is missing", async () => {
    await fill();
    const other = good(await ada.client.post<{ id: string }>("/api/workspaces", { name: "Other" })).id;
    const there = `/api/workspaces/${other}/tags`;
    good(await ada.client.post(there, { name: "framing", description: "Its own" }));
    const done = good(await copy({ to: { workspaceId: other }, apply: true }));
    expect(kinds(done)).toEqual([
      ["unchanged", "Framing"],
      ["added", "Voice"],
      ["added", "Framing > Threat"],
    ]);
    const made = good(await ada.client.get<{ items: Tag[] }>(there)).items;
    expect(made.map((tag) => tag.path)).toEqual(["framing", "framing > Threat", "Voice"]);
    expect(made[0]?.description).toBe("Its own");
  });

  it("asks for rights in both", async () => {
    await fill();
    const ben = await workspace.join("annotator", "Ben");
    const other = (await Workspace.create(server.url, "Other", "Eve")).id;
    expect((await copy({ to: { workspaceId: other }, apply: true })).status).toBe(404);
    expect((await copy({ to: { workspaceId: workspace.id }, apply: true }, ben)).status).toBe(403);
  });
});

describe("a codebook's history", () => {
  const changes = async () =>
    good(await ada.client.get<{ items: CodebookChange[] }>(`/api/workspaces/${workspace.id}/codebook/changes`)).items;
  const save = (label: string, person = ada) =>
    person.client.post<CodebookVersion>(`/api/workspaces/${workspace.id}/codebook/versions`, { label });
  const differences = async (from: unknown, to: unknown) =>
    good(
      await ada.client.get<{ items: TagDifference[] }>(
        `/api/workspaces/${workspace.id}/codebook/differences?from=${from}&to=${to}`,
      ),
    ).items;
  const told = (items: TagDifference[]) =>
    items.map(({ kind, path, field, from, to }) => [kind, path, field, from, to].filter((part) => part !== null));

  it("tells each change, the latest first", async () => {
    const { framing, threat, voice } = await fill();
    await ada.client.patch(`/api/tags/${threat.id}`, { name: "Danger", parentId: voice.id, whenNot: "Not here" });
    await ada.client.patch(`/api/tags/${voice.id}`, { before: framing.id });
    await ada.client.patch(`/api/tags/${voice.id}`, { colour: voice.colour });
    await ada.client.post(`/api/tags/${framing.id}/merge`, { into: threat.id });
    await ada.client.post(`/api/tags/${framing.id}/unmerge`);
    await ada.client.patch(`/api/tags/${framing.id}`, { archived: true });
    await ada.client.delete(`/api/tags/${framing.id}`);
    const items = await changes();
    expect(items.every((change) => change.by === ada.actor)).toBe(true);
    expect(items.map((change) => told(change.differences))).toEqual([
      [["removed", "Framing"]],
      [["archived", "Framing"]],
      [["unmerged", "Framing"]],
      [["merged", "Framing", "Voice > Danger"]],
      [["reordered", "Voice"]],
      [
        ["renamed", "Voice > Danger", "Threat", "Danger"],
        ["moved", "Voice > Danger", "Framing", "Voice"],
        ["redefined", "Voice > Danger", "whenNot", "", "Not here"],
      ],
      [["added", "Voice"]],
      [["added", "Framing > Threat"]],
      [["added", "Framing"]],
    ]);
  });

  it("comes in pages", async () => {
    await fill();
    const path = `/api/workspaces/${workspace.id}/codebook/changes?limit=2`;
    type Changes = { items: CodebookChange[]; nextCursor: string | null };
    const first = good(await ada.client.get<Changes>(path));
    const second = good(await ada.client.get<Changes>(`${path}&cursor=${first.nextCursor}`));
    expect([...first.items, ...second.items]).toEqual(await changes());
    expect(second.nextCursor).toBeNull();
    expect((await ada.client.get(`${path}&cursor=x`)).status).toBe(422);
  });

  it("keeps named versions, any two of which can be compared", async () => {
    const { voice } = await fill();
    expect(good(await save("Pilot"))).toMatchObject({ number: 1, label: "Pilot", tags: 3, by: ada.actor });
    await ada.client.patch(`/api/tags/${voice.id}`, { name: "Speaker" });
    expect(good(await save("Round 2")).number).toBe(2);
    await ada.client.delete(`/api/tags/${voice.id}`);
    expect(told(await differences(1, 2))).toEqual([["renamed", "Speaker", "Voice", "Speaker"]]);
    expect(told(await differences(2, 1))).toEqual([["renamed", "Voice", "Speaker", "Voice"]]);
    expect(told(await differences(2, "current"))).toEqual([["removed", "Speaker"]]);
    expect(await differences("current", "current")).toEqual([]);
    const versions = good(
      await ada.client.get<{ items: CodebookVersion[] }>(`/api/workspaces/${workspace.id}/codebook/versions`),
    ).items;
    expect(versions.map(({ label }) => label)).toEqual(["Round 2", "Pilot"]);
    const missing = `/api/workspaces/${workspace.id}/codebook/differences?from=9&to=current`;
    expect((await ada.client.get(missing)).status).toBe(404);
  });

  it("is read by members and kept by those who keep the codebook", async () => {
    const viewer = await workspace.join("viewer", "Vic");
    expect((await save("Mine", viewer)).status).toBe(403);
    for (const path of ["changes", "versions", "differences?from=current&to=current"]) {
      expect((await viewer.client.get(`/api/workspaces/${workspace.id}/codebook/${path}`)).status).toBe(200);
    }
  });
});
