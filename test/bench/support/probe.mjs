/*
 * Loaded into each measured server before anything else (`node --import`). Answers over the IPC channel what can't be
 * seen from outside: memory after a full collection, and how late the event loop was since the last question.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 2;
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

process.on("message", (question) => {
  if (question === "watch") {
    loop.reset();
    loop.enable();
    process.send?.({});
  } else if (question === "loop") {
    const late = (/** @type {number} */ ns) => Math.max(0, ns / 1e6 - RESOLUTION_MS);
    process.send?.({ p99: late(loop.percentile(99)), max: late(loop.max) });
    loop.disable();
  } else if (question === "memory") {
    // What the first pass only unlinks the second one takes away.
    globalThis.gc?.();
    setTimeout(() => {
      globalThis.gc?.();
      const { heapUsed, external } = process.memoryUsage();
      process.send?.({ bytes: heapUsed + external });
    }, 100);
  }
});
// Being asked is no reason to live on.
process.channel?.unref();
