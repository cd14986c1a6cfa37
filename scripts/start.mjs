import { requireNode } from "./lib/node-version.mjs";

requireNode();
const { ensureInstalled } = await import("./lib/install.mjs");
const { ensureBuilt } = await import("./lib/build.mjs");
const { main } = await import("./lib/steps.mjs");

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
await import("./serve.mjs");
