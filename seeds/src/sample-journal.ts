import type { DataSource } from "typeorm";
import type { DatabaseInfo } from "#server/platform/database/database-info";
import type { Locks } from "#server/platform/database/locks";

const LOCK = "sample";

type Entry = "sample-begun" | "sample-finished";

/** What the audit trail remembers of the sample: it outlives the workspace. */
export class SampleJournal {
  constructor(
    private readonly dataSource: DataSource,
    private readonly locks: Locks,
    private readonly database: DatabaseInfo,
  ) {}

  /** Runs `work` while nobody else loads the sample: here, or in another server on the same PostgreSQL. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    // The embedded database has one connection, which must not be held.
    return this.locks.withLock(LOCK, () => (this.database.kind === "postgresql" ? this.locked(work) : work()));
  }

  private async locked<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      // Of the session, not of a transaction: `work` is many transactions, on other connections.
      await runner.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [LOCK]);
      try {
        return await work();
      } finally {
        await runner.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [LOCK]);
      }
    } finally {
      await runner.release();
    }
  }

  /** How the last attempt to load the sample ended; null when there was none. */
  async past(): Promise<"begun" | "finished" | null> {
    const rows: { kind: Entry }[] = await this.dataSource.query(
      "SELECT kind FROM audit_event WHERE kind IN ('sample-begun', 'sample-finished') ORDER BY id DESC LIMIT 1",
    );
    if (!rows[0]) return null;
    return rows[0].kind === "sample-finished" ? "finished" : "begun";
  }

  async record(kind: Entry): Promise<void> {
    await this.dataSource.query("INSERT INTO audit_event (kind) VALUES ($1)", [kind]);
  }

  async hasWorkspaces(): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query("SELECT 1 FROM workspace LIMIT 1");
    return rows.length > 0;
  }

  /** Half a sample, whose loading was cut off: nobody has been shown it. */
  async clearLeftovers(): Promise<void> {
    await this.dataSource.query("DELETE FROM workspace WHERE sample");
  }
}
