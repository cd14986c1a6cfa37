import { createHash } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { SYSTEM_ACTOR } from "../../articles/article-documents.ts";
import type { BuiltEpoch, BuiltSnapshot } from "../compaction/build-snapshot.ts";
import { COVERED_ROWS_MS, type SnapshotStore } from "../compaction/snapshot-store.ts";
import { type LoadedDocument, QuarantinedError } from "../update-log.ts";
import { poolOf } from "./pg-pool.ts";
import { asBuffer, codeOf, FOREIGN_KEY_VIOLATION } from "./pg-values.ts";

/** Tells a number for a document's compaction from the numbers of other advisory locks. */
const LOCK = "hashtextextended('compaction/' || $1, 0)";

/** The snapshots and epochs of the log in PostgreSQL, embedded or not. */
export class PostgresSnapshots implements SnapshotStore {
  constructor(private readonly dataSource: DataSource) {}

  async exclusively(document: string, work: () => Promise<void>): Promise<boolean> {
    // The embedded database has one connection, which the lock would hold; and nobody else is there.
    if (poolOf(this.dataSource).options.max === 1) {
      await work();
      return true;
    }
    const runner = this.dataSource.createQueryRunner();
    try {
      const [lock]: { granted: boolean }[] = await runner.query(`select pg_try_advisory_lock(${LOCK}) as granted`, [
        document,
      ]);
      if (!lock?.granted) return false;
      try {
        await work();
      } finally {
        await runner.query(`select pg_advisory_unlock(${LOCK})`, [document]);
      }
      return true;
    } finally {
      await runner.release();
    }
  }

  async replaceSnapshot(
    document: string,
    at: { epoch: number; uptoSeq: number },
    { bytes, sha256 }: BuiltSnapshot,
  ): Promise<boolean> {
    try {
      const stored: unknown[] = await this.dataSource.query(
        `insert into document_snapshot as s (document_id, epoch, upto_seq, bytes, sha256)
         select id, epoch, $3, $4, $5 from document where id = $1 and epoch = $2 and head_seq >= $3
         on conflict (document_id) do update
            set epoch = excluded.epoch, upto_seq = excluded.upto_seq, bytes = excluded.bytes, sha256 = excluded.sha256
          where s.epoch < excluded.epoch or s.epoch = excluded.epoch
            and (s.upto_seq < excluded.upto_seq or s.sha256 <> sha256(s.bytes))
         returning document_id`,
        [document, at.epoch, at.uptoSeq, asBuffer(bytes), asBuffer(sha256)],
      );
      return stored.length > 0;
    } catch (error) {
      // Deleted meanwhile.
      if (codeOf(error) === FOREIGN_KEY_VIOLATION) return false;
      throw error;
    }
  }

  beginEpoch(
    document: string,
    at: { epoch: number; headSeq: number; quietMs: number },
    built: BuiltEpoch,
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      // Whoever appends waits for this row, and then finds another epoch.
      const found: unknown[] = await manager.query(
        `select id from document d where id = $1 and epoch = $2 and head_seq = $3 and not exists (
           select 1 from document_update u where u.document_id = d.id and u.seq = d.head_seq
              and u.at > now() - make_interval(secs => $4))
         for update`,
        [document, at.epoch, at.headSeq, at.quietMs / 1000],
      );
      if (found.length === 0) return false;
      await rewriteAsEpoch(manager, { document, epoch: at.epoch + 1, uptoSeq: at.headSeq }, built);
      return true;
    });
  }

  async deleteCovered(limit: number): Promise<number> {
    const [, deleted]: [unknown[], number] = await this.dataSource.query(
      `with documents as (
         select s.document_id as id, s.upto_seq from document_snapshot s
           -- A text's rows are its history: they stay.
           join document d on d.id = s.document_id and d.epoch = s.epoch and d.kind = 'layer'
          where (select u.at from document_update u where u.document_id = s.document_id and u.seq <= s.upto_seq
                  order by u.seq limit 1) < now() - make_interval(secs => $1)
            and s.sha256 = sha256(s.bytes)
       ),
       old as (
         select d.id, u.seq from documents d cross join lateral (
           select seq from document_update where document_id = d.id and seq <= d.upto_seq
              and at < now() - make_interval(secs => $1) order by seq limit $2) u
          limit $2
       )
       delete from document_update u using old where u.document_id = old.id and u.seq = old.seq`,
      [COVERED_ROWS_MS / 1000, limit],
    );
    return deleted;
  }
}

/** What one epoch held goes, and another begins with a snapshot. In a transaction that has locked the document's row. */
export async function rewriteAsEpoch(
  manager: EntityManager,
  at: { document: string; epoch: number; uptoSeq: number },
  { bytes, sha256, client }: BuiltEpoch,
): Promise<void> {
  const { document } = at;
  await manager.query("delete from document_update where document_id = $1", [document]);
  await manager.query("delete from document_client where document_id = $1", [document]);
  await manager.query("insert into document_client (document_id, client_id, actor_id) values ($1, $2, $3)", [
    document,
    client,
    SYSTEM_ACTOR,
  ]);
  await manager.query("delete from document_snapshot where document_id = $1", [document]);
  await manager.query(
    "insert into document_snapshot (document_id, epoch, upto_seq, bytes, sha256) values ($1, $2, $3, $4, $5)",
    [document, at.epoch, at.uptoSeq, asBuffer(bytes), asBuffer(sha256)],
  );
  await manager.query("update document set epoch = $2 where id = $1", [document, at.epoch]);
}

export type StoredRows = Pick<LoadedDocument, "snapshot" | "updates" | "rowBytes">;

/**
 * The snapshot and the rows after it. A snapshot that is damaged is passed over when the rows are all there still, and
 * `report` is told. Throws QuarantinedError.
 */
export async function readStored(
  manager: EntityManager,
  document: { name: string; epoch: number; headSeq: number },
  report: (problem: string) => void,
): Promise<StoredRows> {
  const { name, epoch, headSeq } = document;
  const snapshots: { uptoSeq: string; bytes: Buffer; sha256: Buffer }[] = await manager.query(
    `select upto_seq as "uptoSeq", bytes, sha256 from document_snapshot where document_id = $1 and epoch = $2`,
    [name, epoch],
  );
  let [snapshot] = snapshots;
  let damage = "";
  if (snapshot && !createHash("sha256").update(snapshot.bytes).digest().equals(snapshot.sha256)) {
    damage = "its snapshot is damaged";
    // A later epoch begins with a snapshot; rows alone don't make it.
    if (epoch > 1) throw new QuarantinedError(`${name}: ${damage}, and no rows say the same`);
    snapshot = undefined;
  }
  const from = snapshot ? Number(snapshot.uptoSeq) : 0;
  const rows: { seq: string; bytes: Buffer }[] = await manager.query(
    "select seq, bytes from document_update where document_id = $1 and seq > $2 order by seq",
    [name, from],
  );
  const also = damage && `${damage}, and `;
  rows.forEach((row, index) => {
    const seq = from + index + 1;
    if (Number(row.seq) !== seq) throw new QuarantinedError(`${name}: ${also}row ${seq} of its log is missing`);
  });
  if (from + rows.length !== headSeq) {
    throw new QuarantinedError(`${name}: ${also}its log ends at ${from + rows.length}, not at ${headSeq}`);
  }
  if (damage) report(`${name}: ${damage}; it was read from its rows, which are all there`);
  return {
    snapshot: snapshot ? new Uint8Array(snapshot.bytes) : null,
    updates: rows.map((row) => new Uint8Array(row.bytes)),
    rowBytes: rows.reduce((sum, row) => sum + row.bytes.byteLength, 0),
  };
}
