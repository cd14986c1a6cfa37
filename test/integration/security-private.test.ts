import type { Article, LayerInfo } from "@postil/shared/schema/article";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HttpClient } from "../support/http-client.ts";
import { LiveClient } from "../support/live-client.ts";
import { RawClient, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

const SECRET = "what nobody else may know";

let server: TestServer;
let seminar: TestWorkspace;
let article: Article;
let layer: LayerInfo;
let annotation: string;
let others: HttpClient[];

const operate = async (client: HttpClient, layerId: string, operation: object) =>
  client.post<{ items: { id: string }[] }>(`/api/layers/${layerId}/operations`, { operations: [operation] });

beforeAll(async () => {
  server = await startTestServer();
  seminar = await makeWorkspace(server.url);
  const { owner, workspaceId } = seminar;
  const body = { title: "One", text: "It holds a passage of some words." };
  const added = await owner.post<{ items: Article[] }>(`/api/workspaces/${workspaceId}/articles`, body);
  [article] = added.body.items as [Article];
  const writer = await seminar.join("annotator");
  layer = (await writer.post<LayerInfo>(`/api/articles/${article.id}/layers`, { kind: "private" })).body;
  const passages = [{ exact: "a passage" }];
  const made = await operate(writer, layer.id, { op: "annotate", passages, note: SECRET });
  annotation = made.body.items[0]?.id ?? "";
  // Even those who may do everything else.
  others = [owner, await seminar.join("owner"), await seminar.join("instructor"), await seminar.join("viewer")];
  await operate(writer, layer.id, { op: "comment", annotation, text: SECRET });
});
afterAll(() => server?.close());

describe("somebody's private layer", () => {
  it("is in no list, count, search or export of anybody else", async () => {
    const workspace = `/api/workspaces/${seminar.workspaceId}`;
    const asked = [
      `/api/articles/${article.id}`,
      workspace,
      `${workspace}/articles?sort=activity`,
      `${workspace}/annotations`,
      `${workspace}/annotations?layer=private`,
      `${workspace}/annotations?layer=${layer.id}`,
      `${workspace}/annotations?q=nobody&sort=place`,
      `${workspace}/members`,
      ...["annotation", "tag", "comment"].map(
        (rows) => `${workspace}/exports/annotations.csv?layer=private&rows=${rows}`,
      ),
      `${workspace}/exports/annotations.csv?layer=${layer.id}&q=nobody`,
    ];
    for (const client of others) {
      for (const path of asked) {
        const { status, body } = await client.get(path);
        expect([path, status]).toEqual([path, 200]);
        for (const trace of [SECRET, layer.id, annotation]) expect(JSON.stringify(body)).not.toContain(trace);
      }
      const list = await client.get<{ items: object[] }>(`${workspace}/articles`);
      expect(list.body.items[0]).toMatchObject({ annotationCount: 0, commentCount: 0, lastActivityAt: null });
    }
  });

  it("is a layer that doesn't exist to anybody else who opens or changes it", async () => {
    for (const client of others) {
      expect(await RawClient.of(client, layer.document).closed).toBe(4404);
      expect((await operate(client, layer.id, { op: "delete", target: annotation })).status).toBe(404);
    }
  });

  it("is told of to its owner's pages only while they write", async () => {
    const pages = await Promise.all(others.map((client) => LiveClient.connect(client)));
    for (const page of pages) expect(await page.enter(seminar.workspaceId, article.id)).toBe(true);
    const writer = await seminar.join("annotator");
    const own = (await writer.post<LayerInfo>(`/api/articles/${article.id}/layers`, { kind: "private" })).body;
    await Promise.all(pages.map((page) => page.until("people")));
    for (const page of pages) page.heard.length = 0;
    const made = await operate(writer, own.id, { op: "annotate", passages: [{ exact: "some words" }], note: SECRET });
    expect(made.status).toBe(200);
    const raw = await RawClient.join(writer, own.document);
    raw.sendAwareness([{ client: raw.doc.clientID, clock: 1, state: {} }]);
    // A change that everybody hears of comes last, so that nothing is still on its way.
    await seminar.owner.post(`/api/workspaces/${seminar.workspaceId}/tags`, { name: "The last to be heard" });
    await until(() => pages.every((page) => JSON.stringify(page.all("changed")).includes("codebook")));
    for (const page of pages) {
      const heard = JSON.stringify(page.heard);
      for (const trace of [SECRET, own.id, "annotations"]) expect(heard).not.toContain(trace);
      page.close();
    }
    raw.close();
  });
});
