/* Runs the built server with the sample workspace: what `npm start` and the Docker image end in. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [{ runServer }, { CONFIG }, { isLoopback }] = await Promise.all([
  import("../server/dist/main.js"),
  import("../server/dist/platform/config.js"),
  import("../server/dist/platform/http/origin.js"),
]);

const seeds = new URL("../seeds/dist/load.js", import.meta.url);

/** @returns {Promise<{ loadSample(app: object): Promise<void>, sampleSignInLinks(app: object): Promise<{name: string, url: string}[]> } | null>} */
async function sample() {
  return existsSync(fileURLToPath(seeds)) ? await import(seeds.href) : null;
}

await runServer({
  async beforeListen(app) {
    if (app.get(CONFIG).sample) await (await sample())?.loadSample(app);
  },
  async announce(app) {
    if (!isLoopback(app.get(CONFIG).host)) return [];
    const links = (await (await sample())?.sampleSignInLinks(app)) ?? [];
    return links.map(({ name, url }) => `Sign in as ${name}: ${url}`);
  },
});
