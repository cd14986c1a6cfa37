import type { EntityManager } from "typeorm";

/** How long before it is due somebody is told, and how late a notice is still news, as PostgreSQL writes it. */
const SOON = "interval '24 hours'";
const NEWS = "interval '14 days'";

const IDENTITY = "n.actor_id = f.actor_id and n.kind = f.kind and n.subject = f.subject";

/**
 * Makes the notices of assignments from the rows that stand, each at most once: of the assignments named, or of all.
 * Whoever made an assignment isn't told that it opens, nor who revealed it that it is revealed.
 */
export async function makeFromAssignments(manager: EntityManager, only: readonly string[] | null): Promise<void> {
  await manager.query(
    `with part as (
       select p.*, s.workspace_id, s.opens_at, s.published_at, s.revealed_at as revealed, s.revealed_by, s.created_by,
              greatest(s.published_at, s.opens_at) as opened, coalesce(p.extended_until, s.due_at) as due, m.user_id
         from assignment s join assignment_person p on p.assignment_id = s.id
         join member m on m.actor_id = p.actor_id and m.workspace_id = s.workspace_id
        where s.state = 'published' and s.deleted_at is null and p.removed_at is null
          and ($1::text[] is null or s.id = any($1::text[]))
     ), found as (
       select *, 'opened' as kind, assignment_id as subject from part
        where opened <= now() and opened > now() - ${NEWS} and revealed is null and submitted_at is null
          and actor_id <> created_by
       union all
       select *, 'due-soon', ${ofTime("due")} from part
        where due > now() and due - ${SOON} <= now() and opened <= now() and opened < due - ${SOON}
          and submitted_at is null and revealed is null
       union all
       select *, 'revealed', assignment_id from part
        where revealed > now() - ${NEWS} and revealed_by is distinct from actor_id
       union all
       select *, 'reminded', ${ofTime("reminded_at")} from part where reminded_at > now() - ${NEWS}
       union all
       select *, 'extended', ${ofTime("extended_until")} from part where extended_until > now()
     )
     insert into notice (user_id, workspace_id, actor_id, kind, subject, assignment_id, at)
     select f.user_id, f.workspace_id, f.actor_id, f.kind, f.subject, f.assignment_id,
            date_trunc('milliseconds', now())
       from found f where not exists (select 1 from notice n where ${IDENTITY})
     on conflict (actor_id, kind, subject) do nothing`,
    [only],
  );
}

/** Ms until the next assignment opens or is due soon, by the database's clock; null when none will. */
export async function untilNextAssignment(manager: EntityManager): Promise<number | null> {
  const rows: { wait: number | null }[] = await manager.query(
    `select (extract(epoch from min(next.at) - now()) * 1000)::float8 as wait
       from assignment s left join assignment_person p on p.assignment_id = s.id,
            lateral (values (s.opens_at), (coalesce(p.extended_until, s.due_at) - ${SOON})) as next(at)
      where s.state = 'published' and s.deleted_at is null and next.at > now()`,
  );
  return rows[0]?.wait ?? null;
}

/** Another time is another matter. */
function ofTime(column: string): string {
  return `assignment_id || '/' || floor(extract(epoch from ${column}) * 1000)`;
}
