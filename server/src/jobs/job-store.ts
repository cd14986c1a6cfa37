import { type Job, type JobState, jobSchema } from "@postil/shared/schema/job";
import type { DataSource } from "typeorm";

/** `contentType` of its file; "" while there is none. */
export interface StoredJob extends Job {
  userId: string;
  contentType: string;
}

interface Row {
  id: string;
  workspaceId: string;
  userId: string;
  kind: string;
  state: JobState;
  done: number;
  total: number;
  code: string;
  message: string;
  fileName: string | null;
  contentType: string | null;
  /** bigint: the driver gives it as text. */
  bytes: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date;
}

const COLUMNS = `id, workspace_id as "workspaceId", user_id as "userId", kind, state, done, total, code, message,
  file_name as "fileName", content_type as "contentType", bytes, created_at as "createdAt",
  finished_at as "finishedAt", expires_at as "expiresAt"`;

/** Most finished jobs that a person is shown. */
const SHOWN = 20;
/** A server that hasn't said for so long that it is there has died, or has lost the database. */
const SILENT = "interval '60 seconds'";

export interface Outcome {
  state: Exclude<JobState, "queued" | "running">;
  code?: string;
  message?: string;
  file?: { name: string; contentType: string; bytes: number };
}

/** The rows of `job`. Every change of state is one statement that says which state it expects: servers may share them. */
export class JobStore {
  constructor(
    private readonly dataSource: DataSource,
    /** Of this process. */
    private readonly server: string,
  ) {}

  /** Null where the person has `most` unfinished ones already. */
  async add(job: Pick<StoredJob, "id" | "workspaceId" | "userId" | "kind">, most: number): Promise<StoredJob | null> {
    return this.one(
      `insert into job (id, workspace_id, user_id, kind, server)
       select $1, $2, $3, $4, $5
        where (select count(*) from job where user_id = $3 and state in ('queued', 'running')) < $6
       returning ${COLUMNS}`,
      [job.id, job.workspaceId, job.userId, job.kind, this.server, most],
    );
  }

  find(id: string, userId: string): Promise<StoredJob | null> {
    return this.one(`select ${COLUMNS} from job where id = $1 and user_id = $2 and expires_at > now()`, [id, userId]);
  }

  /** Newest first. */
  async list(workspaceId: string, userId: string): Promise<StoredJob[]> {
    const rows: Row[] = await this.dataSource.query(
      `select ${COLUMNS} from job where workspace_id = $1 and user_id = $2 and expires_at > now()
        order by created_at desc, id limit ${SHOWN}`,
      [workspaceId, userId],
    );
    return rows.map(stored);
  }

  /** Null when it was cancelled before it could begin. */
  begin(id: string): Promise<StoredJob | null> {
    return this.one(
      `update job set state = 'running', beat_at = now() where id = $1 and state = 'queued' returning ${COLUMNS}`,
      [id],
    );
  }

  /** Null when it was cancelled, or given up for dead, meanwhile. */
  progress(id: string, done: number, total: number): Promise<StoredJob | null> {
    return this.one(
      `update job set done = $2, total = $3, beat_at = now() where id = $1 and state = 'running' returning ${COLUMNS}`,
      [id, done, total],
    );
  }

  /** Null when it has ended already, in whatever way. */
  end(id: string, { state, code = "", message = "", file }: Outcome): Promise<StoredJob | null> {
    return this.one(
      `update job set state = $2, code = $3, message = $4, file_name = $5, content_type = $6, bytes = $7,
              done = case when $2 = 'done' then total else done end, finished_at = now(),
              expires_at = now() + interval '24 hours'
        where id = $1 and state in ('queued', 'running') returning ${COLUMNS}`,
      [id, state, code, message, file?.name ?? null, file?.contentType ?? null, file?.bytes ?? null],
    );
  }

  /** Says that this server is there; answers which of its jobs nobody ended yet. */
  async beat(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.changed<{ id: string }>(
      `update job set beat_at = now() where id = any($1::text[]) and state in ('queued', 'running') returning id`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Fails what no server does any more. `alone`: no other server can be on this database. */
  async failLost(alone: boolean, code: string, message: string): Promise<void> {
    await this.dataSource.query(
      `update job set state = 'failed', code = $1, message = $2, finished_at = now()
        where state in ('queued', 'running') and server <> $3 and ($4 or beat_at < now() - ${SILENT})`,
      [code, message, this.server, alone],
    );
  }

  async removeExpired(): Promise<void> {
    await this.dataSource.query("delete from job where expires_at <= now() and state not in ('queued', 'running')");
  }

  /** Those of these ids that are still known. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await this.dataSource.query("select id from job where id = any($1::text[])", [ids]);
    return new Set(rows.map((row) => row.id));
  }

  private async one(sql: string, values: unknown[]): Promise<StoredJob | null> {
    const [row] = await this.changed<Row>(sql, values);
    return row ? stored(row) : null;
  }

  /** TypeORM answers updates with `[rows, count]`, everything else with the rows. */
  private async changed<T>(sql: string, values: unknown[]): Promise<T[]> {
    const answer: T[] | [T[], number] = await this.dataSource.query(sql, values);
    return Array.isArray(answer[0]) ? answer[0] : (answer as T[]);
  }
}

function stored(row: Row): StoredJob {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    userId: row.userId,
    kind: row.kind,
    state: row.state,
    done: row.done,
    total: row.total,
    code: row.code,
    message: row.message,
    file: row.fileName === null ? null : { name: row.fileName, bytes: Number(row.bytes ?? 0) },
    contentType: row.contentType ?? "",
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** As its person is shown it. */
export function shownJob(job: StoredJob): Job {
  return jobSchema.parse(job);
}
