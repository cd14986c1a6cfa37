import "reflect-metadata";
import type { Server } from "node:http";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter, type NestExpressApplication } from "@nestjs/platform-express";
import { AppModule } from "./app-module.ts";
import { entities } from "./entities.ts";
import { type Config, listeningOrigin, parseConfig } from "./platform/config.ts";
import { openDatabase } from "./platform/database/open-database.ts";
import { ErrorFilter } from "./platform/http/exception-filter.ts";
import { useMiddleware } from "./platform/http/middleware.ts";
import { UpgradeRouter } from "./platform/upgrades.ts";

export interface StartOptions {
  /** Default: `process.env`. */
  env?: Record<string, string | undefined>;
  /** Runs when the features are ready and nobody can connect yet. */
  beforeListen?: (app: NestExpressApplication) => Promise<void>;
}

export interface RunningServer {
  /** What it can be reached at, without a slash at its end. */
  url: string;
  app: NestExpressApplication;
  config: Config;
  close(): Promise<void>;
}

export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const config = parseConfig(options.env ?? process.env);
  const database = await openDatabase(config, entities);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({ config, dataSource: database.dataSource, databaseInfo: database.info }),
    new ExpressAdapter(),
    { bodyParser: false, logger: ["error", "warn", "fatal"], abortOnError: false },
  );
  const errors = new ErrorFilter();
  app.useGlobalFilters(errors);
  useMiddleware(app, config, errors);
  await app.init();
  await options.beforeListen?.(app);
  await app.listen(config.port, config.host);
  const server: Server = app.getHttpServer();
  app.get(UpgradeRouter).attach(server);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  const url = listeningOrigin(config.host, port);
  if (!config.originGiven) config.origin = url;
  return {
    url,
    app,
    config,
    async close() {
      await app.close();
      await database.close();
    },
  };
}
