import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../../support/cache.ts";
import { freePort } from "../../support/postgres-cluster.ts";
import { rivals } from "./rivals.ts";

/** How late the event loop was, ms. */
export interface LoopDelay {
  p99: number;
  max: number;
}

/** A server in a process of its own. */
export interface ServerProcess {
  url: string;
  pid: number;
  /** Begins to watch its event loop. */
  watch(): Promise<void>;
  /** What was seen since `watch`. */
  loopDelay(): Promise<LoopDelay>;
  /** Bytes that its main thread holds after a full collection: heap and buffers. */
  memory(): Promise<number>;
  close(): Promise<void>;
}

const support = join(repositoryRoot, "test/bench/support");

/** The built server, on `DATABASE_URL` of `env` or on a fresh embedded database. */
export async function startServerProcess(env: Record<string, string> = {}): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), "postil-bench-"));
  const settings = { POSTIL_DATA: folder, POSTIL_SAMPLE: "0", HOST: "127.0.0.1", PORT: "0", DATABASE_URL: "", ...env };
  const server = await start([join(repositoryRoot, "scripts/serve.mjs")], settings, /listening on (\S+)/);
  return {
    ...server,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The bare relay. */
export function startRelay(): Promise<ServerProcess> {
  return start([join(support, "relay.mjs")], {}, /listening (\d+)/);
}

/** y-websocket's own server, as it comes. */
export async function startYWebsocket(): Promise<ServerProcess> {
  const file = join(await rivals(), "@y/websocket-server/src/server.js");
  return start([file], { HOST: "127.0.0.1", PORT: String(await freePort()) }, /running at .* on port (\d+)/);
}

/** Hocuspocus, as it comes. */
export async function startHocuspocus(): Promise<ServerProcess> {
  return start([join(support, "hocuspocus.mjs"), await rivals()], {}, /listening (\d+)/);
}

async function start(args: string[], env: Record<string, string>, ready: RegExp): Promise<ServerProcess> {
  const more = process.env.BENCH_NODE_FLAGS?.split(" ") ?? [];
  const flags = ["--expose-gc", "--import", pathToFileURL(join(support, "probe.mjs")).href, ...more];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const found = await listening(child, ready);
  return {
    url: found.startsWith("http") ? found : `http://127.0.0.1:${found}`,
    pid: child.pid ?? 0,
    async watch() {
      await ask(child, "watch");
    },
    loopDelay: () => ask<LoopDelay>(child, "loop"),
    memory: async () => (await ask<{ bytes: number }>(child, "memory")).bytes,
    close: () => end(child),
  };
}

function listening(child: ChildProcess, ready: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const match = ready.exec(text)?.[1];
      if (match) resolve(match);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => reject(new Error(`it ended before it listened:\n${text}`)));
  });
}

function ask<T>(child: ChildProcess, question: string): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (answer) => resolve(answer as T));
    child.once("exit", () => reject(new Error("the server has ended")));
    child.send(question);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await exited;
}
