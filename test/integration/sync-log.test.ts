import { ConsoleLogger } from "@nestjs/common";
import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import * as Y from "yjs";
import { LayerDerivedWriter } from "../../server/src/annotations/derived-writer.ts";
import { CompactionThread } from "../../server/src/sync/compaction/compaction-thread.ts";
import { PostgresSnapshots } from "../../server/src/sync/log/postgres-snapshots.ts";
import { PostgresUpdateLog } from "../../server/src/sync/log/postgres-update-log.ts";
import { QUARANTINED_REASON } from "../../server/src/sync/quarantine.ts";
import { RoomService } from "../../server/src/sync/room.service.ts";
import { describeUpdateLog } from "../../server/src/sync/testing/describe-update-log.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { RawClient, teamDocument } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let workspace: TestWorkspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
});
afterAll(() => server.close());

describeUpdateLog("the log in the database", async () => {
  const { dataSource } = server;
  const article = await addArticle(workspace.owner, workspace.workspaceId);
  const document = teamDocument(article);
  const reports: string[] = [];
  return {
    log: new PostgresUpdateLog(dataSource, new LayerDerivedWriter(), (problem) => reports.push(problem)),
    store: new PostgresSnapshots(dataSource),
    builder: new CompactionThread(new URL(inject("compactionWorker"))),
    document,
    reports,
    counts: async () => {
      const [row] = await dataSource.query(
        `select (select count(*)::int from document_update where document_id = $1) as updates,
                (select count(*)::int from document_client where document_id = $1) as clients,
                (select count(*)::int from entry_revision where document_id = $1) as revisions,
                (select count(*)::int from annotation where layer_id = $2) as annotations`,
        [document, document.slice("layer/".length)],
      );
      return row;
    },
    changeRights: async () => {
      await dataSource.query("update workspace set acl_version = acl_version + 1 where id = $1", [
        workspace.workspaceId,
      ]);
    },
    deleteDocument: async () => {
      await workspace.owner.delete(`/api/articles/${article.id}`);
    },
    loseRow: async (seq) => {
      await dataSource.query("delete from document_update where document_id = $1 and seq = $2", [document, seq]);
    },
    damageSnapshot: async () => {
      await dataSource.query(
        `update document_snapshot set bytes = set_byte(bytes, length(bytes) - 1, 255 - get_byte(bytes, length(bytes) - 1))
          where document_id = $1`,
        [document],
      );
    },
    age: async () => {
      await dataSource.query("update document_update set at = at - interval '8 days' where document_id = $1", [
        document,
      ]);
    },
  };
});

describe("a document that can't be read", () => {
  it("is named once and stays closed with a reason, while its lists and the other documents live on", async () => {
    const { owner, workspaceId } = workspace;
    const said = vi.spyOn(ConsoleLogger.prototype, "error").mockImplementation(() => {});
    const article = await addArticle(owner, workspaceId);
    const layer = teamDocument(article);
    const log = new PostgresUpdateLog(server.dataSource, new LayerDerivedWriter());
    const actor = await actorOf(owner, workspaceId);
    const open = await RawClient.join(owner, layer);
    annotate(open.doc, { actor, now: Date.now() }, { on: "article", note: "still listed" });
    await open.acknowledged();
    await server.dataSource.query("delete from document_update where document_id = $1", [layer]);
    server.app.get(RoomService).closeDocument(layer, CLOSE.tryAgain, "to be loaded anew");
    await open.closed;

    await expect(log.load(layer)).rejects.toThrow(`${layer}: its log ends at 0, not at 1`);
    for (let time = 0; time < 3; time++) {
      const refused = RawClient.of(owner, layer);
      expect(await refused.closed).toBe(4503);
      expect(refused.reason).toBe(QUARANTINED_REASON);
    }
    expect(said.mock.calls.map(([message]) => message)).toEqual([expect.stringContaining(`${layer}: its log ends`)]);
    said.mockRestore();

    const operation = { operations: [{ op: "annotate", on: "article" }] };
    const answer = await owner.post(`/api/layers/${layer.slice("layer/".length)}/operations`, operation);
    expect(answer).toMatchObject({ status: 503, body: { error: { code: "unreadable" } } });
    const list = await owner.get<{ items: object[] }>(
      `/api/workspaces/${workspaceId}/annotations?article=${article.id}`,
    );
    expect(list.body.items).toMatchObject([{ note: "still listed" }]);

    const other = await RawClient.join(owner, teamDocument(await addArticle(owner, workspaceId)));
    const id = annotate(other.doc, { actor, now: Date.now() }, { on: "article" });
    await other.acknowledged();
    expect(layerMap(other.doc, "annotations").has(id)).toBe(true);
    other.close();
  });

  it("is not opened as if it were empty when its rows refer to what isn't there", async () => {
    const layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
    const doc = new Y.Doc();
    doc.getMap("notes").set("annotation-number-1", { text: "a", editedAt: 1 });
    const rows: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => rows.push(update));
    doc.getMap("notes").set("annotation-number-1", { text: "b", editedAt: 1 });
    await server.dataSource.query(
      "insert into document_update (document_id, seq, actor_id, bytes) values ($1, 1, 'somebody', $2)",
      [layer, Buffer.from(rows[0] as Uint8Array)],
    );
    await server.dataSource.query("update document set head_seq = 1 where id = $1", [layer]);
    expect(await RawClient.of(workspace.owner, layer).closed).toBe(4503);
  });
});
