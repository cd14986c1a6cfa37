import pg from "pg";

/** A query that has brought no byte for so long is looked into, and again as often. */
const SILENCE_MS = 3_000;
const PROBE_PATIENCE_MS = 2_000;

/** What `pg` keeps of a connection and doesn't declare. */
interface Inside {
  connection: { stream: { bytesRead: number; destroy(error?: Error): void } };
  processID: number | null;
}

/**
 * A connection whose breaking is told by the query it breaks. Without a listener of its own the event that comes besides
 * would end the process, since the pool listens to idle connections only.
 */
export class QuietClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super(config);
    this.on("error", () => undefined);
  }
}

/** The connections of each pool, by the settings that they share. */
const pools = new WeakMap<pg.ClientConfig, Set<WatchedClient>>();

/**
 * A connection that notices when its other end has gone without a word, as after a failover or when a router has
 * forgotten it: TCP alone waits a quarter of an hour for that, and until then whoever asks over it hangs. A query that
 * stays silent is looked into over a connection of its own: while PostgreSQL says that it is at work on it, it may take
 * as long as it likes; when the server doesn't know it, or has answered it long ago, the connection is broken off.
 */
export class WatchedClient extends QuietClient {
  private readonly config: pg.ClientConfig;
  private watching: NodeJS.Timeout | null = null;
  private bytesSeen = -1;

  constructor(config: pg.ClientConfig = {}) {
    super(config);
    this.config = config;
    const pool = pools.get(config) ?? new Set();
    pools.set(config, pool.add(this));
    this.on("drain", () => this.rest());
    for (const ending of ["end", "error"] as const) {
      this.on(ending, () => {
        this.rest();
        pool.delete(this);
      });
    }
  }

  // Its many forms are all passed on as they come.
  override query: pg.Client["query"] = ((...given: Parameters<pg.Client["query"]>) => {
    this.watch();
    return super.query(...given);
  }) as pg.Client["query"];

  private get inside(): Inside {
    return this as unknown as Inside;
  }

  private watch(): void {
    if (this.watching) return;
    this.bytesSeen = this.inside.connection.stream.bytesRead;
    this.watching = setTimeout(() => void this.look(), SILENCE_MS);
    this.watching.unref();
  }

  private rest(): void {
    if (this.watching) clearTimeout(this.watching);
    this.watching = null;
  }

  private async look(): Promise<void> {
    const { stream } = this.inside.connection;
    const watching = this.watching;
    const silent = stream.bytesRead === this.bytesSeen;
    const gone = silent && (await this.isGone());
    // Answered while it was looked into.
    if (this.watching !== watching) return;
    this.watching = null;
    if (!gone || stream.bytesRead !== this.bytesSeen) return this.watch();
    this.breakOff();
    // Those that rest went the same way, most likely: whoever took one would have to wait as long again.
    for (const other of pools.get(this.config) ?? []) if (other.watching === null) other.breakOff();
  }

  private breakOff(): void {
    this.inside.connection.stream.destroy(new Error("the connection to the database is dead"));
  }

  /** Whether PostgreSQL, asked over a new connection, isn't at work for this one. False while it doesn't answer. */
  private async isGone(): Promise<boolean> {
    const { processID } = this.inside;
    if (processID === null) return false;
    const { connectionString, host, port, user, password, database, ssl } = this.config;
    const probe = new pg.Client({
      ...{ connectionString, host, port, user, password, database, ssl },
      application_name: "postil-probe",
      connectionTimeoutMillis: PROBE_PATIENCE_MS,
      query_timeout: PROBE_PATIENCE_MS,
    });
    probe.on("error", () => undefined);
    try {
      await probe.connect();
      const { rows } = await probe.query<{ busy: boolean }>(
        `select state = 'active' and wait_event is distinct from 'ClientWrite' as busy
           from pg_stat_activity where pid = $1 and application_name = $2`,
        [processID, "postil"],
      );
      return rows[0]?.busy !== true;
    } catch {
      return false;
    } finally {
      probe.end().catch(() => undefined);
    }
  }
}
