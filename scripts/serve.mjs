/* Runs the built server with the sample workspace: what `npm start` and the Docker image end in. */
import module from "node:module";
import { importSeeds } from "./lib/seeds.mjs";

// From Node 22 on: keeps what was compiled, so that the next start is quicker.
if ("enableCompileCache" in module && typeof module.enableCompileCache === "function") module.enableCompileCache();
const [{ runServer }, { CONFIG }, { isLoopback }] = await Promise.all([
  import("../server/dist/main.js"),
  import("../server/dist/platform/config.js"),
  import("../server/dist/platform/http/origin.js"),
]);

await runServer({
  async beforeListen(app) {
    if (app.get(CONFIG).sample) await (await importSeeds())?.loadSample(app);
  },
  // A sign-in link is as good as a password: only those who sit at this machine may see one.
  async announce(app) {
    if (!isLoopback(app.get(CONFIG).host)) return [];
    const links = (await (await importSeeds())?.sampleSignInLinks(app)) ?? [];
    return links.map(({ name, url }) => `Sign in as ${name}: ${url}`);
  },
});
