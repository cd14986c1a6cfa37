import type { TestProject } from "vitest/node";
import { openDatabase } from "../../server/src/platform/database/open-database.ts";
import { cached } from "./cache.ts";
import { removeLeftDataFolders } from "./data-folder.ts";
import { buildCompactionWorker, buildEmbeddedWorker, buildSandboxTasks } from "./embedded-worker.ts";
import "./context.ts";

/** Prepares what the servers of a run on the embedded database are made from. */
export default async function setup(project: TestProject): Promise<void> {
  removeLeftDataFolders();
  const worker = await buildEmbeddedWorker();
  const template = await cached(
    "embedded-database",
    ["server/src/platform/database/migrations/0001-initial.ts", "node_modules/@electric-sql/pglite/package.json"],
    async (path) => {
      const database = await openDatabase({ dataDir: path, databaseUrl: null }, [], { embedded: { worker } });
      await database.close();
    },
  );
  project.provide("embeddedWorker", worker.href);
  project.provide("compactionWorker", (await buildCompactionWorker()).href);
  project.provide("sandboxTasks", (await buildSandboxTasks()).href);
  project.provide("embeddedTemplate", template);
  project.provide("postgresTemplate", "");
}
