import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { lockDataFolder, runningSocket } from "../../server/src/platform/database/embedded/data-lock.ts";
import { EmbeddedDatabase } from "../../server/src/platform/database/embedded/embedded-database.ts";
import { joinDatabase } from "../../server/src/platform/database/open-database.ts";

const embedded = inject("embeddedTemplate") !== "";
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "postil-embedded-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const worker = () => new URL(inject("embeddedWorker"));
const poolOn = (socketDir: string, max = 1) => {
  const pool = new pg.Pool({ host: socketDir, user: "postgres", database: "postgres", max });
  pool.on("error", () => {});
  return pool;
};

describe("the lock of a data folder", () => {
  const fresh = async (name: string) => {
    const path = join(folder, name);
    await mkdir(path);
    return path;
  };

  it("refuses a second server with a sentence, until the first lets go", async () => {
    const path = await fresh("twice");
    const lock = await lockDataFolder(path);
    await expect(lockDataFolder(path)).rejects.toThrow(
      `The data folder ${path} is in use by another Postil server (process ${process.pid}).`,
    );
    await lock.release();
    await (await lockDataFolder(path)).release();
  });

  it("is taken over from a server that was killed", async () => {
    const path = await fresh("killed");
    const child = spawn("sleep", ["60"]);
    const dead = child.pid ?? 0;
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await exited;
    await writeFile(join(path, "server.lock"), JSON.stringify({ pid: dead, started: null, socketDir: null }));
    await (await lockDataFolder(path)).release();
  });

  it("is taken over when its pid belongs to another process by now", async () => {
    const path = await fresh("reused");
    const holder = { pid: process.pid, started: "an-earlier-boot/12345", socketDir: null };
    await writeFile(join(path, "server.lock"), JSON.stringify(holder));
    await (await lockDataFolder(path)).release();
  });

  it.each([1, 2, 3, 4, 5])("goes to one of many that come at once upon a stale one (%i)", async (round) => {
    const path = await fresh(`race-${round}`);
    await writeFile(join(path, "server.lock"), "cut off");
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(path)));
    expect(tries.filter((attempt) => attempt.status === "fulfilled")).toHaveLength(1);
  });
});

describe.runIf(embedded)("the embedded database", () => {
  const copy = async (name: string) => {
    const path = join(folder, name);
    await cp(inject("embeddedTemplate"), path, { recursive: true });
    return path;
  };

  it("keeps connections apart: statements never mix, and a transaction holds the others", async () => {
    const database = await EmbeddedDatabase.open(await copy("apart"), { worker: worker() });
    const pool = poolOn(database.socketDir, 6);
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const sql = i % 2 ? "select $1::int as v, 'odd' as k" : "select 'even' as k, $1::int as v";
        return (await pool.query<{ v: number; k: string }>(sql, [i])).rows[0];
      }),
    );
    expect(answers).toEqual(answers.map((_, i) => ({ v: i, k: i % 2 ? "odd" : "even" })));

    const writer = await pool.connect();
    await writer.query("begin");
    await writer.query("insert into workspace (id, name) values ('w', 'W')");
    const count = pool.query("select count(*)::int as n from workspace");
    expect(await Promise.race([count, new Promise((resolve) => setTimeout(resolve, 200, "waits"))])).toBe("waits");
    // The connection breaks in mid-transaction: rolled back, and the others go on.
    writer.release(true);
    expect((await count).rows).toEqual([{ n: 0 }]);
    await pool.end();
    await database.close();
  });

  it("can be reached by this user alone", async () => {
    const path = await copy("private");
    const database = await EmbeddedDatabase.open(path, { worker: worker() });
    expect((await stat(database.socketDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(path, "server.lock"))).mode & 0o077).toBe(0);
    await database.close();
  });

  it("listens elsewhere when the folder's path is too long for a socket, and says where", async () => {
    const path = await copy("x".repeat(90));
    const database = await EmbeddedDatabase.open(path, { worker: worker() });
    expect(database.socketDir.startsWith(path)).toBe(false);
    expect(await runningSocket(path)).toBe(database.socketDir);
    await database.close();
    expect(await runningSocket(path)).toBeNull();
    await expect(readFile(join(path, "server.lock"))).rejects.toThrow("ENOENT");
  });

  it("is shared with a command that runs beside the server", async () => {
    const path = await copy("shared");
    const database = await EmbeddedDatabase.open(path, { worker: worker() });
    const settings = { dataDir: path, databaseUrl: null };
    const joined = await joinDatabase(settings, []);
    expect(await joined.dataSource.query("select 1 as one")).toEqual([{ one: 1 }]);
    await joined.close();
    await database.close();
    const alone = await joinDatabase(settings, [], { embedded: { worker: worker() } });
    expect(await alone.dataSource.query("select 2 as two")).toEqual([{ two: 2 }]);
    await alone.close();
  });

  it("is reopened when a query hangs, with everything that was committed", async () => {
    const options = { worker: worker(), pingMs: 500, missedPings: 8 };
    const database = await EmbeddedDatabase.open(await copy("hangs"), options);
    const pool = poolOn(database.socketDir);
    await pool.query("insert into workspace (id, name) values ('kept', 'Kept')");
    await expect(pool.query("select count(*) from generate_series(1, 100000000000)")).rejects.toThrow();
    const names = async () => {
      for (;;) {
        try {
          return (await pool.query("select name from workspace")).rows;
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    };
    expect(await names()).toEqual([{ name: "Kept" }]);
    await pool.end();
    await database.close();
  });
});
