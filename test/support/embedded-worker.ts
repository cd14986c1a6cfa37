import { pathToFileURL } from "node:url";
import { build } from "vite";
import { cached, repositoryRoot } from "./cache.ts";

const folder = "server/src/platform/database/embedded";
const sources = ["embedded-worker.ts", "wire-server.ts", "wire-reader.ts"].map((file) => `${folder}/${file}`);

/** Builds the embedded database's worker from the sources, since Node 20 runs no TypeScript in a worker. */
export async function buildEmbeddedWorker(): Promise<URL> {
  const file = await cached(
    "embedded-worker",
    sources,
    async (path) => {
      const slash = path.lastIndexOf("/");
      await build({
        configFile: false,
        logLevel: "error",
        root: repositoryRoot,
        build: {
          ssr: `${repositoryRoot}/${sources[0]}`,
          outDir: path.slice(0, slash),
          emptyOutDir: false,
          target: "node20",
          rollupOptions: { output: { entryFileNames: path.slice(slash + 1), format: "es" } },
        },
      });
    },
    ".mjs",
  );
  return pathToFileURL(file);
}
