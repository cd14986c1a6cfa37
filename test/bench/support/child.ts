import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../../support/cache.ts";

export interface ServerProcess {
  url: string;
  pid: number;
  close(): Promise<void>;
}

/** The built server in a process of its own, on `DATABASE_URL` of `env` or on a fresh embedded database. */
export async function startServerProcess(env: Record<string, string> = {}): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), "postil-bench-"));
  const settings = { POSTIL_DATA: folder, POSTIL_SAMPLE: "0", HOST: "127.0.0.1", PORT: "0", DATABASE_URL: "", ...env };
  const { child, match } = await start([join(repositoryRoot, "scripts/serve.mjs")], settings, /listening on (\S+)/);
  return {
    url: match,
    pid: child.pid ?? 0,
    async close() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The bare relay in a process of its own. */
export async function startRelay(): Promise<ServerProcess> {
  const file = join(repositoryRoot, "test/bench/support/relay.mjs");
  const { child, match } = await start([file], {}, /listening (\d+)/);
  return { url: `http://127.0.0.1:${match}`, pid: child.pid ?? 0, close: () => end(child) };
}

function start(args: string[], env: Record<string, string>, ready: RegExp) {
  return new Promise<{ child: ChildProcess; match: string }>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: repositoryRoot, env: { ...process.env, ...env } });
    let text = "";
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const match = ready.exec(text)?.[1];
      if (match) resolve({ child, match });
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => reject(new Error(`it ended before it listened:\n${text}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await exited;
}
