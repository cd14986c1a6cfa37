import type { DataSource } from "typeorm";
import type { Config } from "../config.ts";
import { StartError } from "../start-error.ts";
import { createDataSource, migrate } from "./data-source.ts";
import { DatabaseInfo } from "./database-info.ts";
import { runningSocket } from "./embedded/data-lock.ts";
import { EmbeddedDatabase, type EmbeddedOptions } from "./embedded/embedded-database.ts";

export type Entities = (new () => object)[];

export interface OpenDatabase {
  dataSource: DataSource;
  info: DatabaseInfo;
  close(): Promise<void>;
}

export interface OpenOptions {
  embedded?: EmbeddedOptions;
  /** How long a PostgreSQL server that doesn't answer yet is waited for, in ms. */
  patienceMs?: number;
}

type DatabaseSettings = Pick<Config, "databaseUrl" | "dataDir">;

/** Opens the database that the settings name and brings its tables up to date. Throws `StartError`. */
export async function openDatabase(
  config: DatabaseSettings,
  entities: Entities,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    const dataSource = createDataSource({ url: config.databaseUrl }, entities);
    await connect(dataSource, options.patienceMs ?? 10_000);
    return opened(dataSource, "postgresql", async () => {});
  }
  const embedded = await EmbeddedDatabase.open(config.dataDir, options.embedded);
  const dataSource = createDataSource({ socketDir: embedded.socketDir }, entities);
  try {
    await dataSource.initialize();
  } catch (error) {
    await embedded.close();
    throw error;
  }
  return opened(dataSource, "embedded", () => embedded.close());
}

/**
 * Like `openDatabase`, for a command that runs beside the server: goes through the running server's embedded
 * database when there is one, which nobody else may open.
 */
export async function joinDatabase(
  config: DatabaseSettings,
  entities: Entities,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  const socketDir = config.databaseUrl === null ? await runningSocket(config.dataDir) : null;
  if (socketDir === null) return openDatabase(config, entities, options);
  const dataSource = createDataSource({ socketDir }, entities);
  await dataSource.initialize();
  return { dataSource, info: new DatabaseInfo("embedded"), close: () => dataSource.destroy() };
}

async function opened(
  dataSource: DataSource,
  kind: "embedded" | "postgresql",
  closeEmbedded: () => Promise<void>,
): Promise<OpenDatabase> {
  const close = async () => {
    await dataSource.destroy();
    await closeEmbedded();
  };
  try {
    await migrate(dataSource, kind);
  } catch (error) {
    await close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The database's tables can't be brought up to date (${reason}). Nothing was changed.`, {
      cause: error,
    });
  }
  return { dataSource, info: new DatabaseInfo(kind), close };
}

/** Tries again for a while, since PostgreSQL may be starting beside us; not when it answers that we are wrong. */
async function connect(dataSource: DataSource, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      if (!isPassing(error) || Date.now() >= until) {
        throw new StartError(`The database of DATABASE_URL can't be used: ${explain(error)}.`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, Math.max(1, until - Date.now()))));
    }
  }
}

/** SQLSTATE classes 08 (connection) and 57P03 (starting up), and whatever the network says. */
function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return code === "57P03" || code.startsWith("08") || code.startsWith("E") || code === "";
}

function explain(error: unknown): string {
  switch (codeOf(error)) {
    case "ECONNREFUSED":
      return "nothing listens at its address; is PostgreSQL running there";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "its host name can't be found";
    case "28P01":
    case "28000":
      return "PostgreSQL refuses its user name or password";
    case "3D000":
      return "PostgreSQL has no database of that name; create it first";
    default:
      return error instanceof Error && error.message ? error.message.replace(/\.$/, "") : String(error);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}
