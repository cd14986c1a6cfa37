import { layerDocumentName } from "@postil/shared/document/text-document";
import type { EraseAnswer } from "@postil/shared/schema/erasure";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportFigures } from "../../server/src/sync/testing/figures.ts";
import { Random } from "../../server/src/sync/testing/random.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { placesOf } from "../support/bin.ts";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { good, type HttpClient } from "../support/http-client.ts";
import { createPostgresCluster, type PostgresCluster, runSql } from "../support/postgres-cluster.ts";
import { databaseOf, expectDerivedRows, expectNoGap, storedLayer } from "../support/stored-layer.ts";
import { makeWorkspace } from "../support/workspaces.ts";

const KILLS = Number(process.env.POSTIL_PURGE_KILLS ?? 10);
/** On the embedded database, whose starts are dear; the rest with PostgreSQL. */
const EMBEDDED_KILLS = Math.ceil(KILLS * 0.3);
const SEED = Number(process.env.POSTIL_SEED ?? Date.now() % 1_000_000);
const LAYERS = 6;
const NOTES = 5;

interface Bin {
  layer: string;
  /** Deleted, with words that stand nowhere else. */
  ids: string[];
  words: string;
  /** Not deleted. */
  kept: string;
}

async function bin(owner: HttpClient, workspaceId: string, words: string): Promise<Bin> {
  const { layers } = await addArticle(owner, workspaceId);
  const layer = layers.find(({ kind }) => kind === "team")?.id ?? "";
  const path = `/api/layers/${layer}/operations`;
  const notes = Array.from({ length: NOTES + 1 }, (_, n) => (n === NOTES ? "stays" : `${words} ${n}`));
  const operations = notes.map((note) => ({ op: "annotate", on: "article", note }));
  const { items } = good(await owner.post<{ items: { id: string }[] }>(path, { operations }));
  const ids = items.slice(0, NOTES).map(({ id }) => id);
  good(await owner.post(path, { operations: ids.map((target) => ({ op: "delete", target })) }));
  return { layer, ids, words, kept: items[NOTES]?.id ?? "" };
}

/** Whether it was answered that all of it is gone. */
function erase(client: HttpClient, { layer, ids }: Bin): Promise<boolean> {
  return client.post<EraseAnswer>(`/api/layers/${layer}/erase`, { ids }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** Whether all of the bin is there still, or nothing of it; anything between fails. */
async function stands(server: BuiltServer, { layer, ids, words, kept }: Bin, about: string): Promise<boolean> {
  const database = await databaseOf(server);
  try {
    const { dataSource } = database;
    const document = layerDocumentName(layer);
    await expectNoGap(dataSource, document);
    await expectDerivedRows(dataSource, document);
    const entries = await storedLayer(dataSource, document);
    expect(entries.has(`annotations/${kept}`), about).toBe(true);
    const there = ids.filter((id) => entries.has(`annotations/${id}`));
    const [row]: { count: number }[] = await dataSource.query(
      `select count(*)::int as count from audit_event where kind = 'annotations-erased' and details->>'layerId' = $1`,
      [layer],
    );
    const [erased]: { count: number }[] = await dataSource.query(
      "select count(*)::int as count from erased_entry where document_id = $1",
      [document],
    );
    const places = await placesOf(dataSource, words);
    const whole = there.length === NOTES;
    expect([there.length, row?.count, erased?.count], about).toEqual(whole ? [NOTES, 0, 0] : [0, 1, NOTES]);
    if (whole) expect(places, about).toContain("annotation.note");
    else expect(places, about).toEqual([]);
    return whole;
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
      const bins: Bin[] = [];
      for (let n = 0; n < LAYERS; n++) bins.push(await bin(owner, workspaceId, `unwanted ${kill}-${n}.`));
      const answers = bins.map((one) => erase(owner, one));
      if (random.chance(0.7)) await answers[random.below(LAYERS)];
      await new Promise((resolve) => setTimeout(resolve, random.below(20)));
      await server.kill();
      const told = await Promise.all(answers);
      await server.start();
      for (const [n, one] of bins.entries()) {
        const about = `seed ${SEED}, kill ${kill}, layer ${n}`;
        const whole = await stands(server, one, about);
        if (told[n]) expect(whole, about).toBe(false);
        if (told[n]) sum.acknowledged++;
        else if (whole) sum.neither++;
        else sum.stored++;
        expect(await erase(owner, one)).toBe(true);
        expect(await stands(server, one, about)).toBe(false);
      }
    }
  } finally {
    await server.close();
  }
  reportFigures(`erasing, ${database}`, { kills, ...sum });
}

describe(`a server that is killed ${KILLS} times while it erases has erased all of a request or nothing, and once`, () => {
  it("on the embedded database", () => run("embedded database", EMBEDDED_KILLS, {}));

  describe("with PostgreSQL", () => {
    let cluster: PostgresCluster;
    beforeAll(async () => {
      cluster = await createPostgresCluster();
      await runSql(cluster.url("postgres"), "create database erasing");
    });
    afterAll(() => cluster?.remove());

    it("on its tables", () => run("PostgreSQL", KILLS - EMBEDDED_KILLS, { DATABASE_URL: cluster.url("erasing") }));
  });
});
