import { PUBLISHED_BY } from "@postil/shared/document/layer-document";
import type { LayerInfo } from "@postil/shared/schema/article";
import type { PublishAnswer } from "@postil/shared/schema/publishing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportFigures } from "../../server/src/sync/testing/figures.ts";
import { Random } from "../../server/src/sync/testing/random.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { good, type HttpClient } from "../support/http-client.ts";
import { createPostgresCluster, type PostgresCluster, runSql } from "../support/postgres-cluster.ts";
import { databaseOf, expectDerivedRows, expectNoGap, storedLayer } from "../support/stored-layer.ts";
import { teamDocument } from "../support/sync-client.ts";
import { makeWorkspace } from "../support/workspaces.ts";

const KILLS = Number(process.env.POSTIL_PUBLISH_KILLS ?? 3);
/** On the embedded database, whose starts are dear; the rest with PostgreSQL. */
const EMBEDDED_KILLS = Math.ceil(KILLS * 0.3);
const SEED = Number(process.env.POSTIL_SEED ?? Date.now() % 1_000_000);
const LAYERS = 6;
const NOTES = 5;

interface Shelf {
  article: string;
  /** The private layer's id. */
  layer: string;
  /** Documents. */
  own: string;
  team: string;
  ids: string[];
}

async function shelf(owner: HttpClient, workspaceId: string): Promise<Shelf> {
  const article = await addArticle(owner, workspaceId);
  const layer = good(await owner.post<LayerInfo>(`/api/articles/${article.id}/layers`, { kind: "private" }));
  const operations = Array.from({ length: NOTES }, (_, n) => ({ op: "annotate", on: "article", note: `Note ${n}` }));
  const path = `/api/layers/${layer.id}/operations`;
  const { items } = good(await owner.post<{ items: { id: string }[] }>(path, { operations }));
  const ids = items.map(({ id }) => id);
  return { article: article.id, layer: layer.id, own: layer.document, team: teamDocument(article), ids };
}

/** Whether it was answered that all of it is published. */
function publish(client: HttpClient, { layer, ids }: Shelf): Promise<boolean> {
  const sent = client.post<PublishAnswer>(`/api/layers/${layer}/publish`, { annotations: ids });
  return sent.then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** How many of the annotations are hidden in the private layer, stand in the team's, and were recorded as published. */
async function counts(server: BuiltServer, { article, own, team, ids }: Shelf): Promise<number[]> {
  const database = await databaseOf(server);
  try {
    const { dataSource } = database;
    const [mine, theirs] = [await storedLayer(dataSource, own), await storedLayer(dataSource, team)];
    for (const document of [own, team]) {
      await expectNoGap(dataSource, document);
      await expectDerivedRows(dataSource, document);
    }
    const [row]: { count: number }[] = await dataSource.query(
      `select coalesce(sum((details->>'count')::int), 0)::int as count from audit_event
        where kind = 'annotations-published' and details->>'article' = $1`,
      [article],
    );
    const hidden = ids.filter((id) => mine.get(`deletions/${id}`)?.includes(`"${PUBLISHED_BY}"`));
    return [hidden.length, ids.filter((id) => theirs.has(`annotations/${id}`)).length, row?.count ?? 0];
  } finally {
    await database.close();
  }
}

async function run(database: string, kills: number, env: Record<string, string>): Promise<void> {
  const sum = { acknowledged: 0, stored: 0, neither: 0 };
  const random = new Random(SEED);
  const server = await startBuiltServer(env);
  try {
    const { owner, workspaceId } = await makeWorkspace(server.url);
    for (let kill = 0; kill < kills; kill++) {
      const shelves: Shelf[] = [];
      for (let n = 0; n < LAYERS; n++) shelves.push(await shelf(owner, workspaceId));
      const answers = shelves.map((one) => publish(owner, one));
      // Somewhere between the first and the last: each takes a few milliseconds, one after the other.
      if (random.chance(0.7)) await answers[random.below(LAYERS)];
      await new Promise((resolve) => setTimeout(resolve, random.below(20)));
      await server.kill();
      const told = await Promise.all(answers);
      await server.start();
      for (const [n, one] of shelves.entries()) {
        const found = await counts(server, one);
        const all = [NOTES, NOTES, NOTES];
        expect([all, ...(told[n] ? [] : [[0, 0, 0]])], `seed ${SEED}, kill ${kill}, layer ${n}`).toContainEqual(found);
        if (told[n]) sum.acknowledged++;
        else if (found[0] === 0) sum.neither++;
        else sum.stored++;
        expect(await publish(owner, one)).toBe(true);
        expect(await counts(server, one)).toEqual(all);
      }
    }
  } finally {
    await server.close();
  }
  reportFigures(`publishing, ${database}`, { kills, ...sum });
}

describe(`a server that is killed ${KILLS} times while it publishes has written both layers or neither`, () => {
  it("on the embedded database", { timeout: 300_000 }, () => run("embedded database", EMBEDDED_KILLS, {}));

  describe("with PostgreSQL", () => {
    let cluster: PostgresCluster;
    beforeAll(async () => {
      cluster = await createPostgresCluster();
      await runSql(cluster.url("postgres"), "create database publishing");
    });
    afterAll(() => cluster?.remove());

    it("on its tables", { timeout: 300_000 }, () =>
      run("PostgreSQL", KILLS - EMBEDDED_KILLS, { DATABASE_URL: cluster.url("publishing") }),
    );
  });
});
