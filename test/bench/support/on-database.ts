import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { joinDatabase } from "../../../server/src/platform/database/open-database.ts";
import { createPostgresCluster, runSql } from "../../support/postgres-cluster.ts";
import { startServerProcess } from "./child.ts";

/** A server process of its own, and its database beside it; both are gone when `run` has ended. */
type OnDatabase = <T>(run: (url: string, database: DataSource) => Promise<T>) => Promise<T>;

/** Runs on one of the two databases: "embedded", else PostgreSQL with fsync. */
export const onDatabase = (side: string): OnDatabase => (side === "embedded" ? embedded : postgresql);

async function embedded<T>(run: (url: string, database: DataSource) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "postil-bench-"));
  const server = await startServerProcess({ POSTIL_DATA: dataDir });
  try {
    const database = await joinDatabase({ dataDir, databaseUrl: null }, []);
    try {
      return await run(server.url, database.dataSource);
    } finally {
      await database.close();
    }
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function postgresql<T>(run: (url: string, database: DataSource) => Promise<T>): Promise<T> {
  const cluster = await createPostgresCluster({ fsync: true });
  try {
    await runSql(cluster.url("postgres"), "create database bench");
    const databaseUrl = cluster.url("bench");
    const server = await startServerProcess({ DATABASE_URL: databaseUrl });
    try {
      const database = await joinDatabase({ dataDir: "", databaseUrl }, []);
      try {
        return await run(server.url, database.dataSource);
      } finally {
        await database.close();
      }
    } finally {
      await server.close();
    }
  } finally {
    await cluster.remove();
  }
}
