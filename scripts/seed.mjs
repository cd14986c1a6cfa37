/* `npm run seed`: adds the sample workspace to the database that the settings name. */
import { prepare } from "./lib/prepare.mjs";

await prepare();
const { runWithApplication } = await import("../server/dist/main.js");
const { loadSample } = await import("../seeds/dist/load.js");
await runWithApplication(loadSample);
