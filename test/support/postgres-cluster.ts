import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findPostgres } from "../../scripts/lib/find-programs.mjs";
import { makeDataFolder } from "./data-folder.ts";

export interface PostgresCluster {
  /** URL of one of its databases. */
  url(database: string): string;
  /** Ends PostgreSQL at once, as a crash would; `start` recovers it. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops all its processes where they stand, so that it answers nothing; `resume` lets them go on. */
  pause(): void;
  resume(): void;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/**
 * Makes a PostgreSQL of its own in a temporary folder, on a free port of loopback. Throws when it isn't installed.
 * Without `fsync` it survives no power loss, which no test can make; measurements ask for it. `folder`: an empty one to
 * use instead.
 */
export async function createPostgresCluster(
  options: { fsync?: boolean; folder?: string } = {},
): Promise<PostgresCluster> {
  const fsync = options.fsync ? "on" : "off";
  const programs = findPostgres();
  if (programs === null) throw new Error("PostgreSQL's programs (initdb, postgres) were not found.");
  const owner = clusterOwner();
  const folder =
    options.folder ?? (options.fsync ? mkdtempSync(join(tmpdir(), "postil-postgres-")) : makeDataFolder("postgres"));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const spawning = { ...owner, cwd: folder };
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...spawning, stdio: ["ignore", "ignore", "pipe"] },
  );
  const port = await freePort();
  let server: ChildProcess | null = null;
  const url = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;

  const end = async (signal: NodeJS.Signals) => {
    const dying = server;
    server = null;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    const exited = new Promise((resolve) => dying.once("exit", resolve));
    dying.kill(signal);
    await exited;
  };
  const signal = (name: NodeJS.Signals) => {
    const pid = server?.pid;
    if (pid === undefined) throw new Error("PostgreSQL isn't running.");
    // Each of its processes is a session of its own, out of reach of a signal to a group.
    for (const each of [pid, ...childrenOf(pid)]) process.kill(each, name);
  };
  const cluster: PostgresCluster = {
    url,
    async start() {
      const settings = ["listen_addresses=127.0.0.1", `port=${port}`, `fsync=${fsync}`, "max_connections=150"];
      settings.push(`unix_socket_directories=${folder}`, "log_min_messages=fatal");
      const flags = settings.flatMap((setting) => ["-c", setting]);
      server = spawn(join(programs, "postgres"), ["-D", data, ...flags], { ...spawning, stdio: "ignore" });
      await answers(url("postgres"));
    },
    kill: () => end("SIGQUIT"),
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
    async remove() {
      await end("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
  await cluster.start();
  return cluster;
}

/** Runs one statement on a connection of its own. */
export async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function childrenOf(pid: number): number[] {
  const listed = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  return listed.stdout.split(/\s+/).filter(Boolean).map(Number);
}

/** PostgreSQL refuses to run as root: then its files and processes belong to another user. */
function clusterOwner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string, user: string) => Number(execFileSync("id", [flag, user], { stdio: "pipe" }).toString());
  try {
    return { uid: idOf("-u", "postgres"), gid: idOf("-g", "postgres") };
  } catch {
    return { uid: idOf("-u", "nobody"), gid: idOf("-g", "nobody") };
  }
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      return await runSql(url, "select 1");
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** A port of loopback that nothing listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
