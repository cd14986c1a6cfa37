import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { WireServer } from "./wire-server.ts";

/*
 * Runs in a worker thread, so that a slow query stops nobody's frames. Says "ready", answers "ping" with "pong" and
 * "close" with "closed"; ends with an error when the database can't be used any more.
 */
const { folder, socketPath } = workerData as { folder: string; socketPath: string };

const database = await PGlite.create(folder);
const server = new WireServer(
  {
    run: (messages, onData) =>
      database.runExclusive(() => database.execProtocolRawStream(messages, { onRawData: onData })),
    inTransaction: () => database.isInTransaction(),
  },
  (error) => {
    // Thrown outside of any promise: the thread ends, and its parent opens the database anew.
    setImmediate(() => {
      throw error;
    });
  },
);
await server.listen(socketPath);

parentPort?.on("message", (message: unknown) => {
  if (message === "ping") parentPort?.postMessage("pong");
  if (message === "close") void close();
});
parentPort?.postMessage("ready");

async function close(): Promise<void> {
  await server.stop();
  await database.close();
  parentPort?.postMessage("closed");
  parentPort?.close();
}
