import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportFigures } from "../../server/src/sync/testing/figures.ts";
import { Random } from "../../server/src/sync/testing/random.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { annotators, type Someone, writersOf } from "../support/persistent-crowd.ts";
import type { PersistentWriter } from "../support/persistent-writer.ts";
import { createPostgresCluster, type PostgresCluster, runSql } from "../support/postgres-cluster.ts";
import {
  type Damage,
  damageOf,
  databaseOf,
  entriesOf,
  expectDerivedRows,
  expectNoGap,
  expectTrueSnapshot,
  storedLayer,
} from "../support/stored-layer.ts";
import { RawClient, teamDocument, until } from "../support/sync-client.ts";
import { makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

const KILLS = Number(process.env.POSTIL_KILLS ?? 10);
/** On the embedded database, whose starts are dear; the rest with PostgreSQL. */
const EMBEDDED_KILLS = Math.ceil(KILLS * 0.4);
const SEED = Number(process.env.POSTIL_SEED ?? Date.now() % 1_000_000);
const PEOPLE = 5;
/** Tabs of each. */
const TABS = 4;
const WRITERS = PEOPLE * TABS;
/** Kills before the writers move to a fresh article, so that the check after each stays quick. */
const KILLS_PER_ARTICLE = 10;
const PATIENCE = 60_000;

let server: BuiltServer;
let workspace: TestWorkspace;
let people: Someone[];

/** Adds up what one run has seen. */
class Tally {
  written = 0;
  acknowledged = 0;
  /** Looks that found a snapshot. */
  compacted = 0;
  readonly lost: string[] = [];
  readonly doubled: string[] = [];

  damage({ lost, doubled }: Damage): void {
    this.lost.push(...lost);
    this.doubled.push(...doubled);
  }

  add(writers: readonly PersistentWriter[]): void {
    for (const { counts } of writers) {
      this.written += counts.written;
      this.acknowledged += counts.acknowledged;
    }
  }
}

/** They write; the server is killed at a random moment, also while they come back, and started again. */
async function killedOnce(writers: readonly PersistentWriter[], random: Random): Promise<void> {
  const typing = setInterval(() => {
    for (const writer of writers) if (random.chance(0.6)) writer.write();
  }, 40);
  try {
    const joining = writers.map((writer) => writer.connect());
    if (random.chance(0.8)) await Promise.all(joining);
    await new Promise((resolve) => setTimeout(resolve, 50 + random.below(700)));
    await server.kill();
    await Promise.all(joining);
  } finally {
    clearInterval(typing);
  }
  for (const writer of writers) writer.disconnect();
  // Offline they go on.
  for (const writer of writers) if (random.chance(0.3)) writer.write();
}

/** What was lost and doubled; counts whether the layer had been compacted. */
async function look(
  layer: string,
  writers: readonly PersistentWriter[],
  tally: Tally,
  cover: boolean,
): Promise<Damage> {
  const database = await databaseOf(server);
  try {
    if (await expectTrueSnapshot(database.dataSource, layer, cover)) tally.compacted++;
    await expectNoGap(database.dataSource, layer);
    await expectDerivedRows(database.dataSource, layer);
    return await damageOf(database.dataSource, layer, writers);
  } finally {
    await database.close();
  }
}

/** Everybody comes back, and all that was ever written arrives, once. */
async function settle(layer: string, writers: readonly PersistentWriter[], tally: Tally): Promise<Damage> {
  for (const writer of writers)
    while (!(await writer.connect())) await new Promise((resolve) => setTimeout(resolve, 50));
  await until(() => writers.every((writer) => writer.waiting === 0), PATIENCE);
  const { compacted } = tally;
  const damage: Damage = { lost: [], doubled: [] };
  // Kills may come too soon for any snapshot: what is looked at here has been compacted for certain.
  await until(async () => {
    const seen = await look(layer, writers, tally, false);
    damage.lost.push(...seen.lost);
    damage.doubled.push(...seen.doubled);
    return tally.compacted > compacted;
  }, PATIENCE);
  const reader = await RawClient.join(workspace.owner, layer);
  const live = entriesOf(reader.doc);
  reader.close();
  const database = await databaseOf(server);
  const stored = await storedLayer(database.dataSource, layer);
  await database.close();
  expect(live).toEqual(stored);
  for (const writer of writers) {
    damage.lost.push(...writer.history.unfinished(live));
    writer.disconnect();
    expect(writer.refused).toEqual([]);
  }
  return damage;
}

async function run(database: string, kills: number, env: Record<string, string>): Promise<void> {
  const random = new Random(SEED);
  const tally = new Tally();
  const began = Date.now();
  server = await startBuiltServer(env);
  try {
    workspace = await makeWorkspace(server.url);
    people = await annotators(workspace, PEOPLE);
    for (let done = 0; done < kills; ) {
      const layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
      const writers = writersOf(people, WRITERS, layer, random);
      for (let here = 0; here < KILLS_PER_ARTICLE && done < kills; here++, done++) {
        await killedOnce(writers, random);
        // Every other server compacts all the time, also while it is killed; so does the one on which all settles.
        const last = here === KILLS_PER_ARTICLE - 1 || done === kills - 1;
        await server.start({ compacting: last || done % 2 === 0 });
        tally.damage(await look(layer, writers, tally, random.chance(0.3)));
        expect({ seed: SEED, kill: done, lost: tally.lost, doubled: tally.doubled }).toMatchObject({
          lost: [],
          doubled: [],
        });
      }
      tally.damage(await settle(layer, writers, tally));
      tally.add(writers);
    }
  } finally {
    await server.close();
  }
  const { written, acknowledged, compacted, lost, doubled } = tally;
  const seconds = Math.round((Date.now() - began) / 1000);
  reportFigures(`kill, ${database}`, {
    kills,
    writers: WRITERS,
    written,
    acknowledged,
    compacted,
    lost: lost.length,
    doubled: doubled.length,
    seconds,
  });
  expect({ seed: SEED, lost, doubled }).toEqual({ seed: SEED, lost: [], doubled: [] });
  expect(acknowledged).toBe(written);
  expect(compacted).toBeGreaterThan(0);
  expect(written).toBeGreaterThan(kills * WRITERS);
}

const timeout = 120_000 + KILLS * 60_000;

describe(`${KILLS} kills at random among ${WRITERS} clients that annotate, tag, comment and delete`, () => {
  it("lose nothing that was acknowledged and double nothing on the embedded database", { timeout }, async () => {
    await run("embedded database", EMBEDDED_KILLS, {});
  });

  describe("with PostgreSQL", () => {
    let cluster: PostgresCluster;
    beforeAll(async () => {
      cluster = await createPostgresCluster();
      await runSql(cluster.url("postgres"), "create database kills");
    });
    afterAll(() => cluster?.remove());

    it("lose nothing that was acknowledged and double nothing", { timeout }, async () => {
      await run("PostgreSQL", KILLS - EMBEDDED_KILLS, { DATABASE_URL: cluster.url("kills") });
    });
  });
});
