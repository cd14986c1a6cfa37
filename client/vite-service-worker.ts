import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const WORKER = fileURLToPath(new URL("worker/service-worker.ts", import.meta.url));

/**
 * Gives the build a name, which the page bears and build.json says, and makes the service worker, which keeps all of
 * the build's files on the device.
 */
export function serviceWorker(): Plugin {
  let name = "";
  let folder = "";
  return {
    name: "postil-service-worker",
    apply: "build",
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir);
    },
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => {
        // Hashes of the contents are part of the names.
        name = hash(
          Object.keys(bundle ?? {})
            .sort()
            .join("\n"),
        );
        return [{ tag: "meta", attrs: { name: "postil-build", content: name }, injectTo: "head" }];
      },
    },
    writeBundle: {
      order: "post",
      sequential: true,
      handler: async () => {
        const files = filesIn(folder).filter((file) => !/(^|\/)\.|\.map$/.test(file));
        writeFileSync(join(folder, "build.json"), `${JSON.stringify({ build: name })}\n`);
        await buildWorker(folder, files);
      },
    },
  };
}

async function buildWorker(folder: string, files: readonly string[]): Promise<void> {
  const entries = [...files].sort().map((file) => ({
    url: `/${file}`,
    // A hashed name never means anything else.
    revision: file.startsWith("assets/") ? null : hash(readFileSync(join(folder, file))),
  }));
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { __PRECACHE__: JSON.stringify(entries) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2022",
      modulePreload: false,
      rollupOptions: { input: WORKER, output: { format: "iife", entryFileNames: "service-worker.js" } },
    },
  });
}

/** Paths below the folder, with forward slashes. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

function hash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
