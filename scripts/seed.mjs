/* `npm run seed`: adds the sample workspace to the database that the settings name. */
import { prepare } from "./lib/prepare.mjs";
import { importSeeds } from "./lib/seeds.mjs";

await prepare();
const { runWithApplication } = await import("../server/dist/main.js");
await runWithApplication(async (app) => {
  await (await importSeeds())?.loadSample(app);
});
