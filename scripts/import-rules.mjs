/* Part of `npm run check`: fails when a file imports what its place forbids. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brokenRules, importsOf } from "./lib/import-rules.mjs";
import { root } from "./lib/steps.mjs";

const places = ["shared/src", "server/src", "client/src", "seeds/src", "test", "scripts"];

/** @param {string} folder @returns {string[]} */
function sourcesIn(folder) {
  /** @type {import("node:fs").Dirent[]} */
  let entries;
  try {
    entries = readdirSync(resolve(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name).replaceAll("\\", "/");
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

const sources = places
  .flatMap(sourcesIn)
  .map((file) => ({ file, imports: importsOf(readFileSync(resolve(root, file), "utf8")) }));
const broken = brokenRules(sources);
for (const line of broken) console.error(line);
console.log(`${sources.length} files, ${broken.length} imports that break a rule.`);
process.exitCode = broken.length > 0 ? 1 : 0;
