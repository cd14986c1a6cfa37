import { DataSource } from "typeorm";
import { Initial1700000000001 } from "./migrations/0001-initial.ts";
import type { DatabaseAddress } from "./storage.ts";
import { QuietClient, WatchedClient } from "./watched-client.ts";

/** Any 64-bit number that is nobody else's: the advisory lock that migrations run under. */
const MIGRATION_LOCK = "7306090231466541";

/** A handful of entities are decorated classes, handed in by whoever starts the server; most tables are reached by SQL. */
export function createDataSource(address: DatabaseAddress, entities: (new () => object)[]): DataSource {
  const embedded = "socketDir" in address;
  return new DataSource({
    type: "postgres",
    ...(embedded ? { host: address.socketDir, username: "postgres", database: "postgres" } : { url: address.url }),
    entities,
    migrations: [Initial1700000000001],
    migrationsTableName: "migration",
    synchronize: false,
    installExtensions: false,
    applicationName: "postil",
    logging: false,
    // PGlite is one session: a second connection could only wait for the first, and would share its settings and
    // prepared statements.
    poolSize: embedded ? 1 : 12,
    // A connection that is begun while the network swallows everything is given up soon enough to begin another.
    connectTimeoutMS: 5_000,
    // A connection that breaks while idle is replaced at the next query; without a handler it would end the process.
    poolErrorHandler: () => {},
    // Reconnecting to the embedded database again and again costs more than keeping its one connection; it has a
    // watchdog of its own.
    extra: embedded
      ? { Client: QuietClient, idleTimeoutMillis: 0 }
      : { Client: WatchedClient, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  });
}

/** Brings the tables up to date; several servers that start at once take turns. */
export async function migrate(dataSource: DataSource, kind: "embedded" | "postgresql"): Promise<void> {
  if (kind === "embedded") {
    // Its data folder is locked: nobody else is there. And it has one connection, which the lock would hold.
    await dataSource.runMigrations({ transaction: "each" });
    return;
  }
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      await dataSource.runMigrations({ transaction: "each" });
    } finally {
      await runner.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
}
