import { expect, inject, it } from "vitest";
import { Random } from "../../server/src/sync/testing/random.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { HttpClient } from "../support/http-client.ts";
import { annotators, Crowd, writersOf } from "../support/persistent-crowd.ts";
import { damageOf, databaseOf, expectDerivedRows, expectNoGap } from "../support/stored-layer.ts";
import { teamDocument, until } from "../support/sync-client.ts";
import { startTestServer } from "../support/test-server.ts";
import { makeWorkspace } from "../support/workspaces.ts";

const PATIENCE = 60_000;

it.skipIf(inject("embeddedTemplate") === "")(
  "an embedded database that hangs is opened anew; nothing acknowledged is lost, and people write again",
  { timeout: 180_000 },
  async () => {
    const server = await startTestServer({ watchdog: { pingMs: 300, missedPings: 5 } });
    const random = new Random(1);
    try {
      const workspace = await makeWorkspace(server.url);
      const layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
      const crowd = new Crowd(writersOf(await annotators(workspace, 2), 8, layer, random), random);
      await crowd.allWritable(PATIENCE);
      const beside = await databaseOf({ dataDir: server.config.dataDir, env: {} });
      // Blocks the database's thread for far longer than the watchdog waits.
      const hanging = beside.dataSource.query("select pg_sleep(600)").catch((error: unknown) => error);
      const health = async () => (await new HttpClient(server.url).get("/api/health")).status;
      await until(() => crowd.interruptions > 0, PATIENCE);
      expect(await hanging).toBeInstanceOf(Error);
      await beside.close();
      await crowd.allWritable(PATIENCE);
      await until(async () => (await health()) === 200, PATIENCE);
      await crowd.finish(PATIENCE);
      await expectNoGap(server.dataSource, layer);
      await expectDerivedRows(server.dataSource, layer);
      expect(await damageOf(server.dataSource, layer, crowd.writers)).toEqual({ lost: [], doubled: [] });
      for (const { refused } of crowd.writers) expect(refused).toEqual([]);
    } finally {
      await server.close();
    }
  },
);
