import type { Merge, TagUse } from "@postil/shared/schema/tag";
import type { EntityManager } from "typeorm";
import type { Membership } from "../workspaces/access.ts";
import { readableLayer } from "../workspaces/layer-visibility.ts";

type Reader = Pick<Membership, "workspaceId" | "actor">;

/**
 * Every tag of workspace `$1` with the one that stands for it: itself, or what it was merged into, through several.
 * Merges that lead in a circle end in no tag.
 */
const LIVING = `living(id, stands) as (
    select id, id from tag where workspace_id = $1 and merged_into is null
    union all
    select t.id, living.stands from tag t join living on t.merged_into = living.id where t.workspace_id = $1)`;

/** Annotations of workspace `$1` that the actor `$2` may read, with an entry of each of their tags, deleted ones left out. */
const TAGGED = `annotation_tag nt on nt.tag_id = living.id
    join annotation n on n.layer_id = nt.layer_id and n.annotation_id = nt.annotation_id and n.deleted_at is null
    join layer l on l.id = n.layer_id and l.workspace_id = $1 and ${readableLayer("l", "$2")}`;

/**
 * How many annotations carry each tag, or one that was merged into it, of those the caller may read. Deleted
 * annotations don't count. With `tagId`, of that tag alone.
 */
export async function tagCounts(
  manager: EntityManager,
  { workspaceId, actor }: Reader,
  tagId?: string,
): Promise<Map<string, number>> {
  const rows: { id: string; count: number }[] = await manager.query(
    `with recursive ${LIVING}
     select living.stands as id, count(distinct (n.layer_id, n.annotation_id))::int as count
       from living join ${TAGGED}
      where $3::text is null or living.stands = $3
      group by 1`,
    [workspaceId, actor, tagId ?? null],
  );
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** How many annotations carry `from`, and how many of them `into` as well, of those the caller may read. */
export async function mergeCounts(
  manager: EntityManager,
  { workspaceId, actor }: Reader,
  from: string,
  into: string,
): Promise<Omit<Merge, "moved">> {
  const rows: Omit<Merge, "moved">[] = await manager.query(
    `with recursive ${LIVING}
     select count(*)::int as count, (count(*) filter (where carried > 1))::int as both
       from (select count(distinct living.stands) as carried, bool_or(living.stands = $3) as carries
               from living join ${TAGGED}
              where living.stands in ($3, $4)
              group by n.layer_id, n.annotation_id) each_one
      where carries`,
    [workspaceId, actor, from, into],
  );
  return rows[0] ?? { count: 0, both: 0 };
}

/**
 * What carries a tag or (`below`) one under it, by article, author and kind of layer. Merged ones count as what stands
 * for them.
 */
export async function tagUse(
  manager: EntityManager,
  { workspaceId, actor }: Reader,
  tagId: string,
  below: readonly string[],
): Promise<TagUse> {
  const [row]: TagUse[] = await manager.query(
    `with recursive ${LIVING},
     used as (
       select n.layer_id, n.annotation_id, n.article_id, n.author_id, l.kind, bool_or(living.stands = $3) as itself
         from living join ${TAGGED}
        where living.stands = any($4::text[])
        group by n.layer_id, n.annotation_id, n.article_id, n.author_id, l.kind)
     select (count(*) filter (where itself))::int as count, count(*)::int as "withBelow",
       (select coalesce(json_agg(json_build_object('id', a.id, 'title', a.title, 'count', by_article.count)
                 order by by_article.count desc, a.title, a.id), '[]')
          from (select article_id, count(*)::int from used group by 1) by_article
          join article a on a.id = by_article.article_id) as articles,
       (select coalesce(json_agg(json_build_object('actor', author_id, 'name', coalesce(a.name, ''), 'count',
                 by_author.count) order by by_author.count desc, a.name, author_id), '[]')
          from (select author_id, count(*)::int from used group by 1) by_author
          left join actor a on a.id = by_author.author_id and a.workspace_id = $1) as people,
       (select coalesce(json_agg(json_build_object('kind', kind, 'count', by_kind.count) order by kind), '[]')
          from (select kind, count(*)::int from used group by 1) by_kind) as layers
       from used`,
    [workspaceId, actor, tagId, [tagId, ...below]],
  );
  return row ?? { count: 0, withBelow: 0, articles: [], people: [], layers: [] };
}

/** Ids of tags made while coding blind that the caller may see: their own, and those on what they may read. */
export async function visibleOwnTags(
  manager: EntityManager,
  { workspaceId, actor, userId }: Reader & Pick<Membership, "userId">,
): Promise<Set<string>> {
  const rows: { id: string }[] = await manager.query(
    `select t.id from tag t
      where t.workspace_id = $1 and t.state = 'own' and t.deleted_at is null
        and (exists (select 1 from actor a where a.id = t.made_by and a.workspace_id = $1 and a.user_id = $3)
          or exists (select 1 from assignment_person p where p.coder_actor = t.made_by and p.actor_id = $2)
          or exists (
            select 1 from annotation_tag nt
              join annotation n on n.layer_id = nt.layer_id and n.annotation_id = nt.annotation_id and n.deleted_at is null
              join layer l on l.id = n.layer_id and l.workspace_id = $1 and ${readableLayer("l", "$2")}
             where nt.tag_id = t.id))`,
    [workspaceId, actor, userId],
  );
  return new Set(rows.map((row) => row.id));
}
