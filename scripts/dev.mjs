/* `npm run dev`: pages by Vite on 5173, which forwards to a server that restarts when its sources change. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { ensureBuilt, hasSeeds } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { main, root, TSC, VITE } from "./lib/steps.mjs";

requireNode();
await main(async () => {
  await ensureInstalled();
  await ensureBuilt({ only: "server" });
});

const port = process.env.PORT ?? "3000";
const env = { ...process.env, PORT: port, POSTIL_DEV_SERVER: `http://127.0.0.1:${port}` };
const inPackages = (/** @type {string} */ script) => resolve(root, "node_modules", script);
const processes = [
  [inPackages(TSC), "-b", hasSeeds() ? "seeds" : "server", "--watch", "--preserveWatchOutput"],
  ["--watch", "--watch-preserve-output", resolve(root, "scripts/serve.mjs")],
  [inPackages(VITE), "client"],
].map((args) => spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" }));

const stop = () => {
  for (const child of processes) child.kill("SIGTERM");
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
for (const child of processes) child.once("exit", stop);
