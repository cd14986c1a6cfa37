/* `npm run seed`: adds the sample workspace to the database that the settings name. */
import { prepare } from "./lib/prepare.mjs";
import { importSeeds } from "./lib/seeds.mjs";

await prepare();
const { runWithApplication } = await import("../server/dist/main.js");
await runWithApplication(async (app) => {
  // Asked for by name: also when a sample was there before and somebody deleted it.
  const added = await (await importSeeds())?.loadSample(app, { again: true });
  console.log(added ? "The sample workspace was added." : "Nothing was added: this database has workspaces already.");
});
