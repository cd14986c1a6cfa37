import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 2;

/** How late this process was while it measured others: what it saw late it may have blamed on them. */
export class LagMeter {
  private readonly histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.histogram.enable();
  }

  /** Ends the watch; p99 in ms. */
  stop(): number {
    this.histogram.disable();
    return Math.max(0, this.histogram.percentile(99) / 1e6 - RESOLUTION_MS);
  }
}
