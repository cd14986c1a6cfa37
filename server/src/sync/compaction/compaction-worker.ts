import { parentPort } from "node:worker_threads";
import { buildEpoch, buildPurge, buildSnapshot } from "./build-snapshot.ts";
import { unpackRows, type WorkAnswer, type WorkRequest } from "./worker-messages.ts";

/* Runs in a worker thread, so that no frame waits while a large document is applied, encoded, loaded and compared. */
parentPort?.on("message", ({ kind, purge, document: { rows, ...document } }: WorkRequest) => {
  let answer: WorkAnswer;
  try {
    const logged = { ...document, updates: unpackRows(rows) };
    if (purge) answer = { built: buildPurge(logged, purge) };
    else answer = { built: kind === "epoch" ? buildEpoch(logged) : buildSnapshot(logged) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    answer = { problem: message, name };
  }
  parentPort?.postMessage(answer);
});
