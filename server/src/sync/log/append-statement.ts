import { SYSTEM_ACTOR } from "../../articles/article-documents.ts";
import type { DerivedWriter } from "../derived-writer.ts";

/**
 * The one statement that stores a batch. The row of `document` moves on only from the position, the epoch and the
 * rights that the room has judged by; everything else reads from that, so that it happens with it or not at all.
 * A clientID that was bound to the same actor meanwhile (by presence) stays; bound to another one it becomes null, which
 * its column refuses: the whole statement fails, and the room judges again.
 *
 * $1 document, $2 epoch, $3 head_seq, $4 acl_version, $5 and $6 actors and bytes of the rows, $7 and $8 new clientIDs
 * and their actors, $9 revisions as jsonb; with derived rows also $10 the batch as jsonb and $11 the layer, of a text
 * also $10 its length in UTF-16 units.
 */
export function appendStatement(what: { derived?: DerivedWriter; text?: true } = {}): string {
  const more: string[] = [];
  if (what.derived) more.push(what.derived.ctes({ batch: "$10", layer: "$11" }));
  if (what.text) more.push(ARTICLE);
  const ctes = more.map((cte) => `,\n${cte}`).join("");
  return `
with head as (
  update document d set head_seq = d.head_seq + cardinality($5::text[])
    from workspace w
   where d.id = $1 and d.epoch = $2 and d.head_seq = $3 and w.id = d.workspace_id and w.acl_version = $4
  returning d.id, d.head_seq
),
appended as (
  insert into document_update (document_id, seq, actor_id, bytes)
  select head.id, $3::bigint + r.n, r.actor, r.bytes
    from head, unnest($5::text[], $6::bytea[]) with ordinality as r(actor, bytes, n)
),
bound as (
  insert into document_client (document_id, client_id, actor_id)
  select head.id, c.client, c.actor from head, unnest($7::bigint[], $8::text[]) as c(client, actor)
  on conflict (document_id, client_id) do update
    set actor_id = case when document_client.actor_id = excluded.actor_id then excluded.actor_id end
),
history as (
  insert into entry_revision (document_id, map, key, actor_id, value, moderates)
  select head.id, r.map, r.key, r.actor, r.value, coalesce(r.moderates, false)
    from head, jsonb_to_recordset($9::jsonb) as r(map text, key text, actor text, value jsonb, moderates boolean)
)${ctes}
select head.head_seq as seq from head`;
}

/** A corrected text is news of its article: who has corrected it is kept, by the hour. */
const ARTICLE = `article_touched as (
  update article a set updated_at = now(), length = $10::integer
    from head join document d on d.id = head.id where a.id = d.article_id
  returning a.id, a.workspace_id
),
corrected as (
  insert into text_correction (article_id, workspace_id, actor_id, hour)
  select a.id, a.workspace_id, who.actor, date_trunc('hour', now())
    from article_touched a, unnest($5::text[]) as who(actor) where who.actor <> '${SYSTEM_ACTOR}'
  on conflict (article_id, actor_id, hour) do update set at = excluded.at
)`;
