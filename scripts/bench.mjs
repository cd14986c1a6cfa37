/*
 * `npm run bench [name …]`: runs test/bench/*.bench.ts and .mjs one after the other, each in a process of its own.
 * BENCH_BUILT=1 measures what is built, whether or not it fits its sources.
 */
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { ensureBuilt } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { main, root, run, StepFailed } from "./lib/steps.mjs";

requireNode();
await main(async () => {
  await ensureInstalled();
  if (process.env.BENCH_BUILT !== "1") await ensureBuilt({ only: "server" });
  const names = process.argv.slice(2);
  const files = readdirSync(resolve(root, "test/bench"))
    .filter((file) => /\.bench\.(ts|mjs)$/.test(file))
    .filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)))
    .sort();
  if (files.length === 0) throw new StepFailed("No benchmark has that name.");
  for (const file of files) {
    console.log(`\n${file}`);
    const path = `test/bench/${file}`;
    const args = file.endsWith(".ts") ? ["scripts/lib/run-typescript.mjs", path] : [path];
    await run(process.execPath, args, { show: true });
  }
});
