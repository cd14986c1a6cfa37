import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startServer } from "../../server/src/main.ts";
import { openDatabase } from "../../server/src/platform/database/open-database.ts";
import { StartError } from "../../server/src/platform/start-error.ts";
import { freePort } from "../support/postgres-cluster.ts";
import { startTestServer } from "../support/test-server.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "postil-start-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const refusal = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => new Error("it started"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  return error instanceof StartError ? error.message : "";
};

describe("a start that can't work", () => {
  it("stops at a bad setting, before anything is touched", async () => {
    const env = { PORT: "web", POSTIL_DATA: join(folder, "untouched"), DATABASE_URL: "" };
    expect(await refusal(startServer({ env }))).toMatch(/^PORT can't be "web"/);
    expect(await readdir(folder)).toEqual([]);
  });

  it("says so when nothing listens at the database's address, after trying for a while", async () => {
    const url = `postgresql://postil:secret@127.0.0.1:${await freePort()}/postil`;
    const began = Date.now();
    const message = await refusal(openDatabase({ dataDir: "", databaseUrl: url }, [], { patienceMs: 1_500 }));
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_500);
    expect(message).toMatch(/^The database of DATABASE_URL can't be used: nothing listens at its address/);
    expect(message).not.toContain("secret");
  });

  it("says so when the port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    expect(await refusal(startTestServer({ env: { PORT: String(port) } }))).toBe(
      `Port ${port} is in use on 127.0.0.1: choose another with PORT.`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });
});

describe.runIf(process.env.POSTIL_TEST_DATABASE === "postgresql")("a start on PostgreSQL", () => {
  const withName = (name: string) => {
    const url = new URL(inject("postgresTemplate"));
    url.pathname = `/${name}`;
    return url.href;
  };

  it("says so at once when there is no such database", async () => {
    const began = Date.now();
    const message = await refusal(openDatabase({ dataDir: "", databaseUrl: withName("missing") }, []));
    expect(message).toBe(
      "The database of DATABASE_URL can't be used: PostgreSQL has no database of that name; create it first.",
    );
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it("brings the tables up to date once, however many servers start at once", async () => {
    const server = await startTestServer();
    await server.dataSource.query("create database fresh");
    const settings = { dataDir: "", databaseUrl: withName("fresh") };
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(settings, [])));
    const rows = await opened[0]?.dataSource.query("select count(*)::int as n from migration");
    expect(rows).toEqual([{ n: 1 }]);
    for (const database of opened) await database.close();
    await server.close();
  });
});
