import type { Asks, Progress } from "@postil/shared/schema/assignment";
import type { EntityManager } from "typeorm";
import type { AssignmentRow } from "./assignment-rows.ts";

/** What one coder did on one article. `lastActivity` in epoch ms. */
export interface Work {
  coder: string;
  articleId: string;
  annotations: number;
  replies: number;
  tags: number;
  lastActivity: number;
}

/**
 * For the transaction: the planner can't know how many layers an assignment has, and on the embedded database it knows
 * nothing of any table; comparing every row with every other takes minutes at 200 people × 40 articles.
 */
const BY_HASHING = `select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
  set_config('enable_sort', 'off', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`;

/**
 * What the assignment's people did, from the derived tables; only where there is something. In a blind one what stands
 * in its layers; together what they wrote into the team layers since it began, by the time the server received it.
 * Deleted annotations and comments don't count. Tags are counted where they are asked, of the asked parts of the
 * codebook; a part that was deleted is asked no more, and when none is left every tag counts. `coder`: of this one only.
 */
export async function workOf(
  manager: EntityManager,
  assignment: Pick<AssignmentRow, "id" | "kind" | "askedTags" | "askedTagParents" | "opensAt" | "publishedAt">,
  coder: string | null = null,
): Promise<Work[]> {
  const { id, kind, askedTags, askedTagParents } = assignment;
  const since = kind === "blind" ? null : (assignment.opensAt ?? assignment.publishedAt);
  return manager.transaction(async (inner) => {
    await inner.query(BY_HASHING);
    return inner.query(
      `with recursive family(id) as (
         select id from tag where id = any($4::text[])
         union select t.id from tag t join family f on t.parent_id = f.id or t.merged_into = f.id
       ), place as materialized (
         select l.id from assignment_article aa join layer l on l.article_id = aa.article_id
          where aa.assignment_id = $1 and case when $2 = 'blind' then l.assignment_id = $1 else l.kind = 'team' end
       ), coder as materialized (
         select coder_actor as id from assignment_person
          where assignment_id = $1 and removed_at is null and ($5::text is null or coder_actor = $5)
       ), note as materialized (
         select layer_id, annotation_id, author_id, article_id, received_at, updated_at from annotation
          where layer_id = any(array(select id from place)) and deleted_at is null
       ), done as (
         select author_id as coder, article_id, count(*) as annotations, 0 as replies, 0 as tags, max(updated_at) as at
           from note where $3::timestamptz is null or received_at >= $3 group by 1, 2
         union all
         select c.author_id, c.article_id, 0, count(*), 0, max(greatest(c.created_at, c.edited_at))
           from comment c join note n on n.layer_id = c.layer_id and n.annotation_id = c.annotation_id
          where c.layer_id = any(array(select id from place)) and c.deleted_at is null
            and ($3::timestamptz is null or c.received_at >= $3)
          group by 1, 2
         union all
         select t.tagged_by, n.article_id, 0, 0, count(*), max(t.tagged_at)
           from annotation_tag t join note n on n.layer_id = t.layer_id and n.annotation_id = t.annotation_id
          where $6::boolean and t.layer_id = any(array(select id from place))
            and ($3::timestamptz is null or n.received_at >= $3)
            and (cardinality($4::text[]) = 0 or t.tag_id in (select id from family))
          group by 1, 2
       )
       select coder, article_id as "articleId", sum(annotations)::int as annotations, sum(replies)::int as replies,
              sum(tags)::int as tags, floor(extract(epoch from max(at)) * 1000)::float8 as "lastActivity"
         from done where coder in (select id from coder) group by coder, article_id`,
      [id, kind, since, askedTagParents, coder, askedTags > 0],
    );
  });
}

/** `work`: undefined where there is none. */
export function toProgress(asks: Asks, work: Omit<Work, "coder" | "articleId" | "lastActivity"> | undefined): Progress {
  const { annotations, replies, tags } = work ?? { annotations: 0, replies: 0, tags: 0 };
  const done = annotations >= asks.annotations && replies >= asks.replies && tags >= asks.tags;
  return { annotations, replies, tags, done };
}
