import type { EntityManager } from "typeorm";

/** How long a notice is kept once it was read, and how long when it never was, as PostgreSQL writes it. */
export const KEPT_READ = "interval '90 days'";
const KEPT_UNREAD = "interval '180 days'";
/** Between two prunings, whichever server does them. */
const PRUNED_EVERY = "interval '1 day'";
/** Notices deleted by one look: what is more waits for the next one. */
const BATCH = 5_000;

/** SQL of whether it is time to prune again, of the row of `notice_progress`. */
export const IS_TIME_TO_PRUNE = `pruned_at <= now() - ${PRUNED_EVERY}`;

/**
 * Deletes notices that nobody will look for any more. One of more time stays for as long as the extension runs: it would
 * be made again. Whoever calls it holds the row of `notice_progress`.
 */
export async function pruneNotices(manager: EntityManager): Promise<void> {
  const [, pruned] = await manager.query<[unknown, number]>(
    `delete from notice where id in (
       select n.id from notice n
        where (n.read_at < now() - ${KEPT_READ} or (n.read_at is null and n.made_at < now() - ${KEPT_UNREAD}))
          and (n.kind <> 'extended' or not exists (
            select 1 from assignment_person p
             where p.assignment_id = n.assignment_id and p.actor_id = n.actor_id and p.extended_until > now()))
        limit ${BATCH})`,
  );
  if (pruned < BATCH) await manager.query("update notice_progress set pruned_at = now()");
}
