import { type ChildProcess, spawn } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { repositoryRoot } from "./cache.ts";
import { makeDataFolder } from "./data-folder.ts";
import { freePort } from "./postgres-cluster.ts";
import "./context.ts";

export interface BuiltServer {
  readonly url: string;
  /** Everything it has printed, over all its starts. */
  readonly output: string;
  readonly pid: number;
  /** Its settings, for commands that work beside it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of its embedded database. */
  readonly dataDir: string;
  /** Ends it, with nothing written or said: kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; answers how it ended and after how many ms. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** Starts it again on the same data and port, after `kill` or `stop`. `compacting`: one that does so all the time. */
  start(options?: { compacting?: boolean }): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

type Env = Record<string, string | undefined>;

const START_PATIENCE_MS = 60_000;

/** Servers whose test file may be ended before it closes them: they go down with their worker. */
const running = new Set<ChildProcess>();
for (const ending of ["exit", "SIGTERM", "SIGINT", "disconnect"]) {
  process.on(ending, () => {
    for (const child of running) child.kill("SIGKILL");
  });
}

/**
 * The built server as `npm start` runs it, in a process of its own, on a fresh embedded database (or on `DATABASE_URL`
 * of `env`) and a free port. Without the sample unless `env` says `POSTIL_SAMPLE: "1"`.
 */
export async function startBuiltServer(env: Env = {}): Promise<BuiltServer> {
  const folder = makeDataFolder("built");
  if (!env.DATABASE_URL) await cp(inject("embeddedTemplate"), folder, { recursive: true });
  const port = String(await freePort());
  const settings: Env = { POSTIL_SAMPLE: "0", POSTIL_DATA: folder, HOST: "127.0.0.1", PORT: port, ...env };
  let output = "";
  let child: ChildProcess;
  let url = "";

  const end = async (signal: NodeJS.Signals) => {
    const began = Date.now();
    const dying = child;
    if (dying.exitCode === null && dying.signalCode === null) {
      const exited = new Promise((resolve) => dying.once("exit", resolve));
      dying.kill(signal);
      await exited;
    }
    return { code: dying.exitCode, ms: Date.now() - began };
  };
  const start = ({ compacting = false } = {}) =>
    new Promise<void>((resolve, reject) => {
      const program = compacting ? "test/support/serve-compacting.mjs" : "scripts/serve.mjs";
      child = spawn(process.execPath, [join(repositoryRoot, program)], {
        cwd: repositoryRoot,
        env: { ...process.env, DATABASE_URL: "", POSTIL_ORIGIN: "", ...settings },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const begun = child;
      running.add(begun);
      begun.once("exit", () => running.delete(begun));
      let text = "";
      const late = setTimeout(() => fail(`did not start in ${START_PATIENCE_MS} ms`), START_PATIENCE_MS);
      const fail = (why: string) => {
        clearTimeout(late);
        child.kill("SIGKILL");
        reject(new Error(`The server ${why}:\n${text}`));
      };
      const read = (chunk: Buffer) => {
        text += chunk.toString();
        output += chunk.toString();
        const found = /^Postil listening on (\S+)$/m.exec(text);
        if (!found) return;
        clearTimeout(late);
        url = found[1] ?? "";
        resolve();
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("exit", (code) => fail(`ended (${code})`));
    });

  await start();
  return {
    dataDir: folder,
    get url() {
      return url;
    },
    get output() {
      return output;
    },
    get pid() {
      return child.pid ?? 0;
    },
    env: settings,
    async kill() {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    start,
    async close() {
      await end("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
