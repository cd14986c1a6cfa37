import type { TestProject } from "vitest/node";
import { openDatabase } from "../../server/src/platform/database/open-database.ts";
import { removeLeftDataFolders } from "./data-folder.ts";
import { buildCompactionWorker, buildEmbeddedWorker, buildSandboxTasks } from "./embedded-worker.ts";
import { createPostgresCluster, runSql } from "./postgres-cluster.ts";
import "./context.ts";

/** Starts one PostgreSQL for a whole run; each test file makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeLeftDataFolders();
  const cluster = await createPostgresCluster();
  try {
    await runSql(cluster.url("postgres"), "create database template_postil");
    const template = cluster.url("template_postil");
    const database = await openDatabase({ dataDir: "", databaseUrl: template }, []);
    await database.close();
    project.provide("embeddedWorker", (await buildEmbeddedWorker()).href);
    project.provide("compactionWorker", (await buildCompactionWorker()).href);
    project.provide("sandboxTasks", (await buildSandboxTasks()).href);
    project.provide("embeddedTemplate", "");
    project.provide("postgresTemplate", template);
  } catch (error) {
    await cluster.remove();
    throw error;
  }
  return () => cluster.remove();
}
