import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { cached, repositoryRoot } from "./cache.ts";

const database = "server/src/platform/database/embedded";
const sync = "server/src/sync";

/** Builds the embedded database's worker from the sources, since Node 20 runs no TypeScript in a worker. */
export function buildEmbeddedWorker(): Promise<URL> {
  return buildWorker(
    "embedded-worker",
    ["embedded-worker.ts", "wire-server.ts", "wire-reader.ts"].map((file) => `${database}/${file}`),
  );
}

/** The same for the worker that snapshots are built in. */
export function buildCompactionWorker(): Promise<URL> {
  return buildWorker("compaction-worker", [
    ...["compaction-worker.ts", "worker-messages.ts", "build-snapshot.ts"].map((file) => `${sync}/compaction/${file}`),
    ...["log/apply-log.ts", "codec/fast-decoder.ts", "update-log.ts"].map((file) => `${sync}/${file}`),
  ]);
}

/** The same for the program that a sandbox's child runs. */
export async function buildSandboxTasks(): Promise<URL> {
  const folders = ["articles/intake", "platform/sandbox", "platform/zip"].map((folder) => `server/src/${folder}`);
  const sources = folders.flatMap((folder) =>
    readdirSync(`${repositoryRoot}/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => /(?<!\.test)\.ts$/.test(file))
      .map((file) => `${folder}/${file}`),
  );
  return buildWorker("sandbox-tasks", ["server/src/sandbox-tasks.ts", ...sources.sort()]);
}

/** `sources`: the entry first, then all that it is made from. */
async function buildWorker(name: string, sources: string[]): Promise<URL> {
  const file = await cached(
    name,
    sources,
    async (path) => {
      const slash = path.lastIndexOf("/");
      await build({
        configFile: false,
        logLevel: "error",
        root: repositoryRoot,
        resolve: { conditions: ["postil-source"] },
        ssr: { noExternal: [/^@postil/], resolve: { conditions: ["postil-source"] } },
        build: {
          ssr: `${repositoryRoot}/${sources[0]}`,
          outDir: path.slice(0, slash),
          emptyOutDir: false,
          target: "node20",
          rollupOptions: { output: { entryFileNames: path.slice(slash + 1), format: "es", codeSplitting: false } },
        },
      });
    },
    ".mjs",
  );
  return pathToFileURL(file);
}
