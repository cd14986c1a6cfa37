/*
 * What an edit costs: server CPU per delivered edit, and the time from an author's key to everybody's screen, against
 * a bare relay under the same load in the same run. Ours stores each edit before anybody sees it.
 *
 * BENCH_CLIENTS (100), BENCH_WRITERS (30), BENCH_RATE (10 edits a second each), BENCH_WARM (5 s), BENCH_SECONDS (15),
 * BENCH_SIDES (relay,postgresql,embedded).
 */
import pg from "pg";
import { addArticle } from "../support/article-fixtures.ts";
import type { HttpClient } from "../support/http-client.ts";
import { createPostgresCluster, runSql } from "../support/postgres-cluster.ts";
import { headersOf, teamDocument } from "../support/sync-client.ts";
import { actorOf, makeWorkspace } from "../support/workspaces.ts";
import { type ServerProcess, startRelay, startServerProcess } from "./support/child.ts";
import { type Load, type Measured, type Place, runLoad } from "./support/load.ts";
import { cpuOf } from "./support/process-cpu.ts";

const setting = (name: string, standard: number) => Number(process.env[name] ?? standard);
const load: Load = {
  clients: setting("BENCH_CLIENTS", 100),
  writers: setting("BENCH_WRITERS", 30),
  rate: setting("BENCH_RATE", 10),
  warmMs: setting("BENCH_WARM", 5) * 1_000,
  measureMs: setting("BENCH_SECONDS", 15) * 1_000,
};
const sides = (process.env.BENCH_SIDES ?? "relay,postgresql,embedded").split(",");
/** Sockets that one person may have open on a document. */
const SOCKETS_PER_PERSON = 10;

interface Result extends Measured {
  side: string;
  /** CPU of the server process, and of the database's processes where it has its own, ms. */
  cpu: number;
  databaseCpu: number;
}

async function measure(side: string, server: ServerProcess, place: Place, databasePids: number[]): Promise<Result> {
  const cpu: number[] = [];
  const databaseCpu: number[] = [];
  const measured = await runLoad(load, place, () => {
    cpu.push(cpuOf(server.pid));
    databaseCpu.push(databasePids.reduce((sum, pid) => sum + cpuOf(pid), 0));
  });
  const used = (samples: number[]) => (samples[1] ?? 0) - (samples[0] ?? 0);
  return { side, ...measured, cpu: used(cpu), databaseCpu: used(databaseCpu) };
}

/** People enough for the sockets, in a workspace with one article. */
async function prepare(server: ServerProcess): Promise<Place> {
  const workspace = await makeWorkspace(server.url);
  const article = await addArticle(workspace.owner, workspace.workspaceId);
  const people: { client: HttpClient; actor: string }[] = [];
  const needed = Math.max(load.writers, Math.ceil(load.clients / SOCKETS_PER_PERSON));
  for (let person = 0; person < needed; person++) {
    const client = await workspace.join("annotator", `Person ${person}`);
    people.push({ client, actor: await actorOf(client, workspace.workspaceId) });
  }
  const of = (client: number) => people[client % people.length] as (typeof people)[number];
  return {
    url: `${server.url.replace("http", "ws")}/sync/${teamDocument(article)}?hello=1`,
    headers: (client) => ({ ...headersOf(of(client).client) }),
    actor: (client) => of(client).actor,
  };
}

async function run(side: string): Promise<Result> {
  if (side === "relay") {
    const relay = await startRelay();
    const place = {
      url: relay.url.replace("http", "ws"),
      headers: () => ({}),
      actor: (n: number) => `actor-${n}-of-bench`,
    };
    return measure(side, relay, place, []).finally(() => relay.close());
  }
  if (side === "embedded") {
    const server = await startServerProcess();
    return measure(side, server, await prepare(server), []).finally(() => server.close());
  }
  const cluster = await createPostgresCluster({ fsync: true });
  try {
    await runSql(cluster.url("postgres"), "create database bench");
    const server = await startServerProcess({ DATABASE_URL: cluster.url("bench") });
    try {
      const place = await prepare(server);
      return await measure(side, server, place, await databaseProcesses(cluster.url("bench")));
    } finally {
      await server.close();
    }
  } finally {
    await cluster.remove();
  }
}

async function databaseProcesses(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where pid <> pg_backend_pid()",
  );
  await client.end();
  return rows.map((row) => row.pid);
}

const { clients, writers, rate } = load;
console.log(`${clients} clients in one layer, ${writers} of them writing ${rate} annotations a second each;`);
console.log(
  `warm ${load.warmMs / 1_000} s, measured ${load.measureMs / 1_000} s; CPU of the server process, all threads\n`,
);
let relayCost: number | null = null;
for (const side of sides) {
  const result = await run(side);
  const cost = (result.cpu * 1_000) / result.deliveries;
  if (side === "relay") relayCost = cost;
  const ratio = relayCost === null ? "" : `, ${(cost / relayCost).toFixed(2)} of the relay`;
  console.log(`${side.padEnd(11)} ${cost.toFixed(2)} µs a delivered edit${ratio}`);
  if (result.databaseCpu > 0 && relayCost !== null) {
    const both = ((result.cpu + result.databaseCpu) * 1_000) / result.deliveries;
    console.log(
      `${"".padEnd(11)} ${both.toFixed(2)} µs with the database's own CPU, ${(both / relayCost).toFixed(2)} of the relay`,
    );
  }
  const share = (result.cpu / 10 / result.seconds).toFixed(0);
  const perSecond = (result.edits / result.seconds).toFixed(0);
  console.log(
    `${"".padEnd(11)} p50 ${result.p50.toFixed(1)} ms, p99 ${result.p99.toFixed(1)} ms to every other screen`,
  );
  console.log(`${"".padEnd(11)} ${perSecond} edits/s, ${share} % of a core, ${result.frames} frames\n`);
}
