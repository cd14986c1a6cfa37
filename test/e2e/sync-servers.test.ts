import { afterAll, beforeAll, expect, it } from "vitest";
import { reportFigures } from "../../server/src/sync/testing/figures.ts";
import { Random } from "../../server/src/sync/testing/random.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { annotators, Crowd, type Someone, writersOf } from "../support/persistent-crowd.ts";
import { createPostgresCluster, type PostgresCluster, runSql } from "../support/postgres-cluster.ts";
import {
  damageOf,
  databaseOf,
  entriesOf,
  expectDerivedRows,
  expectNoGap,
  storedLayer,
} from "../support/stored-layer.ts";
import { RawClient, teamDocument, until } from "../support/sync-client.ts";
import { makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

const KILLS = Number(process.env.POSTIL_SERVER_KILLS ?? 2);
const SEED = Number(process.env.POSTIL_SEED ?? Date.now() % 1_000_000);
const WRITERS = 12;
const KILLS_PER_ARTICLE = 10;
const PATIENCE = 60_000;

let cluster: PostgresCluster;
let servers: BuiltServer[];
let workspace: TestWorkspace;
let people: Someone[];

beforeAll(async () => {
  cluster = await createPostgresCluster();
  await runSql(cluster.url("postgres"), "create database servers");
  const env = { DATABASE_URL: cluster.url("servers") };
  servers = [await startBuiltServer(env), await startBuiltServer(env)];
  workspace = await makeWorkspace((servers[0] as BuiltServer).url);
  people = await annotators(workspace, 3);
});
afterAll(async () => {
  for (const server of servers ?? []) await server.close();
  await cluster?.remove();
});

it(`two servers on one database lose and double nothing, while one of them is killed ${KILLS} times`, {
  timeout: 120_000 + KILLS * 60_000,
}, async () => {
  const random = new Random(SEED);
  const began = Date.now();
  const sum = { written: 0, acknowledged: 0, lost: 0, doubled: 0 };
  // Their sessions are in the database, so they are known at either.
  const both = servers.flatMap(({ url }) => people.map(({ client, actor }) => ({ client: client.at(url), actor })));
  for (let done = 0; done < KILLS; ) {
    const layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
    const crowd = new Crowd(writersOf(both, WRITERS, layer, random), random);
    await crowd.allWritable(PATIENCE);
    for (let here = 0; here < KILLS_PER_ARTICLE && done < KILLS; here++, done++) {
      await new Promise((resolve) => setTimeout(resolve, 300 + random.below(700)));
      const victim = random.pick(servers) as BuiltServer;
      await victim.kill();
      await victim.start();
      await crowd.allWritable(PATIENCE);
    }
    // Whoever looks at one server sees what was written at the other.
    const watching = await Promise.all(servers.map((server) => RawClient.join(workspace.owner.at(server.url), layer)));
    await crowd.finish(PATIENCE);
    const database = await databaseOf(servers[0] as BuiltServer);
    try {
      const stored = await storedLayer(database.dataSource, layer);
      for (const { doc } of watching) {
        await until(() => same(entriesOf(doc), stored), PATIENCE);
      }
      await expectNoGap(database.dataSource, layer);
      await expectDerivedRows(database.dataSource, layer);
      const { lost, doubled } = await damageOf(database.dataSource, layer, crowd.writers);
      for (const { history } of crowd.writers) lost.push(...history.unfinished(stored));
      expect({ seed: SEED, lost, doubled }).toEqual({ seed: SEED, lost: [], doubled: [] });
    } finally {
      await database.close();
      for (const client of watching) client.close();
    }
    for (const { counts, refused } of crowd.writers) {
      expect({ seed: SEED, refused }).toEqual({ seed: SEED, refused: [] });
      sum.written += counts.written;
      sum.acknowledged += counts.acknowledged;
    }
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  reportFigures("two servers", { kills: KILLS, writers: WRITERS, ...sum, seconds });
  expect(sum.acknowledged).toBe(sum.written);
});

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([id, value]) => b.get(id) === value);
}
