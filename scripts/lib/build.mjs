import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { root, runPackage, step, TSC, VITE } from "./steps.mjs";

const common = ["package-lock.json", "tsconfig.base.json", "shared/src", "shared/package.json", "shared/tsconfig.json"];
const serverSources = [
  ...common,
  ...["server/src", "server/package.json", "server/tsconfig.json"],
  ...["seeds/src", "seeds/tsconfig.json"],
];
const clientSources = [
  ...common,
  ...["client/src", "client/public", "client/index.html", "client/package.json", "client/vite.config.ts"],
  ...["compress", "preload-app", "schema-hash", "service-worker"].map((name) => `client/vite-${name}.ts`),
  "client/worker",
];

/** What is built, what from, and what must be there afterwards. */
const targets = [
  {
    name: "Building the server",
    stamp: "server/dist/.built",
    sources: serverSources,
    product: "server/dist/main.js",
    // With the seeds come the server and what both share.
    build: () => runPackage(TSC, ["-b", hasSeeds() ? "seeds" : "server"]),
  },
  {
    name: "Building the pages",
    stamp: "client/dist/.built",
    sources: clientSources,
    product: "client/dist/index.html",
    build: buildPages,
  },
];

/** Beside the old ones, which a running server may be sending, and then in their place. */
async function buildPages() {
  const fresh = resolve(root, `client/dist-${process.pid}`);
  const old = `${fresh}-old`;
  const place = resolve(root, "client/dist");
  try {
    await runPackage(VITE, ["build", "client", "--outDir", fresh, "--emptyOutDir", "--logLevel", "warn"]);
    if (existsSync(place)) renameSync(place, old);
    renameSync(fresh, place);
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

export function hasSeeds() {
  return existsSync(resolve(root, "seeds/src/load.ts"));
}

/**
 * Builds what doesn't fit its sources any more.
 * @param {{ force?: boolean, only?: "server" | "client" }} [options]
 */
export async function ensureBuilt(options = {}) {
  const wanted = targets.filter((target) => !options.only || target.stamp.startsWith(options.only));
  const done = await Promise.allSettled(
    wanted.map(async (target) => {
      const stamp = resolve(root, target.stamp);
      const hash = hashOf(target.sources);
      const fresh = existsSync(resolve(root, target.product)) && readOr(stamp) === hash;
      if (fresh && !options.force) return;
      rmSync(stamp, { force: true });
      await step(target.name, target.build);
      mkdirSync(resolve(stamp, ".."), { recursive: true });
      writeFileSync(stamp, hash);
    }),
  );
  // Only now, so that a failure leaves no other build running behind.
  for (const result of done) if (result.status === "rejected") throw result.reason;
}

/** @param {string[]} paths files and folders below the root; those that don't exist count as empty */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesOf(path))
      hash
        .update(`${file}\0`)
        .update(readFileSync(resolve(root, file)))
        .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  if (!existsSync(resolve(root, path))) return [];
  /** @type {import("node:fs").Dirent[]} */
  let entries;
  try {
    entries = readdirSync(resolve(root, path), { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
}

/** @param {string} file */
function readOr(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
