import { newId } from "@postil/shared/schema/ids";
import type { Merge, Tag, TagUse } from "@postil/shared/schema/tag";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { type ErrorBody, good } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let workspace: Workspace;
let ada: Person;
let ben: Person;
let article: ArticlePlace;
let other: ArticlePlace;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  workspace = await Workspace.create(server.url);
  ada = workspace.owner;
  ben = await workspace.join("annotator", "Ben");
  article = await workspace.article("Bridges", "The old bridge is to be replaced.");
  other = await workspace.article("Walls", "The old wall is to stay.");
});

async function annotate(person: Person, layer: string, tags: string[]): Promise<string> {
  const [id] = await operate(person, layer, [
    { op: "annotate", id: newId(), on: "passage", passages: [{ start: 4, end: 7 }], tags },
  ]);
  return id as string;
}

async function tags(person = ada): Promise<Tag[]> {
  return good(await person.client.get<{ items: Tag[] }>(`/api/workspaces/${workspace.id}/tags`)).items;
}

async function counts(person = ada): Promise<Record<string, number>> {
  return Object.fromEntries((await tags(person)).map((tag) => [tag.id, tag.count]));
}

const merge = (id: string, into: string, person = ada) =>
  person.client.post<Merge & ErrorBody>(`/api/tags/${id}/merge`, { into });
const unmerge = (id: string, person = ada) => person.client.post<Tag & ErrorBody>(`/api/tags/${id}/unmerge`);
const preview = async (id: string, into: string, person = ada) =>
  good(await person.client.get<Merge>(`/api/tags/${id}/merge?into=${into}`));

describe("a merge", () => {
  it("says first what it will change, as far as each person may see", async () => {
    const [from, into] = [await workspace.tag("Danger"), await workspace.tag("Threat")];
    await annotate(ada, article.team, [from]);
    await annotate(ada, article.team, [from, into]);
    await annotate(ada, article.team, [into]);
    const secret = await workspace.privateLayer(ben, article);
    await annotate(ben, secret, [from, into]);
    const teacher = await workspace.join("instructor", "Ivy");
    expect(await preview(from, into)).toEqual({ count: 2, both: 1, moved: [] });
    expect(await preview(from, into, teacher)).toEqual({ count: 2, both: 1, moved: [] });
    expect((await ben.client.get(`/api/tags/${from}/merge?into=${into}`)).status).toBe(403);
    expect(good(await merge(from, into))).toEqual({ count: 2, both: 1, moved: [] });
    expect((await counts(ben))[into]).toBe(4);
  });

  it("holds everywhere: counts, lists, filters, exports, private layers", async () => {
    const [from, into] = [await workspace.tag("Danger"), await workspace.tag("Threat")];
    const shared = await annotate(ada, article.team, [from, into]);
    const secret = await workspace.privateLayer(ben, article);
    const hidden = await annotate(ben, secret, [from]);
    await merge(from, into);
    expect(await counts()).toMatchObject({ [into]: 1 });
    expect(await counts(ben)).toMatchObject({ [into]: 2 });
    expect((await workspace.list(ben)).map((item) => item.tags)).toEqual([[into], [into]]);
    for (const tag of [from, into]) {
      expect((await workspace.list(ben, `tag=${tag}`)).map((item) => item.id).sort()).toEqual([shared, hidden].sort());
    }
    const csv = (await workspace.export(ben, "rows=tag")).bytes.toString("utf8");
    expect(csv.match(/,Threat,Threat,/g)).toHaveLength(2);
    expect(csv).not.toContain("Danger");
  });

  it("takes what stood under the tag along, and gives it back when it is undone", async () => {
    const top = await workspace.tag("Top");
    const [from, into] = [await workspace.tag("Danger", top), await workspace.tag("Threat")];
    const leaf = await workspace.tag("Flood", from);
    await annotate(ada, article.team, [from]);
    expect(good(await merge(from, into)).moved).toEqual([leaf]);
    expect((await tags()).filter((tag) => !tag.mergedInto).map((tag) => tag.path)).toEqual([
      "Top",
      "Threat",
      "Threat > Flood",
    ]);
    good(await unmerge(from));
    expect((await tags()).map((tag) => tag.path)).toEqual(["Top", "Top > Danger", "Top > Danger > Flood", "Threat"]);
    expect(await counts()).toMatchObject({ [from]: 1, [into]: 0 });
    expect((await unmerge(from)).status).toBe(200);
  });

  it("into a tag under itself moves that one up", async () => {
    const from = await workspace.tag("Danger");
    const into = await workspace.tag("Danger", from);
    const deep = await workspace.tag("Deep", into);
    good(await merge(from, into));
    expect((await tags()).filter((tag) => !tag.mergedInto).map((tag) => tag.path)).toEqual(["Danger", "Danger > Deep"]);
    good(await unmerge(from));
    expect((await tags()).map((tag) => tag.path)).toEqual(["Danger", "Danger > Danger", "Danger > Danger > Deep"]);
    expect((await tags()).map((tag) => tag.id)).toEqual([from, into, deep]);
  });

  it("is followed through several, each of which can be undone", async () => {
    const [a, b, c] = [await workspace.tag("A"), await workspace.tag("B"), await workspace.tag("C")];
    await annotate(ada, article.team, [a]);
    await annotate(ada, article.team, [b]);
    await annotate(ada, article.team, [a, b, c]);
    good(await merge(a, b));
    expect(await preview(b, c)).toEqual({ count: 3, both: 1, moved: [] });
    good(await merge(b, c));
    expect(await counts()).toMatchObject({ [c]: 3, [a]: 0, [b]: 0 });
    good(await unmerge(b));
    expect(await counts()).toMatchObject({ [c]: 1, [b]: 3 });
    good(await merge(b, c));
    good(await unmerge(a));
    expect(await counts()).toMatchObject({ [c]: 2, [a]: 2 });
  });

  it("never leads in a circle, whoever merges what at once", async () => {
    const [a, b] = [await workspace.tag("A"), await workspace.tag("B")];
    expect((await merge(a, a)).status).toBe(422);
    const both = await Promise.all([merge(a, b), merge(b, a)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    const living = (await tags()).filter((tag) => tag.mergedInto === null);
    expect(living).toHaveLength(1);
    expect((await merge(living[0]?.id as string, living[0]?.id === a ? b : a)).status).toBe(422);
  });

  it("answers with nothing, and not for ever, where rows lead in a circle all the same", async () => {
    const [a, b] = [await workspace.tag("A"), await workspace.tag("B")];
    await annotate(ada, article.team, [a]);
    await server.dataSource.query("update tag set merged_into = $2 where id = $1", [a, b]);
    await server.dataSource.query("update tag set merged_into = $2 where id = $1", [b, a]);
    expect(await counts()).toEqual({ [a]: 0, [b]: 0 });
    expect((await workspace.list(ada))[0]?.tags).toEqual([]);
    good(await unmerge(a));
    expect(await counts()).toEqual({ [a]: 1, [b]: 0 });
  });

  it("is refused where a name would be there twice, and changes nothing then", async () => {
    const [from, into] = [await workspace.tag("Danger"), await workspace.tag("Threat")];
    await workspace.tag("Flood", from);
    await workspace.tag("flood", into);
    const before = await tags();
    const refused = await merge(from, into);
    expect([refused.status, refused.body.error.code]).toEqual([409, "tag-name-taken"]);
    expect(await tags()).toEqual(before);
  });

  it("can't be undone while its name is taken, and can afterwards", async () => {
    const [from, into] = [await workspace.tag("Danger"), await workspace.tag("Threat")];
    good(await merge(from, into));
    const namesake = await workspace.tag("danger");
    expect((await unmerge(from)).status).toBe(409);
    good(await ada.client.patch(`/api/tags/${namesake}`, { name: "Peril" }));
    expect(good(await unmerge(from)).path).toBe("Danger");
  });

  it("loses nothing of what people tag meanwhile", async () => {
    const [from, into] = [await workspace.tag("Danger"), await workspace.tag("Threat")];
    const secret = await workspace.privateLayer(ben, article);
    const work = Array.from(
      { length: 12 },
      (_, index) => () =>
        annotate(index % 2 ? ben : ada, index % 3 ? article.team : index % 2 ? secret : other.team, [from]),
    );
    const done = await Promise.all([
      ...work.slice(0, 6).map((one) => one()),
      merge(from, into).then((answer) => good(answer) && ""),
      ...work.slice(6).map((one) => one()),
    ]);
    const made = done.filter((id) => id !== "");
    expect(made).toHaveLength(12);
    const carried = (await workspace.list(ben, `tag=${into}&limit=100`)).map((item) => item.id);
    expect(carried.sort()).toEqual([...made].sort());
    expect((await counts(ben))[into]).toBe(12);
    good(await unmerge(from));
    expect((await counts(ben))[from]).toBe(12);
  });

  it("holds for tags that were put on by somebody who hadn't heard of it", async () => {
    const [from, into] = [await workspace.tag("Danger"), await workspace.tag("Threat")];
    good(await merge(from, into));
    await annotate(ben, article.team, [from]);
    expect(await counts()).toMatchObject({ [into]: 1 });
    expect((await workspace.list(ben))[0]?.tags).toEqual([into]);
  });

  it("is for those who keep the codebook", async () => {
    const [from, into] = [await workspace.tag("Danger"), await workspace.tag("Threat")];
    expect((await merge(from, into, ben)).status).toBe(403);
    good(await merge(from, into));
    expect((await unmerge(from, ben)).status).toBe(403);
    const { client } = await (await Workspace.create(server.url)).join("owner", "Eve");
    expect((await client.post(`/api/tags/${from}/unmerge`)).status).toBe(404);
  });
});

describe("the use of a tag", () => {
  it("is counted by article, person and layer, of what each person may read", async () => {
    const root = await workspace.tag("Root");
    const leaf = await workspace.tag("Leaf", root);
    const old = await workspace.tag("Old");
    good(await merge(old, leaf));
    await annotate(ada, article.team, [root, leaf]);
    await annotate(ben, other.team, [old]);
    const secret = await workspace.privateLayer(ben, article);
    await annotate(ben, secret, [root]);
    const use = async (id: string, person: Person) => good(await person.client.get<TagUse>(`/api/tags/${id}/use`));
    expect(await use(root, ada)).toEqual({
      count: 1,
      withBelow: 2,
      articles: [
        { id: article.id, title: "Bridges", count: 1 },
        { id: other.id, title: "Walls", count: 1 },
      ],
      people: [
        { actor: ada.actor, name: "Ada", count: 1 },
        { actor: ben.actor, name: "Ben", count: 1 },
      ],
      layers: [{ kind: "team", count: 2 }],
    });
    expect(await use(root, ben)).toMatchObject({
      count: 2,
      withBelow: 3,
      layers: [
        { kind: "private", count: 1 },
        { kind: "team", count: 2 },
      ],
    });
    // The links beside the counts lead to as many.
    expect(await workspace.list(ben, `tag=${root}&author=${ben.actor}`)).toHaveLength(2);
    expect(await workspace.list(ada, `tag=${root}&article=${other.id}`)).toHaveLength(1);
  });
});
