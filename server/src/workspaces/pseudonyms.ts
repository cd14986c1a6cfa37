import type { Pseudonym } from "@postil/shared/schema/assignment";
import type { EntityManager } from "typeorm";
import type { Membership } from "./access.ts";
import { readableLayer } from "./layer-visibility.ts";

/**
 * Actors that stand for members in pseudonymous assignments: those whose layers the caller may read, whose comments
 * stand in such layers, and the caller's own. How many others there are is not to be told before the reveal.
 * `member` is given to instructors, but for those who code in that assignment before its reveal.
 */
export function pseudonymsOf(
  manager: EntityManager,
  { workspaceId, actor }: Pick<Membership, "workspaceId" | "actor">,
): Promise<Pseudonym[]> {
  return manager.query(
    `select a.id as actor, a.name, a.colour, s.id as assignment,
            case when p.actor_id = $2 or (m.role in ('owner', 'instructor')
                   and (me.actor_id is null or s.revealed_at is not null)) then p.actor_id end as member
       from assignment s
       join assignment_person p on p.assignment_id = s.id and p.coder_actor <> p.actor_id
       join actor a on a.id = p.coder_actor
       join member m on m.actor_id = $2
       left join assignment_person me on me.assignment_id = s.id and me.actor_id = $2
      where s.workspace_id = $1 and s.state = 'published' and (
        p.actor_id = $2
        or (s.revealed_at is not null and p.removed_at is null
          and (m.role in ('owner', 'instructor') or (me.actor_id is not null and me.removed_at is null)))
        or exists (select 1 from layer l where l.assignment_id = s.id and l.owner_actor = p.coder_actor
                    and ${readableLayer("l", "$2")}))
      order by s.id, a.name, a.id`,
    [workspaceId, actor],
  );
}
