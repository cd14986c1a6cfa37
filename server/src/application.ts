import "reflect-metadata";
import { once } from "node:events";
import type { Server } from "node:http";
import { ConsoleLogger, Logger } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter, type NestExpressApplication } from "@nestjs/platform-express";
import { AppModule } from "./app.module.ts";
import { entities } from "./entities.ts";
import { LiveAdapter } from "./live/live.adapter.ts";
import { type Config, listeningOrigin } from "./platform/config.ts";
import { type OpenDatabase, openDatabaseOn } from "./platform/database/open-database.ts";
import type { Storage } from "./platform/database/storage.ts";
import { ErrorFilter } from "./platform/http/exception.filter.ts";
import { useMiddleware } from "./platform/http/middleware.ts";
import { isLoopback } from "./platform/http/origin.ts";
import { followConnections } from "./platform/http/stop-server.ts";
import { StartError } from "./platform/start-error.ts";
import { UpgradeRouter } from "./platform/upgrades.ts";
import type { CompactionOptions } from "./sync/compaction/compaction-options.ts";

export interface ListeningApplication {
  url: string;
  app: NestExpressApplication;
  /** Closes the storage too. */
  close(): Promise<void>;
}

type Work = (app: NestExpressApplication) => Promise<void>;

/**
 * How long an idle connection stays open, in ms: longer than proxies and clients keep theirs (commonly up to 60 s), so
 * that it is they who close. One closed here just as a request is sent on it fails for them, and a POST isn't repeated.
 */
const KEEP_ALIVE_MS = 75_000;

/** How long requests that are under way, and sockets that are being closed, may take once the server stops, in ms. */
const STOP_PATIENCE = { requests: 2_500, upgrades: 3_500 };
/** All of the stop, in ms: who stops a server kills it when it takes longer. */
const STOP_MS = 4_500;
/** What the database gets of that at least. */
const DATABASE_STOP_MS = 500;

/** Opens the database, starts the features, then listens. What it opened is closed when it fails. */
export async function startApplication(
  storage: Storage,
  config: Config,
  { beforeListen = async () => {}, compaction = {} }: { beforeListen?: Work; compaction?: CompactionOptions } = {},
): Promise<ListeningApplication> {
  const database = await openDatabaseOn(storage, entities);
  const app = await orClose(createApplication(database, config, compaction), database);
  const server: Server = app.getHttpServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const beginStop = followConnections(server);
  const starting = async () => {
    await app.init();
    app.get(UpgradeRouter).attach(server);
    await beforeListen(app);
    await listen(server, config);
  };
  await orClose(starting(), app, database);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  const url = listeningOrigin(config.host, port);
  if (!config.originGiven) config.origin = url;
  warnOfOrigin(config);
  let closing: Promise<void> | null = null;
  const close = async () => {
    const began = Date.now();
    const left = () => Math.max(DATABASE_STOP_MS, STOP_MS - (Date.now() - began));
    app.get(UpgradeRouter).stop();
    beginStop(STOP_PATIENCE);
    try {
      // Features say goodbye to their sockets and write what they hold; then HTTP stops, and last the database.
      await within(left() - DATABASE_STOP_MS, app.close(), "the features did");
    } finally {
      // A statement that a slow database has not answered would be waited for: nothing of it was acknowledged.
      await within(left(), database.close(), "the database did");
    }
  };
  return {
    url,
    app,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** What was opened before is closed when the next step fails. */
async function orClose<T>(next: Promise<T>, ...opened: { close(): Promise<void> }[]): Promise<T> {
  try {
    return await next;
  } catch (error) {
    for (const part of opened) await part.close();
    throw error;
  }
}

/** Waits for `work`, but not for longer than `ms`. */
async function within(ms: number, work: Promise<void>, what: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      new Logger("Stop").warn(`${what} not stop in time`);
      resolve();
    }, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `work` with all features and without listening. */
export async function useApplication(storage: Storage, config: Config, work: Work): Promise<void> {
  const database = await openDatabaseOn(storage, entities);
  try {
    const app = await createApplication(database, config, {});
    try {
      await app.init();
      await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

async function createApplication(
  database: OpenDatabase,
  config: Config,
  compaction: CompactionOptions,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({ config, dataSource: database.dataSource, databaseInfo: database.info }, compaction),
    new ExpressAdapter(),
    { bodyParser: false, logger: quietLogger(), abortOnError: false },
  );
  const errors = new ErrorFilter();
  app.useGlobalFilters(errors);
  useMiddleware(app, config, errors);
  app.useWebSocketAdapter(new LiveAdapter(app));
  return app;
}

/** Says only what somebody should look at; colours only where somebody looks. */
function quietLogger(): ConsoleLogger {
  return new ConsoleLogger({
    prefix: "Postil",
    logLevels: ["warn", "error", "fatal"],
    colors: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR,
  });
}

function warnOfOrigin(config: Config): void {
  if (config.originGiven || isLoopback(config.host)) return;
  new Logger("Settings").warn(
    `POSTIL_ORIGIN is not set: pages opened at another address than ${config.origin} can't change anything.`,
  );
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
