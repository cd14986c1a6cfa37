import type { NestExpressApplication } from "@nestjs/platform-express";
import { type Config, parseConfig } from "./platform/config.ts";
import type { EmbeddedOptions } from "./platform/database/embedded/embedded-database.ts";
import { joinStorage, openStorage, type Storage } from "./platform/database/storage.ts";
import { StartError } from "./platform/start-error.ts";
import type { CompactionOptions } from "./sync/compaction/compaction-options.ts";

export interface StartOptions {
  /** Default: `process.env`. */
  env?: Record<string, string | undefined>;
  embedded?: EmbeddedOptions;
  compaction?: CompactionOptions;
  /** What a sandbox's child runs, for those who run from source: Node 20 runs no TypeScript. */
  sandboxEntry?: URL;
  /** Runs when the features are ready and nobody can connect yet. */
  beforeListen?: (app: NestExpressApplication) => Promise<void>;
  /** Its lines are printed after the one that says where the server listens. */
  announce?: (app: NestExpressApplication) => Promise<string[]>;
}

export interface RunningServer {
  /** What it can be reached at, without a slash at its end. */
  url: string;
  app: NestExpressApplication;
  config: Config;
  close(): Promise<void>;
}

/** Starts a server in this process. Throws `StartError`, with one sentence, when a setting or the database is wrong. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const config = parseConfig(options.env ?? process.env);
  if (options.sandboxEntry) config.sandboxEntry = options.sandboxEntry;
  const { application, storage } = await load(openStorage(config, options.embedded));
  return { config, ...(await application.startApplication(storage, config, options)) };
}

/**
 * Loads the application while the storage opens: both take about a second, and the embedded database does it in a
 * thread of its own.
 */
async function load(opening: Promise<Storage>) {
  const loading = import("./application.ts");
  // A storage that can't be opened says so at once; what becomes of the loading doesn't matter then.
  loading.catch(() => {});
  const storage = await opening;
  try {
    return { application: await loading, storage };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/**
 * What the start command runs: a server that prints `Postil listening on <url>` once it can be used, stops cleanly on
 * SIGTERM and SIGINT, and ends the process with one sentence when it can't start.
 */
export async function runServer(options: StartOptions = {}): Promise<void> {
  let stopAsked: number | null = null;
  let running: RunningServer | null = null;
  const stop = () => {
    if (stopAsked !== null) {
      // A stop that is under way ends within seconds, and what is queued is being stored. A start may take for ever:
      // who asks again won't wait. (npm passes on the signal that a terminal has already sent.)
      if (!running && Date.now() - stopAsked > 1_000) process.exit(130);
      return;
    }
    stopAsked = Date.now();
    if (running) void end(running);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  try {
    running = await startServer(options);
  } catch (error) {
    process.stderr.write(`${sayWhy(error)}\n`);
    process.exit(1);
  }
  if (stopAsked !== null) return end(running);
  const { app, url } = running;
  process.stdout.write(`Postil listening on ${url}\n`);
  try {
    for (const line of (await options.announce?.(app)) ?? []) process.stdout.write(`${line}\n`);
  } catch (error) {
    // A stop may have closed the database meanwhile; and what can't be announced is no reason to stop serving.
    if (stopAsked === null) process.stderr.write(`${sayWhy(error)}\n`);
  }
}

/**
 * For commands: runs `work` with all features, without listening, beside a running server when there is one. Ends the
 * process with one sentence when that can't be done.
 */
export async function runWithApplication(
  work: (app: NestExpressApplication) => Promise<void>,
  options: Pick<StartOptions, "env" | "embedded"> = {},
): Promise<void> {
  try {
    const config = parseConfig(options.env ?? process.env);
    const { application, storage } = await load(joinStorage(config, options.embedded));
    await application.useApplication(storage, config, work);
  } catch (error) {
    process.stderr.write(`${sayWhy(error)}\n`);
    process.exitCode = 1;
  }
}

async function end(running: RunningServer): Promise<never> {
  try {
    await running.close();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${sayWhy(error)}\n`);
    process.exit(1);
  }
}

function sayWhy(error: unknown): string {
  if (error instanceof StartError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
