import type { Config } from "../config.ts";
import { runningSocket } from "./embedded/data-lock.ts";
import { EmbeddedDatabase, type EmbeddedOptions } from "./embedded/embedded-database.ts";

/** Where the `pg` driver finds the database: a URL, or the folder of a Unix socket. */
export type DatabaseAddress = { url: string } | { socketDir: string };

/** Where the settings say that the data is; ready to be connected to. */
export interface Storage {
  kind: "embedded" | "postgresql";
  address: DatabaseAddress;
  /** Whether another process serves it, which has brought its tables up to date. */
  joined: boolean;
  close(): Promise<void>;
}

export type StorageSettings = Pick<Config, "databaseUrl" | "dataDir">;

/** Starts the embedded database unless the settings name another. Throws `StartError`. */
export async function openStorage(settings: StorageSettings, embedded?: EmbeddedOptions): Promise<Storage> {
  if (settings.databaseUrl !== null) return elsewhere("postgresql", { url: settings.databaseUrl }, false);
  const database = await EmbeddedDatabase.open(settings.dataDir, embedded);
  return {
    kind: "embedded",
    address: { socketDir: database.socketDir },
    joined: false,
    close: () => database.close(),
  };
}

/**
 * Like `openStorage`, for a command that runs beside the server: goes through the running server's embedded database
 * when there is one, which nobody else may open.
 */
export async function joinStorage(settings: StorageSettings, embedded?: EmbeddedOptions): Promise<Storage> {
  const socketDir = settings.databaseUrl === null ? await runningSocket(settings.dataDir) : null;
  return socketDir === null ? openStorage(settings, embedded) : elsewhere("embedded", { socketDir }, true);
}

function elsewhere(kind: Storage["kind"], address: DatabaseAddress, joined: boolean): Storage {
  return { kind, address, joined, close: async () => {} };
}
