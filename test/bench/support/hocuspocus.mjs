/*
 * A rival: Hocuspocus as it comes, on a free port, with documents in memory. Its packages are outside the workspaces:
 * node hocuspocus.mjs <node_modules>. Prints its port.
 */
import { createRequire } from "node:module";
import { join } from "node:path";

const { Server } = createRequire(join(process.argv[2] ?? "", "here.js"))("@hocuspocus/server");
const server = new Server({ port: 0, address: "127.0.0.1", quiet: true });
await server.listen();
console.log(`listening ${server.address.port}`);
