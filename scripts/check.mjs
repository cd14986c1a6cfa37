/* `npm run check`: format, lint, import rules and cycles, types. Everything runs; any finding fails it. */

import { hasSeeds } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { BIOME, main, run, runPackage, StepFailed, step, TSC } from "./lib/steps.mjs";

requireNode();
await main(async () => {
  await ensureInstalled();
  /** @type {[string, () => Promise<void>][]} */
  const checks = [
    [
      "Format, lint and cycles",
      () => runPackage(BIOME, ["ci", ...(process.stdout.isTTY ? [] : ["--colors=off"]), "."], { show: true }),
    ],
    ["Import rules", () => run(process.execPath, ["scripts/import-rules.mjs"], { show: true })],
    [
      "Types of server, shared and seeds",
      () => runPackage(TSC, ["-b", hasSeeds() ? "seeds" : "server"], { show: true }),
    ],
    ["Types of the client", () => runPackage(TSC, ["-p", "client"], { show: true })],
    ["Types of the service worker", () => runPackage(TSC, ["-p", "client/worker"], { show: true })],
    ["Types of tests and scripts", () => runPackage(TSC, ["-p", "."], { show: true })],
  ];
  const failed = [];
  for (const [name, check] of checks) {
    try {
      await step(name, check);
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new StepFailed(`Failed: ${failed.join("; ")}.`);
  console.log("Everything is in order.");
});
