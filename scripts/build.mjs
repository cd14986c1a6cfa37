import { ensureBuilt } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { main } from "./lib/steps.mjs";

requireNode();
await main(async () => {
  await ensureInstalled();
  await ensureBuilt({ force: process.argv.includes("--force") });
});
