import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArticlePlace, editText, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const RIVER = "The river rose by four metres. Half the town fled 🌊 that night. Nobody had warned them.\n";
const LEVEE = "The levee broke at dawn. 100% of the blame, said the mayor, lies with old_plans.\n";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function fill() {
  const workspace = await Workspace.create(server.url);
  const ben = await workspace.join("annotator", "Ben");
  const vic = await workspace.join("viewer", "Vic");
  const river = await workspace.article("A river", RIVER, { outlet: "Reuters", wave: "1" });
  const levee = await workspace.article("B levee", LEVEE, { outlet: "AP" });
  const framing = await workspace.tag("Framing");
  const threat = await workspace.tag("Threat", framing);
  const voice = await workspace.tag("Voice");
  const [rose = "", fled = ""] = await operate(workspace.owner, river.team, [
    { op: "annotate", passages: [{ exact: "rose by four metres" }], tags: [threat], note: "How high? 100%" },
    { op: "annotate", passages: [{ exact: "fled 🌊 that night" }], tags: [voice] },
  ]);
  const [blame = ""] = await operate(ben, levee.team, [
    { op: "annotate", passages: [{ exact: "100% of the blame" }], tags: [framing, voice] },
  ]);
  const [asked = ""] = await operate(ben, river.team, [
    { op: "comment", annotation: rose, text: "Compare the ÉVACUATION order" },
  ]);
  await operate(workspace.owner, river.team, [{ op: "resolve", annotation: rose }]);
  return { workspace, ben, vic, river, levee, framing, threat, voice, rose, fled, blame, asked };
}

const ids = (items: { id: string }[]) => items.map((item) => item.id).sort();

describe("the list of annotations", () => {
  let it_: Awaited<ReturnType<typeof fill>>;
  beforeAll(async () => {
    it_ = await fill();
  });

  it("says of each what a page needs", async () => {
    const { workspace, vic, river, rose, threat, ben } = it_;
    const item = (await workspace.list(vic)).find((candidate) => candidate.id === rose);
    expect(item).toMatchObject({
      layerId: river.team,
      layer: "team",
      articleId: river.id,
      article: "A river",
      on: "passage",
      authorId: workspace.owner.actor,
      author: "Ada",
      start: 10,
      end: 29,
      quote: "rose by four metres",
      anchor: "position",
      note: "How high? 100%",
      tags: [threat],
      commentCount: 1,
      resolvedBy: "Ada",
      url: `${server.url}/a/${river.id}?layer=${river.team}&annotation=${rose}`,
    });
    expect(item?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(ben.actor).not.toBe(item?.authorId);
  });

  it("filters by article, layer, author and state, any of several", async () => {
    const { workspace, vic, river, levee, ben, rose, fled, blame } = it_;
    expect(ids(await workspace.list(vic))).toEqual([rose, fled, blame].sort());
    expect(ids(await workspace.list(vic, `article=${river.id}`))).toEqual([rose, fled].sort());
    expect(ids(await workspace.list(vic, `article=${river.id}&article=${levee.id}`))).toHaveLength(3);
    expect(ids(await workspace.list(vic, `layer=${levee.team}`))).toEqual([blame]);
    expect(ids(await workspace.list(vic, `author=${ben.actor}`))).toEqual([blame]);
    expect(ids(await workspace.list(vic, "resolved=true"))).toEqual([rose]);
    expect(ids(await workspace.list(vic, "resolved=false"))).toEqual([fled, blame].sort());
    expect(await workspace.list(vic, `article=${"x".repeat(22)}`)).toEqual([]);
    expect(ids(await workspace.list(vic, `id=${rose}&id=${blame}&id=${"x".repeat(22)}`))).toEqual([rose, blame].sort());
  });

  it("takes a tag with all below it", async () => {
    const { workspace, vic, framing, threat, voice, rose, fled, blame } = it_;
    expect(ids(await workspace.list(vic, `tag=${framing}`))).toEqual([rose, blame].sort());
    expect(ids(await workspace.list(vic, `tag=${threat}`))).toEqual([rose]);
    expect(ids(await workspace.list(vic, `tag=${threat}&tag=${voice}`))).toEqual([rose, fled, blame].sort());
  });

  it("finds words in quote, note and comments, whatever their case, and takes % and _ as they are", async () => {
    const { workspace, vic, rose, fled, blame } = it_;
    const find = async (q: string) => ids(await workspace.list(vic, `q=${encodeURIComponent(q)}`));
    expect(await find("FOUR metres")).toEqual([rose]);
    expect(await find("évacuation")).toEqual([rose]);
    expect(await find("night 🌊")).toEqual([fled]);
    expect(await find("100%")).toEqual([rose, blame].sort());
    expect(await find("0%o")).toEqual([]);
    expect(await find("f_ed")).toEqual([]);
    expect(await find("metres blame")).toEqual([]);
  });

  it("filters by days, both included, and by attributes of the article", async () => {
    const { workspace, vic, rose, fled, blame } = it_;
    const today = new Date().toISOString().slice(0, 10);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(await workspace.list(vic, `since=${today}&until=${tomorrow}`)).toHaveLength(3);
    expect(await workspace.list(vic, `since=${tomorrow}`)).toEqual([]);
    expect(await workspace.list(vic, "until=2001-01-01")).toEqual([]);
    expect(ids(await workspace.list(vic, "attribute=outlet:AP"))).toEqual([blame]);
    expect(ids(await workspace.list(vic, "attribute=outlet:AP&attribute=outlet:Reuters"))).toHaveLength(3);
    expect(ids(await workspace.list(vic, "attribute=outlet:Reuters&attribute=wave:1"))).toEqual([rose, fled].sort());
    expect(await workspace.list(vic, "attribute=outlet:AP&attribute=wave:1")).toEqual([]);
  });

  it("refuses what it doesn't understand and changes nothing", async () => {
    const { workspace, vic } = it_;
    const path = `/api/workspaces/${workspace.id}/annotations`;
    for (const query of [
      "article=short",
      "since=yesterday",
      "resolved=maybe",
      "limit=0",
      "sort=random",
      "cursor=abc",
    ]) {
      const { status, body } = await vic.client.get<{ error: { code: string } }>(`${path}?${query}`);
      expect([query, status, body.error.code]).toEqual([query, 422, "invalid"]);
    }
    const { nextCursor } = await workspace.page(vic, "limit=1&sort=newest");
    expect((await vic.client.get(`${path}?sort=place&cursor=${nextCursor}`)).status).toBe(422);
  });

  it("is there for members only", async () => {
    const { workspace } = it_;
    const stranger = await HttpClient.register(server.url, "Stranger");
    const path = `/api/workspaces/${workspace.id}/annotations`;
    expect((await stranger.get(path)).status).toBe(404);
    expect((await new HttpClient(server.url).get(path)).status).toBe(401);
  });

  it("hides what is deleted: annotations, comments and tags", async () => {
    const { workspace, ben, vic, levee, river, rose, asked, framing, voice } = await fill();
    const [gone = ""] = await operate(ben, levee.team, [{ op: "annotate", passages: [{ start: 0, end: 9 }] }]);
    await operate(ben, levee.team, [{ op: "delete", target: gone }]);
    await operate(ben, river.team, [{ op: "delete", target: asked }]);
    await workspace.owner.client.delete(`/api/tags/${voice}`);
    const items = await workspace.list(vic);
    expect(items.map((item) => item.id)).not.toContain(gone);
    expect(items.find((item) => item.id === rose)?.commentCount).toBe(0);
    expect(items.flatMap((item) => item.tags)).not.toContain(voice);
    expect(await workspace.list(vic, "q=ÉVACUATION")).toEqual([]);
    expect(await workspace.list(vic, `tag=${voice}`)).toEqual([]);
    expect(await workspace.list(vic, `tag=${framing}`)).toHaveLength(2);
    await operate(ben, levee.team, [{ op: "restore", target: gone }]);
    expect((await workspace.list(vic)).map((item) => item.id)).toContain(gone);
  });

  it("shows a merged tag as the one it was merged into", async () => {
    const { workspace, vic, threat, voice, rose, fled, blame } = await fill();
    await server.dataSource.query("update tag set merged_into = $2 where id = $1", [voice, threat]);
    const items = await workspace.list(vic, `tag=${threat}`);
    expect(ids(items)).toEqual([rose, fled, blame].sort());
    expect(items.find((item) => item.id === fled)?.tags).toEqual([threat]);
    expect(ids(await workspace.list(vic, `tag=${voice}`))).toEqual([rose, fled, blame].sort());
  });
});

describe("pages of annotations", () => {
  let workspace: Workspace;
  let reader: Person;
  let articles: ArticlePlace[];
  beforeAll(async () => {
    workspace = await Workspace.create(server.url);
    reader = await workspace.join("viewer", "Vic");
    articles = [await workspace.article("10 b", RIVER), await workspace.article("9 a", LEVEE)];
    for (const article of articles) {
      const starts = [5, 3, 9, 0, 3, 12, 7, 1];
      // One request each: times differ, but not always by a millisecond.
      for (const start of starts) {
        await operate(workspace.owner, article.team, [{ op: "annotate", passages: [{ start, end: start + 4 }] }]);
      }
      await operate(workspace.owner, article.team, [{ op: "annotate", on: "article", note: "all of it" }]);
    }
  });

  async function walk(sort: string, meanwhile: () => Promise<unknown>): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | null = "";
    do {
      const page = await workspace.page(reader, `sort=${sort}&limit=4${cursor ? `&cursor=${cursor}` : ""}`);
      expect(page.items.length).toBeLessThanOrEqual(4);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
      await meanwhile();
    } while (cursor);
    return seen;
  }

  it.each(["newest", "oldest", "place"])(
    "hold each annotation once, sorted by %s, while others are added",
    async (sort) => {
      const before = ids(await workspace.list(reader, "limit=200"));
      const seen = await walk(sort, () =>
        operate(workspace.owner, articles[0]?.team ?? "", [{ op: "annotate", passages: [{ start: 2, end: 6 }] }]),
      );
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(before));
    },
  );

  it("go by article, place and time when sorted by place; what has no place comes last", async () => {
    const items = await workspace.list(reader, "sort=place&limit=200");
    expect([...new Set(items.map((item) => item.article))]).toEqual(["9 a", "10 b"]);
    for (const title of ["9 a", "10 b"]) {
      const starts = items.filter((item) => item.article === title).map((item) => item.start ?? Infinity);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }
  });

  it("go on with the next article when the one they ended in is gone", async () => {
    const extra = await workspace.article("8 first", LEVEE);
    const made = Array.from({ length: 3 }, () => ({ op: "annotate" as const, passages: [{ start: 0, end: 3 }] }));
    await operate(workspace.owner, extra.team, made);
    const first = await workspace.page(reader, "sort=place&limit=2");
    expect(first.items.map((item) => item.article)).toEqual(["8 first", "8 first"]);
    await workspace.owner.client.delete(`/api/articles/${extra.id}`);
    const second = await workspace.page(reader, `sort=place&limit=1&cursor=${first.nextCursor}`);
    expect(second.items[0]?.article).toBe("9 a");
  });
});

describe("other people's private layers", () => {
  it("are in nobody's list or search but their owner's", async () => {
    const workspace = await Workspace.create(server.url);
    const ben = await workspace.join("annotator", "Ben");
    const article = await workspace.article("A river", RIVER);
    const layer = await workspace.privateLayer(ben, article);
    const [secret] = await operate(ben, layer, [
      { op: "annotate", passages: [{ exact: "Half the town" }], note: "between us" },
    ]);
    expect((await workspace.list(ben, "q=between")).map((item) => [item.id, item.layer])).toEqual([
      [secret, "private"],
    ]);
    for (const query of ["", "q=between", `layer=${layer}`, `author=${ben.actor}`, "sort=place"]) {
      expect(await workspace.list(workspace.owner, query)).toEqual([]);
    }
    expect((await workspace.export(workspace.owner)).bytes.toString("utf8")).not.toContain("between us");
    expect((await workspace.export(ben)).bytes.toString("utf8")).toContain("between us");
  });
});

describe("an annotation whose text is corrected", () => {
  it("is listed where it stands now, as it reads now, and as an orphan once it is gone", async () => {
    const { workspace, vic, river, rose, fled } = await fill();
    await editText(workspace.owner, river, (text) => {
      text.insert(0, "🌧 Update. ");
      const four = text.toString().indexOf("four");
      text.delete(four, 4);
      text.insert(four, "nearly five");
    });
    for (const query of ["", "sort=place", "q=nearly", "sort=oldest"]) {
      const item = (await workspace.list(vic, query)).find((candidate) => candidate.id === rose);
      expect([query, item?.quote, item?.start]).toEqual([query, "rose by nearly five metres", 20]);
    }
    expect(await workspace.list(vic, "q=four")).toEqual([]);
    await editText(workspace.owner, river, (text) => text.delete(0, text.length - 1));
    const items = await workspace.list(vic, "sort=newest");
    for (const [id, quote] of [
      [rose, "rose by four metres"],
      [fled, "fled 🌊 that night"],
    ]) {
      expect(items.find((item) => item.id === id)).toMatchObject({ anchor: "orphaned", start: null, end: null, quote });
    }
  });

  it("leaves the rows alone until they are read", async () => {
    const { workspace, vic, river } = await fill();
    const versions = () =>
      server.dataSource.query("select text_version from annotation where article_id = $1", [river.id]);
    const before = await versions();
    await editText(workspace.owner, river, (text) => text.insert(0, "Once. "));
    expect(await versions()).toEqual(before);
    await workspace.list(vic, "sort=place");
    expect(await versions()).not.toEqual(before);
  });
});
