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
export function runPrepared<T extends QueryResultRow>(
  pool: Pool,
  statement: PreparedStatement,
  values: unknown[],
): Promise<T[]> {
  return withClient(pool, (client) => runOn<T>(client, statement, values));
}

/**
 * The same for several statements in one transaction. What `work` throws rolls it back and is thrown on. When COMMIT
 * itself fails nobody knows whether it was done.
 */
export function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query("begin");
    try {
      const result = await work(client);
      await client.query("commit");
      return result;
    } catch (error) {
      try {
        await client.query("rollback");
      } catch (broken) {
        // Whatever state it is in, nobody else may go on from there.
        throw new Error("a transaction could neither be finished nor rolled back", { cause: error ?? broken });
      }
      throw error;
    }
  });
}

/** A transaction whose end is not in sight where it begins. Exactly one of `commit` and `rollback` ends it. */
export class OpenTransaction {
  private constructor(private readonly client: PoolClient) {}

  static async begin(pool: Pool): Promise<OpenTransaction> {
    const client = await pool.connect();
    const transaction = new OpenTransaction(client);
    await transaction.guarded(() => client.query("begin"));
    return transaction;
  }

  /** What it throws leaves the transaction to be rolled back, unless it broke the connection: then it has ended. */
  run<T extends QueryResultRow>(statement: PreparedStatement, values: unknown[]): Promise<T[]> {
    return this.guarded(() => runOn<T>(this.client, statement, values));
  }

  /** When it throws, nobody knows whether it was done. */
  async commit(): Promise<void> {
    await this.guarded(() => this.client.query("commit"));
    this.release();
  }

  async rollback(): Promise<void> {
    if (this.hasEnded) return;
    await this.guarded(() => this.client.query("rollback"));
    this.release();
  }

  private hasEnded = false;

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && "severity" in error)) this.release(error);
      throw error;
    }
  }

  private release(failure?: unknown): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.client.release(failure === undefined ? undefined : failure instanceof Error ? failure : true);
  }
}

export interface PreparedStatement {
  name: string;
  text: string;
}

/** Within `inTransaction`. */
export async function runOn<T extends QueryResultRow>(
  client: PoolClient,
  statement: PreparedStatement,
  values: unknown[],
): Promise<T[]> {
  let number = prepared.get(client);
  if (number === undefined) {
    number = ++clients;
    prepared.set(client, number);
  }
  const name = `${statement.name}_${process.pid}_${number}`;
  return (await client.query<T>({ name, text: statement.text, values })).rows;
}

async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // An error of the server, or one's own, leaves the connection good; anything else may have broken it.
    const good = failure === undefined || "severity" in failure || failure instanceof RaceLost;
    client.release(good ? undefined : failure);
  }
}

/** Thrown inside a transaction to give it up: somebody else was first. */
export class RaceLost extends Error {
  override readonly name = "RaceLost";
}
