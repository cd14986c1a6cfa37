import { type DeletionsAnswer, daysLeft, KEPT_MS } from "@postil/shared/schema/deletion";
import type { DataSource, EntityManager } from "typeorm";

/** Targets of one new epoch; what is left comes at the next look. */
export const MOST_TARGETS = 1_000;

/** A layer in which something has been deleted for long enough. */
export interface DueLayer {
  document: string;
  /** Epoch ms at which the oldest of it could be purged. */
  since: number;
  /** Epoch ms of the last edit; null when its row is gone, and so it is long ago. */
  writtenAt: number | null;
}

/** Each deletion `r` that stands, as the history tells it: the last word on its entry, and not purged yet. */
const STANDS = `r.map = 'deletions' and r.value is not null
  and not exists (select 1 from entry_revision n
                   where n.document_id = r.document_id and n.map = 'deletions' and n.key = r.key and n.id > r.id)
  and not exists (select 1 from erased_entry e where e.document_id = r.document_id and e.id = r.key)`;

/** Layers with something to purge, the longest due first. */
export async function dueLayers(dataSource: DataSource, now: number, limit: number): Promise<DueLayer[]> {
  const rows: { document: string; at: Date; writtenAt: Date | null }[] = await dataSource.query(
    `select due.document, due.at, u.at as "writtenAt" from (
       select r.document_id as document, min(r.at) as at from entry_revision r
        where r.at < $1 and ${STANDS} group by r.document_id order by at limit $2) due
     join document d on d.id = due.document
     left join document_update u on u.document_id = d.id and u.seq = d.head_seq
     order by due.at`,
    [new Date(now - KEPT_MS), limit],
  );
  return rows.map(({ document, at, writtenAt }) => ({
    document,
    since: at.getTime() + KEPT_MS,
    writtenAt: writtenAt?.getTime() ?? null,
  }));
}

/** What has been deleted in one layer for long enough, the oldest first, `MOST_TARGETS` at most. */
export async function dueTargets(manager: EntityManager, document: string, now: number): Promise<string[]> {
  const rows: { key: string }[] = await manager.query(
    `select r.key from entry_revision r where r.document_id = $1 and r.at < $2 and ${STANDS} order by r.at, r.id limit $3`,
    [document, new Date(now - KEPT_MS), MOST_TARGETS],
  );
  return rows.map(({ key }) => key);
}

/** Of these, those that are deleted in one layer, and how long they can still be brought back. */
export async function deletionsOf(
  dataSource: DataSource,
  document: string,
  ids: readonly string[],
  now: number,
): Promise<DeletionsAnswer["items"]> {
  const rows: { id: string; at: Date }[] = await dataSource.query(
    `select r.key as id, r.at from entry_revision r where r.document_id = $1 and r.key = any($2) and ${STANDS} order by r.id`,
    [document, ids],
  );
  return rows.map(({ id, at }) => ({ id, deletedAt: at.toISOString(), daysLeft: daysLeft(at.getTime(), now) }));
}

const MINUTE = 60_000;
const DAY = 24 * 3_600_000;

/**
 * Whether a layer may begin anew now, which has everybody load it again. Best when nobody is there; but what is to go
 * doesn't wait for ever: after three days for a quiet half minute only, after a week for nothing.
 */
export function isCalm(layer: Pick<DueLayer, "since" | "writtenAt">, sockets: number, now: number): boolean {
  const quiet = layer.writtenAt === null ? Number.POSITIVE_INFINITY : now - layer.writtenAt;
  const overdue = now - layer.since;
  if (overdue >= 7 * DAY) return true;
  if (overdue >= 3 * DAY) return quiet >= MINUTE / 2;
  return sockets === 0 && quiet >= 10 * MINUTE;
}
