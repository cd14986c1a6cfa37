import type { Article, ArticleListItem, Reading, ReadingBody } from "@postil/shared/schema/article";
import type { Page } from "@postil/shared/schema/text-fields";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, Workspace } from "../support/annotation-fixtures.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { good, HttpClient, PASSWORD } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let team: Workspace;
let ada: Person;
let article: Article;

const TEXT = `${"Some words of a text. ".repeat(20)}\n`;
const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 10, minute)).toISOString();
const place = (body: Partial<ReadingBody>): ReadingBody => ({
  place: 0,
  furthest: 0,
  placePosition: null,
  furthestPosition: null,
  updatedAt: at(0),
  ...body,
});

beforeAll(async () => {
  server = await startTestServer();
  team = await Workspace.create(server.url, "Team", "Olga");
  ada = await team.join("viewer", "Ada");
  article = await addArticle(team.owner.client, team.id, { text: TEXT });
});
afterAll(() => server?.close());

const keep = (client: HttpClient, body: unknown, id = article.id) => client.put(`/api/articles/${id}/reading`, body);
const listed = async (client: HttpClient) =>
  good(await client.get<Page<ArticleListItem>>(`/api/workspaces/${team.id}/articles`)).items.find(
    ({ id }) => id === article.id,
  )?.reading;
const opened = async (client: HttpClient): Promise<Reading | null> =>
  good(await client.get<Article>(`/api/articles/${article.id}`)).reading;

describe("one's place in an article", () => {
  it("is kept for the next visit, in the article and in the list", async () => {
    expect(await opened(ada.client)).toBeNull();
    expect(await listed(ada.client)).toBeNull();
    const body = place({ place: 40, furthest: 120, placePosition: "AAEC", furthestPosition: "AAED", updatedAt: at(5) });
    expect((await keep(ada.client, body)).status).toBe(204);
    expect(await opened(ada.client)).toEqual(body);
    expect(await listed(ada.client)).toEqual(body);
  });

  it("is the one read last, also when a device that was offline sends an earlier one afterwards", async () => {
    await keep(ada.client, place({ place: 10, furthest: 60, placePosition: "AAEE", updatedAt: at(1) }));
    expect(await opened(ada.client)).toMatchObject({ place: 40, furthest: 120, placePosition: "AAEC" });
    await keep(ada.client, place({ place: 20, furthest: 30, updatedAt: at(9) }));
    expect(await opened(ada.client)).toMatchObject({
      place: 20,
      placePosition: null,
      furthest: 120,
      furthestPosition: "AAED",
      updatedAt: at(9),
    });
  });

  it("counts a clock that is ahead as now, and a place after the end as the end", async () => {
    const ben = await team.join("annotator", "Ben");
    await keep(ben.client, place({ place: 4_000_000, furthest: 4_000_000, updatedAt: "2199-01-01T00:00:00.000Z" }));
    const kept = await opened(ben.client);
    expect(kept).toMatchObject({ place: article.length, furthest: article.length });
    expect(Date.parse(kept?.updatedAt ?? "")).toBeLessThanOrEqual(Date.now() + 60_000);
  });

  it.each([
    ["a negative place", { place: -1 }],
    ["half a character", { place: 0.5 }],
    ["a position that is none", { placePosition: "<script>" }],
    ["no time", { updatedAt: "yesterday" }],
    ["a year that databases don't know", { updatedAt: "0000-01-01T00:00:00.000Z" }],
    ["somebody else's id", { userId: "somebody" }],
  ])("is refused with %s", async (_, wrong) => {
    expect((await keep(ada.client, { ...place({}), ...wrong })).status).toBe(422);
  });

  it("can't be kept in an article of a workspace that one is not in", async () => {
    const stranger = await HttpClient.register(server.url);
    expect((await keep(stranger, place({}))).status).toBe(404);
    expect((await keep(ada.client, place({}), "nosucharticle0000")).status).toBe(404);
  });
});

describe("nobody else's place", () => {
  it("is in any answer, not an instructor's or owner's either", async () => {
    const ines = await team.join("instructor", "Ines");
    await keep(ada.client, place({ place: 77, furthest: 333, placePosition: "SECRETPLACE", updatedAt: at(30) }));
    for (const { client } of [team.owner, ines]) {
      expect(await opened(client)).toBeNull();
      expect(await listed(client)).toBeNull();
      const here = `/api/workspaces/${team.id}`;
      for (const path of [
        `/api/articles/${article.id}`,
        `${here}/articles`,
        `${here}/members`,
        `${here}/activity`,
        here,
      ]) {
        expect(JSON.stringify(good(await client.get(path)))).not.toContain("SECRETPLACE");
      }
    }
    await keep(ines.client, place({ place: 5, updatedAt: at(31) }));
    expect(await opened(ada.client)).toMatchObject({ place: 77 });
  });

  it("stays behind when its person leaves, deletes the account, or the article goes", async () => {
    const count = async () => {
      const [row]: { count: number }[] = await server.dataSource.query(
        "select count(*)::int as count from reading_place",
      );
      return row?.count;
    };
    const before = await count();
    const [leaver, deleter] = [await team.join("viewer", "Lea"), await team.join("viewer", "Dan")];
    const other = await addArticle(team.owner.client, team.id, { text: TEXT });
    for (const { client } of [leaver, deleter]) await keep(client, place({ place: 3 }));
    await keep(ada.client, place({ place: 3 }), other.id);
    expect(await count()).toBe((before ?? 0) + 3);

    good(await leaver.client.delete(`/api/workspaces/${team.id}/members/${leaver.actor}`, { work: "name" }));
    good(await deleter.client.delete("/api/auth/me", { confirm: PASSWORD }));
    good(await team.owner.client.delete(`/api/articles/${other.id}`));
    expect(await count()).toBe(before);
  });
});
