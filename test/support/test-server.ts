import { randomBytes } from "node:crypto";
import { cp, rm } from "node:fs/promises";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { DataSource } from "typeorm";
import { inject } from "vitest";
import { type RunningServer, type StartOptions, startServer } from "../../server/src/main.ts";
import type { Config } from "../../server/src/platform/config.ts";
import type { EmbeddedOptions } from "../../server/src/platform/database/embedded/embedded-database.ts";
import { makeDataFolder } from "./data-folder.ts";
import { runSql } from "./postgres-cluster.ts";
import "./context.ts";

export interface TestServer {
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly config: Config;
  readonly dataSource: DataSource;
  /**
   * Stops it and starts another on the same data and port, with `env` over the settings it had. `between` runs while
   * none is running.
   */
  restart(env?: Env, between?: () => Promise<void>): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

type Env = Record<string, string | undefined>;

export interface TestServerOptions extends Omit<StartOptions, "embedded"> {
  beside?: TestServer;
  /** The embedded database's. */
  watchdog?: Pick<EmbeddedOptions, "pingMs" | "missedPings">;
}

/**
 * A real server in this process, on the run's database (embedded or PostgreSQL), on a free port, with nothing in it:
 * no sample, nobody registered. `env` is over these defaults. `beside`: on the PostgreSQL database of that server.
 */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = makeDataFolder("test");
  const database = options.beside ? databaseOf(options.beside) : await freshDatabase(folder);
  const env: Env = { PORT: "0", HOST: "127.0.0.1", POSTIL_SAMPLE: "0", ...database, ...options.env };
  const embedded = { worker: new URL(inject("embeddedWorker")), ...options.watchdog };
  const compaction = { worker: new URL(inject("compactionWorker")), ...options.compaction };
  const sandboxEntry = new URL(inject("sandboxTasks"));
  let running: RunningServer;
  try {
    running = await startServer({ ...options, env, embedded, compaction, sandboxEntry });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    get url() {
      return running.url;
    },
    get app() {
      return running.app;
    },
    get config() {
      return running.config;
    },
    get dataSource() {
      return running.app.get(DataSource);
    },
    async restart(more = {}, between = async () => {}) {
      const port = new URL(running.url).port;
      await running.close();
      await between();
      running = await startServer({
        ...options,
        env: { ...env, PORT: port, ...more },
        embedded,
        compaction,
        sandboxEntry,
      });
    },
    async close() {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function databaseOf({ config }: TestServer): Env {
  if (config.databaseUrl === null) throw new Error("the embedded database is one server's alone");
  return { DATABASE_URL: config.databaseUrl };
}

/** The settings of a database with all tables and no rows. */
async function freshDatabase(folder: string): Promise<Env> {
  const template = inject("postgresTemplate");
  if (template === "") {
    await cp(inject("embeddedTemplate"), folder, { recursive: true });
    return { POSTIL_DATA: folder, DATABASE_URL: "" };
  }
  const name = `test_${randomBytes(8).toString("hex")}`;
  const url = new URL(template);
  const source = url.pathname.slice(1);
  url.pathname = "/postgres";
  await runSql(url.href, `create database ${name} template ${source}`);
  url.pathname = `/${name}`;
  return { POSTIL_DATA: folder, DATABASE_URL: url.href };
}
