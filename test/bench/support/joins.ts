import { fork } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "../../support/cache.ts";
import { BenchClient, type Place, pause } from "./bench-client.ts";
import type { Side } from "./sides.ts";

/** A server that does nothing for so long, ms, has finished what opening a document brought, such as compacting it. */
const QUIET_MS = 500;
const QUIET_CPU_MS = 30;
const PATIENCE_MS = 10_000;

export interface Joins {
  /** From opening the first socket until it has the document, ms: the room is opened for it. */
  firstMs: number;
  /** CPU of the server for each of those who come afterwards, all at once, ms. */
  cpuEach: number;
  /** Until the last of them has the document, ms. */
  allMs: number;
}

/** Lets one client in, then a crowd at once. Nobody writes meanwhile. */
export async function measureJoins(side: Side, place: Place, crowd: number): Promise<Joins> {
  const began = performance.now();
  const first = await BenchClient.join(place, 0);
  const firstMs = performance.now() - began;
  const people = await Crowd.gather(place, crowd, 1);
  await quiet(side);
  const before = side.cpu().server;
  const allMs = await people.enter();
  const cpuEach = (side.cpu().server - before) / crowd;
  await people.leave();
  first.terminate();
  return { firstMs, cpuEach, allMs };
}

/** Waits until the server has come to rest. */
export async function quiet(side: Side): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += QUIET_MS) {
    const before = side.cpu().server;
    await pause(QUIET_MS);
    if (side.cpu().server - before <= QUIET_CPU_MS) return;
  }
}

/** What a crowd's process is told first. */
export interface CrowdOrder {
  url: string;
  count: number;
  dialect: "plain" | "postil";
  headers: Record<string, string>[];
}

/**
 * Clients in a process of their own: they take in gigabytes at once, and whoever measures others meanwhile must not
 * be the one who reads them.
 */
export class Crowd {
  private constructor(private readonly child: ReturnType<typeof fork>) {}

  /** `first`: number of the first of them. */
  static async gather(place: Place, count: number, first: number): Promise<Crowd> {
    const runner = join(repositoryRoot, "scripts/lib/run-typescript.mjs");
    const child = fork(runner, [join(repositoryRoot, "test/bench/support/crowd.ts")], { cwd: repositoryRoot });
    const crowd = new Crowd(child);
    await crowd.hear("ready");
    const headers = Array.from({ length: count }, (_, client) => place.headers(first + client));
    const dialect = place.url.includes("hello=1") ? "postil" : "plain";
    child.send({ url: place.url, count, dialect, headers } satisfies CrowdOrder);
    await crowd.hear("gathered");
    return crowd;
  }

  /** All at once; resolves when each has the document, with how many ms it took. */
  async enter(): Promise<number> {
    this.child.send("enter");
    return Number((await this.hear("entered ")).slice("entered ".length));
  }

  async leave(): Promise<void> {
    const exited = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await exited;
  }

  private hear(what: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const listen = (message: unknown) => {
        const text = String(message);
        if (text.startsWith("failed ")) reject(new Error(text));
        if (!text.startsWith(what)) return;
        this.child.off("message", listen);
        resolve(text);
      };
      this.child.on("message", listen);
      this.child.once("exit", (code) => reject(new Error(`the crowd ended (${code})`)));
    });
  }
}
