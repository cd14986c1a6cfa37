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

const ms = (instant: string) => `(extract(epoch from ${instant}) * 1000)::float8`;

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
  return manager.query(
    `with recursive family(id) as (
       select id from tag where id = any($4::text[])
       union select t.id from tag t join family f on t.parent_id = f.id or t.merged_into = f.id
     ), place as materialized (
       select l.id, l.article_id from assignment_article aa join layer l on l.article_id = aa.article_id
        where aa.assignment_id = $1 and case when $2 = 'blind' then l.assignment_id = $1 else l.kind = 'team' end
     ), coder as materialized (
       select coder_actor as id from assignment_person
        where assignment_id = $1 and removed_at is null and ($5::text is null or coder_actor = $5)
     ), note as materialized (
       select n.layer_id, n.annotation_id, n.author_id, n.article_id, n.received_at, n.updated_at
         from place cross join lateral (
           select * from annotation a where a.layer_id = place.id and a.deleted_at is null offset 0) n
     ), done as (
       select author_id as coder, article_id, 1 as annotations, 0 as replies, 0 as tags, ${ms("updated_at")} as at
         from note where $3::timestamptz is null or received_at >= $3
       union all
       select c.author_id, c.article_id, 0, 1, 0, ${ms("greatest(c.created_at, c.edited_at)")}
         from place cross join lateral (
           select * from comment c where c.layer_id = place.id and c.deleted_at is null offset 0) c
         join note using (layer_id, annotation_id)
        where $3::timestamptz is null or c.received_at >= $3
       union all
       select t.tagged_by, n.article_id, 0, 0, 1, ${ms("t.tagged_at")}
         from note n cross join lateral (
           select * from annotation_tag t where t.layer_id = n.layer_id and t.annotation_id = n.annotation_id offset 0) t
        where $6::boolean and ($3::timestamptz is null or n.received_at >= $3)
          and (cardinality($4::text[]) = 0 or t.tag_id in (select id from family))
     )
     select coder, article_id as "articleId", sum(annotations)::int as annotations, sum(replies)::int as replies,
            sum(tags)::int as tags, floor(max(at))::float8 as "lastActivity"
       from done where coder in (select id from coder) group by coder, article_id`,
    [id, kind, since, askedTagParents, coder, askedTags > 0],
  );
}

/** `work`: undefined where there is none. */
export function toProgress(asks: Asks, work: Omit<Work, "coder" | "articleId" | "lastActivity"> | undefined): Progress {
  const { annotations, replies, tags } = work ?? { annotations: 0, replies: 0, tags: 0 };
  const done = annotations >= asks.annotations && replies >= asks.replies && tags >= asks.tags;
  return { annotations, replies, tags, done };
}
