import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportFigures } from "../../server/src/sync/testing/figures.ts";
import { Random } from "../../server/src/sync/testing/random.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { HttpClient } from "../support/http-client.ts";
import { annotators, Crowd, type Someone, writersOf } from "../support/persistent-crowd.ts";
import { createPostgresCluster, type PostgresCluster, runSql } from "../support/postgres-cluster.ts";
import { mountSmallDisk, type SmallDisk } from "../support/small-disk.ts";
import { damageOf, databaseOf, expectDerivedRows, expectNoGap } from "../support/stored-layer.ts";
import { teamDocument, until } from "../support/sync-client.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp-proxy.ts";
import { makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

/** Outages of each kind. */
const OUTAGES = Number(process.env.POSTIL_OUTAGES ?? 1);
const WRITERS = 8;
const PATIENCE = 60_000;
const DISK_MB = 256;

let disk: SmallDisk | null;
let cluster: PostgresCluster;
let proxy: TcpProxy;
let server: BuiltServer;
let workspace: TestWorkspace;
let people: Someone[];
/** Straight to PostgreSQL, past the proxy. */
let direct: string;

beforeAll(async () => {
  disk = mountSmallDisk(DISK_MB);
  cluster = await createPostgresCluster(disk ? { folder: disk.folder } : {});
  await runSql(cluster.url("postgres"), "create database outages");
  direct = cluster.url("outages");
  proxy = await startTcpProxy({ host: "127.0.0.1", port: Number(new URL(direct).port) });
  server = await startBuiltServer({ DATABASE_URL: direct.replace(/:\d+\//, `:${proxy.port}/`) });
  workspace = await makeWorkspace(server.url);
  people = await annotators(workspace, 2);
});
afterAll(async () => {
  await server?.close();
  await proxy?.close();
  await cluster?.remove();
  disk?.remove();
});

interface Outage {
  begin(): Promise<void> | void;
  end(): Promise<void> | void;
  /** How long it lasts, ms. */
  ms: number;
  /** Whether nothing at all can be stored while it lasts. */
  total: boolean;
}

/** The database as it is, whatever stands between it and the server. */
const straight = () => databaseOf({ dataDir: "", env: { DATABASE_URL: direct } });

async function suffer(kind: string, outage: Outage): Promise<void> {
  const random = new Random(OUTAGES);
  let slowest = 0;
  const sum = { written: 0, acknowledged: 0, lost: 0, doubled: 0 };
  for (let round = 0; round < OUTAGES; round++) {
    const layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
    const crowd = new Crowd(writersOf(people, WRITERS, layer, random), random);
    await crowd.allWritable(PATIENCE);
    await outage.begin();
    const began = Date.now();
    await new Promise((resolve) => setTimeout(resolve, outage.ms));
    if (outage.total) await until(async () => (await health()) === 503, PATIENCE);
    for (const writer of crowd.writers) writer.collect();
    const told = Math.max(...crowd.writers.map((writer) => writer.lastSeq));
    const ended = Date.now();
    await outage.end();
    await crowd.allWritable(PATIENCE);
    slowest = Math.max(slowest, Date.now() - ended);
    await until(async () => (await health()) === 200, PATIENCE);
    await crowd.finish(PATIENCE);
    const database = await straight();
    try {
      if (outage.total) await expectNothingStoredWhile(database.dataSource, { layer, began, ended, told });
      await expectNoGap(database.dataSource, layer);
      await expectDerivedRows(database.dataSource, layer);
      const { lost, doubled } = await damageOf(database.dataSource, layer, crowd.writers);
      expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    } finally {
      await database.close();
    }
    for (const { counts, refused } of crowd.writers) {
      expect(refused).toEqual([]);
      sum.written += counts.written;
      sum.acknowledged += counts.acknowledged;
    }
  }
  expect(sum.acknowledged).toBe(sum.written);
  reportFigures(`outage, ${kind}`, { outages: OUTAGES, writers: WRITERS, ...sum, "writable again after ms": slowest });
}

/** What people were told of by the end of an outage stands in rows that are older than it. */
async function expectNothingStoredWhile(
  dataSource: Awaited<ReturnType<typeof straight>>["dataSource"],
  { layer, began, ended, told }: { layer: string; began: number; ended: number; told: number },
): Promise<void> {
  const [row]: { during: number; late: number }[] = await dataSource.query(
    `select count(*) filter (where at > to_timestamp($2::float8 / 1000) and at < to_timestamp($3::float8 / 1000))::int
              as during,
            count(*) filter (where seq <= $4 and at > to_timestamp($2::float8 / 1000))::int as late
       from document_update where document_id = $1`,
    [layer, began, ended, told],
  );
  expect(row).toEqual({ during: 0, late: 0 });
}

async function health(): Promise<number> {
  return (await new HttpClient(server.url).get("/api/health")).status;
}

const timeout = 60_000 + OUTAGES * 180_000;

describe("nothing is acknowledged that isn't stored, nothing is lost, and people write again", () => {
  it("when PostgreSQL dies and comes back", { timeout }, async () => {
    await suffer("PostgreSQL stopped", {
      ms: 500,
      total: true,
      begin: () => cluster.kill(),
      end: () => cluster.start(),
    });
  });

  it("when its connections are cut again and again", { timeout }, async () => {
    const cut = () =>
      runSql(direct, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'postil'");
    let cutting: NodeJS.Timeout;
    await suffer("connections cut", {
      ms: 1_000,
      total: false,
      begin: async () => {
        await cut();
        cutting = setInterval(() => void cut().catch(() => undefined), 150);
      },
      end: () => clearInterval(cutting),
    });
  });

  it("when it stands still for five seconds", { timeout }, async () => {
    await suffer("stalled", { ms: 5_000, total: true, begin: () => cluster.pause(), end: () => cluster.resume() });
  });

  it("when the network swallows all, and old connections never come back", { timeout }, async () => {
    await suffer("network gone", {
      ms: 2_000,
      total: true,
      begin: () => proxy.swallow(),
      end: () => proxy.passNew(),
    });
  });

  it("when its disk is full", { timeout }, async () => {
    // Where no file system may be mounted, a trigger answers what PostgreSQL answers then.
    const full = `create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
      create trigger full_disk before insert on document_update execute function full_disk()`;
    const kind = disk ? "disk full" : "disk full, told by a trigger";
    await suffer(kind, {
      ms: 2_000,
      total: false,
      begin: async () => {
        if (disk) disk.fill();
        else await runSql(direct, full);
        await refusesToStore();
      },
      end: async () => {
        if (disk) disk.free();
        else await runSql(direct, "drop function full_disk cascade");
      },
    });
  });
});

it("a query at which PostgreSQL is at work may take as long as it likes", { timeout }, async () => {
  const database = await straight();
  try {
    // Longer than two looks at a silent connection.
    expect(await database.dataSource.query("select 'done' as state, pg_sleep(8)::text as slept")).toEqual([
      { state: "done", slept: "" },
    ]);
  } finally {
    await database.close();
  }
});

/** A disk that is full is noticed when a table needs its next page. */
async function refusesToStore(): Promise<void> {
  const before = failures();
  await until(() => failures() > before, PATIENCE);
}

function failures(): number {
  return server.output.split("a commit failed").length;
}
