import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, setNote } from "@postil/shared/document/operations";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { runAdmin } from "../../server/src/run-admin.ts";
import { buildEpochOf } from "../../server/src/sync/compaction/build-snapshot.ts";
import { Compactor } from "../../server/src/sync/compaction/compactor.ts";
import { rootNames } from "../../server/src/sync/compaction/roots.ts";
import { PostgresSnapshots } from "../../server/src/sync/log/postgres-snapshots.ts";
import { PostgresUpdateLog } from "../../server/src/sync/log/postgres-update-log.ts";
import { RoomService } from "../../server/src/sync/room.service.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { RawClient, teamDocument, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

const ROWS = 6;

let server: TestServer;
let workspace: TestWorkspace;
let actor: string;
let layer: string;

beforeAll(async () => {
  server = await startTestServer({ compaction: { rows: ROWS, pauseMs: 0, clientIds: 2, quietMs: 0 } });
  workspace = await makeWorkspace(server.url);
  actor = await actorOf(workspace.owner, workspace.workspaceId);
});
afterAll(() => server.close());
beforeEach(async () => {
  layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
});

const layerId = () => layer.slice("layer/".length);
const context = () => ({ actor, now: Date.now() });

/** Somebody's stay: annotates with a note, each in an edit of its own. */
async function visit(note: string): Promise<string> {
  const client = await RawClient.join(workspace.owner, layer);
  const id = annotate(client.doc, context(), { on: "article" });
  await client.acknowledged();
  setNote(client.doc, context(), id, note);
  await client.acknowledged();
  client.close();
  await client.closed;
  return id;
}

async function notes(): Promise<string[]> {
  const client = await RawClient.join(workspace.owner, layer);
  const texts = [...layerMap(client.doc, "notes").values()].map(({ text }) => text);
  client.close();
  await client.closed;
  return texts.sort();
}

/** As if nobody had been there for long. */
async function closeRoom(): Promise<void> {
  server.app.get(RoomService).closeDocument(layer, CLOSE.tryAgain, "idle");
}

const loaded = () => new PostgresUpdateLog(server.dataSource, null).load(layer);

async function admin(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const { databaseUrl, dataDir } = server.config;
  const status = await runAdmin(args, {
    env: { POSTIL_DATA: dataDir, DATABASE_URL: databaseUrl ?? "" },
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    embedded: { worker: new URL(inject("embeddedWorker")) },
  });
  return { status, out, err };
}

describe("a server's rooms", () => {
  it("are compacted while they are used, and opened from their snapshot", async () => {
    for (let n = 0; n < ROWS / 2; n++) await visit(`note ${n}`);
    await until(async () => (await loaded())?.snapshot !== null, 20_000);
    await visit("after it");
    await closeRoom();
    expect(await notes()).toEqual(["after it", "note 0", "note 1", "note 2"]);
    expect((await loaded())?.updates.length).toBeLessThan(ROWS);
  });

  it("begin anew when they close idle after many clientIDs; authors go on writing what is theirs", async () => {
    const first = await visit("one");
    await visit("two");
    await visit("three");
    const history = "select map, key, actor_id, value from entry_revision where document_id = $1 order by id";
    const before = await server.dataSource.query(history, [layer]);
    const compactor: Compactor = Reflect.get(server.app.get(RoomService), "compactor");
    await closeRoom();
    compactor.closedIdle(layer, 3);
    await compactor.idle();
    expect(await loaded()).toMatchObject({ epoch: 2, headSeq: 6, updates: [] });
    expect(await server.dataSource.query(history, [layer])).toEqual(before);

    const client = await RawClient.join(workspace.owner, layer);
    expect(client.hellos[0]).toMatchObject({ epoch: 2, seq: 6 });
    setNote(client.doc, context(), first, "changed");
    await client.acknowledged();
    client.close();
    expect(await notes()).toEqual(["changed", "three", "two"]);
    const stale = RawClient.of(workspace.owner, layer, { query: "hello=1&epoch=1" });
    expect(await stale.closed).toBe(CLOSE.mismatch);
  });

  it("close with 4409 when another server has begun the layer anew; nothing is written to the old epoch", async () => {
    await visit("one");
    const client = await RawClient.join(workspace.owner, layer);
    const entry = { map: "notes", key: "annotation-number-1", value: { text: "kept", editedAt: 1 } };
    const epoch = buildEpochOf([entry], { name: layer, roots: rootNames("layer") });
    const at = { epoch: 1, headSeq: 2, quietMs: 0 };
    expect(await new PostgresSnapshots(server.dataSource).beginEpoch(layer, at, epoch)).toBe(true);
    annotate(client.doc, context(), { on: "article" });
    expect(await client.closed).toBe(CLOSE.mismatch);
    expect(await loaded()).toMatchObject({ epoch: 2, headSeq: 2, updates: [] });
    expect(await notes()).toEqual(["kept"]);
  });
});

describe("the administrator's commands for documents", () => {
  it("say that all can be read, or name each that can't, and why", async () => {
    await visit("one");
    const fine = await admin("check-documents");
    expect(fine).toMatchObject({ status: 0, err: [] });
    expect(fine.out.at(-1)).toMatch(/^\d+ documents checked: all can be read\.$/);
    await server.dataSource.query("delete from document_update where document_id = $1 and seq = 1", [layer]);
    const damaged = await admin("check-documents");
    expect(damaged).toMatchObject({ status: 1, out: [] });
    const lines = damaged.err.join("\n").split("\n");
    expect(lines[0]).toBe(`${layer}: row 1 of its log is missing.`);
    expect(lines[1]).toMatch(/^1 of \d+ documents can't be read; nothing was changed\.$/);
    expect(lines[2]).toContain("npm run admin -- restore-layer");
    await server.dataSource.query("delete from document where id = $1", [layer]);
  });

  it("make a damaged layer again from its history, as it was, and leave others alone", async () => {
    await visit("one");
    await visit("two");
    const list = `/api/workspaces/${workspace.workspaceId}/annotations?layer=${layerId()}`;
    const listed = (await workspace.owner.get(list)).body;
    expect(await admin("restore-layer", layerId())).toMatchObject({
      status: 1,
      err: [expect.stringContaining("can be read: nothing was changed")],
    });
    await closeRoom();
    await server.dataSource.query("update document_update set bytes = '\\x0102' where document_id = $1 and seq = 2", [
      layer,
    ]);
    const restored = await admin("restore-layer", layerId());
    expect(restored).toMatchObject({ status: 0, err: [] });
    expect(restored.out[0]).toBe("Restored the layer with 4 entries, 2 of them annotations.");
    expect(await notes()).toEqual(["one", "two"]);
    expect((await workspace.owner.get(list)).body).toEqual(listed);
    expect((await admin("check-documents")).status).toBe(0);
    expect(await admin("restore-layer", "x".repeat(22))).toMatchObject({ status: 1 });
    expect(await admin("restore-layer", layerId(), "--forced")).toMatchObject({ status: 1 });
  });

  it("restore a layer that can be read only when told to, and close who has it open", async () => {
    await visit("one");
    const client = await RawClient.join(workspace.owner, layer);
    expect(await admin("restore-layer", layerId(), "--force")).toMatchObject({ status: 0 });
    annotate(client.doc, context(), { on: "article" });
    expect(await client.closed).toBe(CLOSE.mismatch);
    expect(await notes()).toEqual(["one"]);
  });
});
