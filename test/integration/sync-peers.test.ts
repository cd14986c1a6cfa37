import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RoomService } from "../../server/src/sync/room.service.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { HttpClient } from "../support/http-client.ts";
import { RawClient, teamDocument, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let workspace: TestWorkspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
});
afterAll(() => server.close());

function rooms(): RoomService {
  return server.app.get(RoomService);
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

it("a peer that stops reading is closed, and the others are served on", { timeout: 60_000 }, async () => {
  const layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
  const by = { actor: await actorOf(workspace.owner, workspace.workspaceId), now: Date.now() };
  const [writer, reader] = [await RawClient.join(workspace.owner, layer), await RawClient.join(workspace.owner, layer)];
  const stuck = await RawClient.join(workspace.owner, layer);
  stuck.stopReading();
  let written = 0;
  while (rooms().count().sockets === 3 && written < 3_000) {
    writer.doc.transact(() => {
      for (let n = 0; n < 20; n++) annotate(writer.doc, by, { on: "article", note: "y".repeat(9_000) });
    });
    written += 20;
    await writer.acknowledged();
  }
  await until(() => rooms().count().sockets === 2, 10_000);
  await until(() => layerMap(reader.doc, "notes").size === written, 10_000);
  const health = (await new HttpClient(server.url).get<Record<string, unknown>>("/api/health")).body;
  // Counts are coarse: a stranger is not to see one person come or go.
  expect(health).toMatchObject({ rooms: 10, sockets: 10, quarantined: 0 });
  for (const client of [writer, reader, stuck]) client.terminate();
});

it("rooms that have closed leave nothing behind, nor do loads that fail", { timeout: 60_000 }, async () => {
  // The rooms of the test before are closed with their server.
  await server.close();
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
  const refs: WeakRef<object>[] = [];
  const open = async (): Promise<void> => {
    const article = await addArticle(workspace.owner, workspace.workspaceId);
    const layer = teamDocument(article);
    const client = await RawClient.join(workspace.owner, layer);
    client.sendAwareness([{ client: client.doc.clientID, clock: 1, state: { at: null } }]);
    annotate(
      client.doc,
      { actor: await actorOf(workspace.owner, workspace.workspaceId), now: Date.now() },
      { on: "article" },
    );
    await client.acknowledged();
    client.close();
    await client.closed;
    for (const name of [layer, article.textDocument]) {
      const room = await rooms().room(name);
      if (!room) throw new Error("no room");
      await until(() => room.isIdle);
      refs.push(new WeakRef(room));
      await room.read(({ doc }) => refs.push(new WeakRef(doc)));
      room.close(CLOSE.tryAgain, "idle");
    }
    await server.dataSource.query("update document set head_seq = head_seq + 5 where id = $1", [layer]);
    await expect(rooms().room(layer)).rejects.toThrow();
  };
  for (let round = 0; round < 8; round++) await open();
  await until(() => rooms().count().rooms === 0);
  await until(() => {
    collectGarbage();
    return refs.every((ref) => ref.deref() === undefined);
  }, 20_000);
  expect(rooms().count()).toEqual({ rooms: 0, sockets: 0 });
});
