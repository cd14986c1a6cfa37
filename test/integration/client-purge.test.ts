import "fake-indexeddb/auto";
import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, comment, setNote } from "@postil/shared/document/operations";
import { layerDocumentName } from "@postil/shared/document/text-document";
import { newId } from "@postil/shared/schema/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DocumentSession, isWhole, openDocument } from "../../client/src/sync/document-session.ts";
import { listRecovered } from "../../client/src/sync/recovered-work.ts";
import { PurgeService } from "../../server/src/sync/purge/purge.service.ts";
import { operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { deletedDaysAgo, placesOf } from "../support/bin.ts";
import { headersOf, until, withHeaders } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const PATIENCE = 25_000;

let server: TestServer;
let workspace: Workspace;
let ada: Person;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await Workspace.create(server.url);
  ada = await workspace.join("annotator", "Ada");
});
afterAll(() => server.close());

/** A page of Ada's browser, which keeps a copy of its own; without a network it reaches nobody. */
function page(name: string, userId: string, online: boolean): DocumentSession {
  const url = online ? `${server.url.replace("http", "ws")}/sync` : "ws://127.0.0.1:1/sync";
  return openDocument({ name, userId, presence: true }, { url, webSocket: withHeaders(headersOf(ada.client)) });
}

it("a device that was offline while the bin was emptied keeps its work, and brings nothing of the bin back", async () => {
  const article = await workspace.article("Floods", "One two three four.\n");
  const layer = layerDocumentName(article.team);
  const userId = newId();
  const context = { actor: ada.actor, now: Date.now() };
  const first = page(layer, userId, true);
  await until(() => first.state === "saved", PATIENCE);
  const gone = annotate(first.doc, context, { on: "article", note: "UNWANTED" });
  await until(() => first.state === "saved", PATIENCE);
  await first.destroy();

  const offline = page(layer, userId, false);
  await until(() => layerMap(offline.doc, "annotations").has(gone), PATIENCE);
  const made = annotate(offline.doc, context, { on: "article", note: "made offline" });
  setNote(offline.doc, { ...context, now: Date.now() + 10 }, gone, "rewritten offline");
  comment(offline.doc, context, { annotation: gone, text: "answered offline" });
  await until(() => offline.state === "offline", PATIENCE);
  await offline.destroy();
  await operate(workspace.owner, article.team, [{ op: "delete", target: gone }]);
  await deletedDaysAgo(server.dataSource, layer, 40);
  expect(await server.app.get(PurgeService).purgeDue()).toBe(1);

  const back = page(layer, userId, true);
  await until(() => isWhole(back) && layerMap(back.doc, "notes").has(made), PATIENCE);
  expect([...layerMap(back.doc, "annotations").keys()]).toEqual([made]);
  const [recovered] = await listRecovered(userId, layer);
  expect(recovered?.items.map(({ map, value }) => [map, (value as { text?: string }).text])).toEqual(
    expect.arrayContaining([
      ["notes", "rewritten offline"],
      ["commentTexts", "answered offline"],
    ]),
  );
  await back.destroy();
  for (const trace of ["UNWANTED", "rewritten offline", "answered offline"]) {
    expect(await placesOf(server.dataSource, trace)).toEqual([]);
  }
  expect(await placesOf(server.dataSource, "made offline")).toContain("annotation.note");
});
