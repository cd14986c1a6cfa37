import { type ChildProcess, fork } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { Inject, Injectable, Logger, type OnApplicationShutdown } from "@nestjs/common";
import { CONFIG, type Config } from "../config.ts";
import { residentMemory } from "./resident-memory.ts";
import type { TaskAnswer } from "./serve-tasks.ts";

/** `time`, `memory`: its limit. `crashed`: the task threw, or the child ended by itself. `aborted`: by the signal. */
export type SandboxFailure = "time" | "memory" | "crashed" | "aborted";

export class SandboxError extends Error {
  override name = "SandboxError";

  constructor(
    readonly failure: SandboxFailure,
    message: string,
  ) {
    super(message);
  }
}

export interface SandboxLimits {
  /** ms from the child's start. */
  time: number;
  /** Bytes of memory that the child may hold; its JavaScript heap gets half of it. */
  memory: number;
  /** Children at once; others wait for their turn. */
  children: number;
}

export const SANDBOX_LIMITS: SandboxLimits = { time: 30_000, memory: 768 * 1024 * 1024, children: 2 };
const WATCH_MS = 40;

/**
 * Runs a named task on what somebody uploaded in a process of its own, which knows no setting and no secret, and is
 * killed when it takes too long, holds too much memory, or nobody waits for it any more. What happens to it doesn't
 * touch the server.
 */
@Injectable()
export class Sandbox implements OnApplicationShutdown {
  private readonly log = new Logger("Sandbox");
  private readonly running = new Set<ChildProcess>();
  private readonly waiting: (() => void)[] = [];
  private taken = 0;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, "sandboxEntry">) {}

  /** Throws `SandboxError`. `input` and the answer are structured-clone data. */
  async run<T>(task: string, input: unknown, options: { signal?: AbortSignal; limits?: Partial<SandboxLimits> } = {}) {
    const limits = { ...SANDBOX_LIMITS, ...options.limits };
    await this.turn(limits.children);
    try {
      return (await this.runChild(task, input, limits, options.signal)) as T;
    } finally {
      this.taken -= 1;
      this.waiting.shift()?.();
    }
  }

  onApplicationShutdown(): void {
    for (const child of this.running) child.kill("SIGKILL");
  }

  private async turn(children: number): Promise<void> {
    while (this.taken >= children) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.taken += 1;
  }

  private runChild(task: string, input: unknown, limits: SandboxLimits, signal?: AbortSignal): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(new SandboxError("aborted", "nobody waits for it"));
    const heap = Math.floor(limits.memory / 2 / 1024 / 1024);
    const child = fork(fileURLToPath(this.config.sandboxEntry), {
      execArgv: [`--max-old-space-size=${heap}`, "--max-semi-space-size=8"],
      // Yjs and others behave differently in development; nothing else of the server's environment is the child's.
      env: { NODE_ENV: "production" },
      cwd: tmpdir(),
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.running.add(child);
    return new Promise((resolve, reject) => {
      let settled = false;
      const end = (failure: SandboxFailure, message: string) => {
        if (settled) return;
        settled = true;
        child.kill("SIGKILL");
        if (failure !== "aborted") this.log.warn(`${task}: ${message}`);
        reject(new SandboxError(failure, message));
      };
      const late = setTimeout(() => end("time", `took longer than ${limits.time} ms`), limits.time);
      const watch = setInterval(async () => {
        const held = child.pid === undefined ? null : await residentMemory(child.pid);
        if (held !== null && held > limits.memory) end("memory", `held ${held} bytes`);
      }, WATCH_MS);
      const abort = () => end("aborted", "nobody waits for it");
      signal?.addEventListener("abort", abort, { once: true });
      const over = () => {
        clearTimeout(late);
        clearInterval(watch);
        signal?.removeEventListener("abort", abort);
        this.running.delete(child);
      };
      child.once("error", (error) => {
        over();
        end("crashed", error.message);
      });
      child.once("message", (answer: TaskAnswer) => {
        if (!answer.ok) return end("crashed", answer.message.slice(0, 2_000));
        settled = true;
        resolve(answer.value);
      });
      child.once("exit", (code, signalName) => {
        over();
        // V8 aborts where the heap is full.
        const full = signalName === "SIGABRT" || code === 134;
        end(full ? "memory" : "crashed", `ended with ${signalName ?? code}`);
      });
      child.send({ task, input }, (error) => {
        if (error) end("crashed", error.message);
      });
    });
  }
}
