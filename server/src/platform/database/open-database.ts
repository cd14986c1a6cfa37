import type { DataSource } from "typeorm";
import type { Config } from "../config.ts";
import { createDataSource, migrate } from "./data-source.ts";
import { DatabaseInfo } from "./database-info.ts";
import { EmbeddedDatabase } from "./embedded/embedded-database.ts";

export interface OpenDatabase {
  dataSource: DataSource;
  info: DatabaseInfo;
  close(): Promise<void>;
}

/** Opens the database that the settings name and brings its tables up to date. */
export async function openDatabase(config: Config, entities: (new () => object)[]): Promise<OpenDatabase> {
  const embedded = config.databaseUrl === null ? await EmbeddedDatabase.open(config.dataDir) : null;
  const dataSource = createDataSource(
    embedded ? { socketDir: embedded.socketDir } : { url: config.databaseUrl ?? "" },
    entities,
  );
  await dataSource.initialize();
  await migrate(dataSource);
  return {
    dataSource,
    info: new DatabaseInfo(embedded ? "embedded" : "postgresql"),
    async close() {
      await dataSource.destroy();
      await embedded?.close();
    },
  };
}
