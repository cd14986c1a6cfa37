import type { DataSource } from "typeorm";
import { StartError } from "../start-error.ts";
import { createDataSource, migrate } from "./data-source.ts";
import { DatabaseInfo } from "./database-info.ts";
import type { EmbeddedOptions } from "./embedded/embedded-database.ts";
import { joinStorage, openStorage, type Storage, type StorageSettings } from "./storage.ts";

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

/** Opens the database that the settings name and brings its tables up to date. Throws `StartError`. */
export async function openDatabase(
  settings: StorageSettings,
  entities: Entities,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  return openDatabaseOn(await openStorage(settings, options.embedded), entities, options);
}

/** Like `openDatabase`, for a command that runs beside the server. */
export async function joinDatabase(
  settings: StorageSettings,
  entities: Entities,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  return openDatabaseOn(await joinStorage(settings, options.embedded), entities, options);
}

/** Connects to the storage, and closes it with the connections, or when that fails. */
export async function openDatabaseOn(
  storage: Storage,
  entities: Entities,
  options: Pick<OpenOptions, "patienceMs"> = {},
): Promise<OpenDatabase> {
  const dataSource = createDataSource(storage.address, entities);
  const close = async () => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await storage.close();
  };
  try {
    await connect(dataSource, storage.kind, options.patienceMs ?? 10_000);
    if (!storage.joined) await bringUpToDate(dataSource, storage.kind);
    return { dataSource, info: new DatabaseInfo(storage.kind), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bringUpToDate(dataSource: DataSource, kind: Storage["kind"]): Promise<void> {
  try {
    await migrate(dataSource, kind);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The database's tables can't be brought up to date (${reason}). Nothing was changed.`, {
      cause: error,
    });
  }
}

/**
 * Tries again for a while, since PostgreSQL may be starting beside us, or the embedded database being opened anew; not
 * when it answers that we are wrong.
 */
async function connect(dataSource: DataSource, kind: Storage["kind"], patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  const of = kind === "postgresql" ? " of DATABASE_URL" : "";
  for (;;) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      if (!isPassing(error) || Date.now() >= until) {
        throw new StartError(`The database${of} can't be used: ${explain(error)}.`, { cause: error });
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
      return "nothing listens at its address, so PostgreSQL may not be running there";
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
