import type { EntityManager } from "typeorm";
import type { Membership } from "../workspaces/access.ts";
import { readableLayer } from "../workspaces/layer-visibility.ts";

/**
 * How many annotations carry each tag, or one that was merged into it, of those the caller may read. Deleted
 * annotations don't count. With `tagId`, of that tag alone.
 */
export async function tagCounts(
  manager: EntityManager,
  { workspaceId, actor }: Pick<Membership, "workspaceId" | "actor">,
  tagId?: string,
): Promise<Map<string, number>> {
  const rows: { id: string; count: number }[] = await manager.query(
    `select coalesce(t.merged_into, t.id) as id, count(distinct (n.layer_id, n.annotation_id))::int as count
       from tag t
       join annotation_tag nt on nt.tag_id = t.id
       join annotation n on n.layer_id = nt.layer_id and n.annotation_id = nt.annotation_id and n.deleted_at is null
       join layer l on l.id = n.layer_id and l.workspace_id = t.workspace_id and ${readableLayer("l", "$2")}
      where t.workspace_id = $1 and ($3::text is null or coalesce(t.merged_into, t.id) = $3)
      group by 1`,
    [workspaceId, actor, tagId ?? null],
  );
  return new Map(rows.map((row) => [row.id, row.count]));
}
