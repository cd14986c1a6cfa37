import "reflect-metadata";
import { once } from "node:events";
import type { Server } from "node:http";
import { Logger } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter, type NestExpressApplication } from "@nestjs/platform-express";
import { AppModule } from "./app-module.ts";
import { entities } from "./entities.ts";
import { LiveAdapter } from "./live/live-adapter.ts";
import { type Config, listeningOrigin, parseConfig } from "./platform/config.ts";
import type { EmbeddedOptions } from "./platform/database/embedded/embedded-database.ts";
import { joinDatabase, type OpenDatabase, openDatabase } from "./platform/database/open-database.ts";
import { ErrorFilter } from "./platform/http/exception-filter.ts";
import { useMiddleware } from "./platform/http/middleware.ts";
import { isLoopback } from "./platform/http/origin.ts";
import { followConnections } from "./platform/http/stop-server.ts";
import { StartError } from "./platform/start-error.ts";
import { UpgradeRouter } from "./platform/upgrades.ts";

export interface StartOptions {
  /** Default: `process.env`. */
  env?: Record<string, string | undefined>;
  embedded?: EmbeddedOptions;
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

/** How long requests that are under way may take once the server stops, in ms. */
const STOP_PATIENCE_MS = 2_500;

/** Starts a server in this process. Throws `StartError`, with one sentence, when a setting or the database is wrong. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const config = parseConfig(options.env ?? process.env);
  const database = await openDatabase(config, entities, { embedded: options.embedded });
  try {
    return await startOn(database, config, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function createApplication(database: OpenDatabase, config: Config): Promise<NestExpressApplication> {
  return NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({ config, dataSource: database.dataSource, databaseInfo: database.info }),
    new ExpressAdapter(),
    { bodyParser: false, logger: ["error", "warn", "fatal"], abortOnError: false },
  );
}

async function startOn(database: OpenDatabase, config: Config, options: StartOptions): Promise<RunningServer> {
  const app = await createApplication(database, config);
  const errors = new ErrorFilter();
  app.useGlobalFilters(errors);
  useMiddleware(app, config, errors);
  app.useWebSocketAdapter(new LiveAdapter(app));
  const server: Server = app.getHttpServer();
  const beginStop = followConnections(server);
  let closing: Promise<void> | null = null;
  const close = async () => {
    app.get(UpgradeRouter).stop();
    beginStop(STOP_PATIENCE_MS);
    try {
      // Features say goodbye to their sockets and write what they hold; then HTTP stops, and last the database.
      await app.close();
    } finally {
      await database.close();
    }
  };
  try {
    await app.init();
    app.get(UpgradeRouter).attach(server);
    await options.beforeListen?.(app);
    await listen(server, config);
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  const url = listeningOrigin(config.host, port);
  if (!config.originGiven) config.origin = url;
  return {
    url,
    app,
    config,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** Not by `app.listen`, which prints a stack for what is the person's to settle. */
async function listen(server: Server, config: Config): Promise<void> {
  try {
    server.listen(config.port, config.host);
    await once(server, "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE") {
      throw new StartError(`Port ${config.port} is in use on ${config.host}: choose another with PORT.`);
    }
    if (code === "EACCES") {
      throw new StartError(
        `Port ${config.port} needs more rights than this user has: choose one above 1023 with PORT.`,
      );
    }
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
      throw new StartError(`HOST ${config.host} is not an address of this machine.`);
    }
    throw error;
  }
}

/**
 * What the start command runs: a server that prints `Postil listening on <url>` once it can be used, stops cleanly on
 * SIGTERM and SIGINT, and ends the process with one sentence when it can't start.
 */
export async function runServer(options: StartOptions = {}): Promise<void> {
  let stopAsked = false;
  let running: RunningServer | null = null;
  const stop = () => {
    // A second signal, from somebody who won't wait.
    if (stopAsked) process.exit(130);
    stopAsked = true;
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
  if (stopAsked) return end(running);
  const { app, config, url } = running;
  process.stdout.write(`Postil listening on ${url}\n`);
  for (const line of (await options.announce?.(app)) ?? []) process.stdout.write(`${line}\n`);
  if (!config.originGiven && !isLoopback(config.host)) {
    new Logger("Settings").warn(
      `POSTIL_ORIGIN is not set: pages opened at another address than ${config.origin} can't change anything.`,
    );
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
    const database = await joinDatabase(config, entities, { embedded: options.embedded });
    try {
      const app = await createApplication(database, config);
      try {
        await app.init();
        await work(app);
      } finally {
        await app.close();
      }
    } finally {
      await database.close();
    }
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
