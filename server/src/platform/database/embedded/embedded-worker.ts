import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

const { dataDir, socketPath } = workerData as { dataDir: string; socketPath: string };
const db = await PGlite.create(dataDir);
const server = new PGLiteSocketServer({ db, path: socketPath, maxConnections: 8 });
await server.start();
parentPort?.postMessage("ready");
parentPort?.on("message", async (message) => {
  if (message !== "close") return;
  await server.stop();
  await db.close();
  parentPort?.postMessage("closed");
  parentPort?.close();
});
