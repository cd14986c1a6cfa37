const ANNOTATION_FIELDS = `annotation_id text, author_id text, target text, created_at timestamptz,
  received_at timestamptz, updated_at timestamptz, touched_at timestamptz, anchor jsonb, start_offset integer,
  end_offset integer, quote text, prefix text, suffix text, anchor_state text, text_version bigint, note text, note_edited_at timestamptz, resolved_at timestamptz,
  resolved_by text, assignee text, deleted_at timestamptz, deleted_by text, comment_count integer,
  mentions text[]`;

const TAG_FIELDS = "annotation_id text, tag_id text, tagged_by text, tagged_at timestamptz";

const COMMENT_FIELDS = `comment_id text, annotation_id text, parent_id text, author_id text, created_at timestamptz,
  received_at timestamptz, text text, mentions text[], edited_at timestamptz, deleted_at timestamptz, deleted_by text`;

/**
 * The CTEs that write one batch of `LayerRows`; see `DerivedWriter.ctes`.
 * Received is the commit's own time, which the rows of `document_update` and `entry_revision` default to as well, in
 * whole milliseconds (cursors hold JavaScript's). Created and updated are the earlier of claimed and received.
 * What goes is looked up annotation by annotation ("offset 0" keeps the planner from turning that into a pass over the
 * layer, which it does where there are no statistics, as in the embedded database) and deleted by its place in the
 * table: nobody else writes a layer's rows meanwhile, or `head` is empty.
 * A row that stands already keeps when it was received first; rows that are rebuilt say it themselves (`received_at`,
 * and `touched_at` for the last commit that changed them).
 */
export function derivedCtes({ batch, layer }: { batch: string; layer: string }): string {
  return `
derived_input as (
  select ${batch}::jsonb as rows, l.id as layer_id, l.workspace_id, l.article_id,
         date_trunc('milliseconds', now()) as received
    from layer l where l.id = ${layer}::text and exists (select 1 from head)
),
derived_annotation as (
  insert into annotation (layer_id, workspace_id, article_id, annotation_id, author_id, target, created_at, received_at,
    updated_at, anchor, start_offset, end_offset, quote, prefix, suffix, anchor_state, text_version, note,
    note_edited_at, resolved_at, resolved_by, assignee, deleted_at, deleted_by, comment_count, mentions)
  select i.layer_id, i.workspace_id, i.article_id, r.annotation_id, r.author_id, r.target,
    least(r.created_at, r.received_at, i.received), coalesce(r.received_at, i.received),
    least(r.updated_at, r.touched_at, i.received), r.anchor, r.start_offset,
    r.end_offset, r.quote, r.prefix, r.suffix, r.anchor_state, r.text_version, r.note, r.note_edited_at,
    r.resolved_at, r.resolved_by, r.assignee, r.deleted_at, r.deleted_by, r.comment_count, coalesce(r.mentions, '{}')
    from derived_input i, jsonb_to_recordset(i.rows->'annotations'->'upsert') as r(${ANNOTATION_FIELDS})
  on conflict (layer_id, annotation_id) do update set
    author_id = excluded.author_id, target = excluded.target,
    created_at = least(annotation.created_at, excluded.created_at), updated_at = excluded.updated_at,
    anchor = excluded.anchor, start_offset = excluded.start_offset, end_offset = excluded.end_offset,
    quote = excluded.quote, prefix = excluded.prefix, suffix = excluded.suffix,
    anchor_state = excluded.anchor_state, text_version = excluded.text_version, note = excluded.note,
    note_edited_at = excluded.note_edited_at, resolved_at = excluded.resolved_at,
    resolved_by = excluded.resolved_by, assignee = excluded.assignee, deleted_at = excluded.deleted_at,
    deleted_by = excluded.deleted_by, comment_count = excluded.comment_count,
    mentions = excluded.mentions
),
derived_annotation_gone as (
  delete from annotation where ctid = any(array(
    select found.ctid from derived_input i, jsonb_array_elements_text(i.rows->'annotations'->'remove') as gone(id),
      lateral (select a.ctid from annotation a where a.layer_id = i.layer_id and a.annotation_id = gone.id offset 0) found
  ))
),
derived_tag as (
  insert into annotation_tag (layer_id, annotation_id, tag_id, tagged_by, tagged_at)
  select i.layer_id, r.annotation_id, r.tag_id, r.tagged_by, r.tagged_at
    from derived_input i, jsonb_to_recordset(i.rows->'tags'->'upsert') as r(${TAG_FIELDS})
  on conflict (layer_id, annotation_id, tag_id) do update set
    tagged_by = excluded.tagged_by, tagged_at = excluded.tagged_at
   where (annotation_tag.tagged_by, annotation_tag.tagged_at) is distinct from (excluded.tagged_by, excluded.tagged_at)
),
derived_tag_gone as (
  delete from annotation_tag where ctid = any(array(
    select found.ctid from derived_input i, jsonb_array_elements_text(i.rows->'replaced') as replaced(id),
      lateral (select t.ctid, t.tag_id from annotation_tag t
                where t.layer_id = i.layer_id and t.annotation_id = replaced.id offset 0) found
     where (replaced.id, found.tag_id) not in (
       select r.annotation_id, r.tag_id
         from derived_input, jsonb_to_recordset(rows->'tags'->'upsert') as r(annotation_id text, tag_id text))
  ))
),
derived_comment as (
  insert into comment (layer_id, workspace_id, article_id, comment_id, annotation_id, parent_id, author_id, created_at,
    received_at, text, mentions, edited_at, deleted_at, deleted_by)
  select i.layer_id, i.workspace_id, i.article_id, r.comment_id, r.annotation_id, r.parent_id, r.author_id,
    least(r.created_at, r.received_at, i.received), coalesce(r.received_at, i.received), r.text,
    coalesce(r.mentions, '{}'), r.edited_at, r.deleted_at, r.deleted_by
    from derived_input i, jsonb_to_recordset(i.rows->'comments'->'upsert') as r(${COMMENT_FIELDS})
  on conflict (layer_id, comment_id) do update set
    annotation_id = excluded.annotation_id, parent_id = excluded.parent_id, author_id = excluded.author_id,
    created_at = least(comment.created_at, excluded.created_at), text = excluded.text, mentions = excluded.mentions,
    edited_at = excluded.edited_at, deleted_at = excluded.deleted_at, deleted_by = excluded.deleted_by
   where (comment.text, comment.edited_at, comment.deleted_at, comment.deleted_by)
      is distinct from (excluded.text, excluded.edited_at, excluded.deleted_at, excluded.deleted_by)
),
derived_comment_gone as (
  delete from comment where ctid = any(array(
    select found.ctid from derived_input i, jsonb_array_elements_text(i.rows->'replaced') as replaced(id),
      lateral (select c.ctid, c.comment_id from comment c
                where c.layer_id = i.layer_id and c.annotation_id = replaced.id offset 0) found
     where found.comment_id not in (
       select r.comment_id from derived_input, jsonb_to_recordset(rows->'comments'->'upsert') as r(comment_id text))
  ))
)`.trim();
}
