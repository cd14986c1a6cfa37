/* `npm run admin -- <command>`: what only whoever runs the server may do. */
import { prepare } from "./lib/prepare.mjs";

await prepare();
await import("../server/dist/admin.js");
