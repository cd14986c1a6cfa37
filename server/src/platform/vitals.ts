import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from "@nestjs/common";

/** How often the loop is looked at, ms. */
const RESOLUTION_MS = 10;
/** What is told is of the last whole interval, ms. */
const INTERVAL_MS = 10_000;

/** How long what is due has waited for its turn, in ms. */
export interface LoopDelay {
  mean: number;
  p99: number;
}

type Vital = "rooms" | "sockets" | "quarantined";

/** How the process does: the delay of its event loop, and what features count of themselves. */
@Injectable()
export class Vitals implements OnModuleInit, OnApplicationShutdown {
  private readonly counts = new Map<Vital, () => number>();
  private readonly histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private last: LoopDelay | null = null;
  private timer: NodeJS.Timeout | undefined;

  onModuleInit(): void {
    this.histogram.enable();
    this.timer = setInterval(() => {
      this.last = this.measured();
      this.histogram.reset();
    }, INTERVAL_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.histogram.disable();
  }

  /** `count` is called when somebody asks. */
  register(vital: Vital, count: () => number): void {
    this.counts.set(vital, count);
  }

  /** 0 for what nobody counts. */
  count(vital: Vital): number {
    return this.counts.get(vital)?.() ?? 0;
  }

  /** Of the last interval; of what there is when none is over yet. */
  loopDelay(): LoopDelay {
    return this.last ?? this.measured();
  }

  private measured(): LoopDelay {
    const { histogram } = this;
    return histogram.count === 0
      ? { mean: 0, p99: 0 }
      : { mean: delay(histogram.mean), p99: delay(histogram.percentile(99)) };
  }
}

/** The histogram holds the time between looks, in ns. */
function delay(ns: number): number {
  return Math.round(Math.max(0, ns / 1e6 - RESOLUTION_MS) * 10) / 10;
}
