import type { Pool, PoolClient, QueryResultRow } from "pg";
import type { DataSource } from "typeorm";

/**
 * The pool of `pg` connections beneath TypeORM: the log's statement is long and runs at every commit, so it is
 * prepared once a connection, which `DataSource.query` can't do.
 */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}

const prepared = new WeakMap<PoolClient, number>();
let clients = 0;

/**
 * Runs a statement that is prepared under a name of its own on each connection: the embedded database is one session
 * however often its connection is made anew, and a name can be given there once.
 */
export async function runPrepared<T extends QueryResultRow>(
  pool: Pool,
  statement: { name: string; text: string },
  values: unknown[],
): Promise<T[]> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    let number = prepared.get(client);
    if (number === undefined) {
      number = ++clients;
      prepared.set(client, number);
    }
    const name = `${statement.name}_${process.pid}_${number}`;
    return (await client.query<T>({ name, text: statement.text, values })).rows;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // An error of the server leaves the connection good; anything else may have broken it.
    client.release(failure && !("severity" in failure) ? failure : undefined);
  }
}
