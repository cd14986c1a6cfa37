import type { ActivityKind } from "@postil/shared/schema/activity";
import { readableLayer } from "../workspaces/layer-visibility.ts";
import type { TimelineSource } from "./timeline.ts";

/** What the feed is told of each event. `ref`: the annotation, or the member, that it happened to. */
export const FEED_COLUMNS = {
  type: "text",
  layer: "text",
  layerKind: "text",
  assignment: "text",
  ref: "text",
  detail: "jsonb",
} as const;
export type FeedColumn = keyof typeof FEED_COLUMNS;
export type FeedSource = TimelineSource<FeedColumn> & { kind: ActivityKind };

/* In all of these $1 is the workspace, $2 the caller's actor, $3 whether the caller instructs there, $4 READABLE. */

/** Ids of the layers that the caller may read: looked up once, for all pages of events that an answer needs. */
export const READABLE = `select l.id from layer l where l.workspace_id = $1 and ${readableLayer("l", "$2")}`;

/**
 * Whether a row's layer is one of them. Said of an expression, so that no index of layers is taken for it: rows are to
 * be read in the order of time, and those of other layers passed over.
 */
const isReadable = (layer: string) => `(${layer} || '') = any($4::text[])`;

/* "offset 0" has each looked up by itself, on its key, and only for the rows that are wanted. */
const layerOf = (row: string) => `cross join lateral (select k.id, k.kind from layer k where k.id = ${row} offset 0) l`;
const livingAnnotation = (layer: string, id: string) => `cross join lateral (
  select 1 from annotation a where a.layer_id = ${layer} and a.annotation_id = ${id} and a.deleted_at is null offset 0) n`;
const OF_LAYER = { layer: "l.id", layerKind: "l.kind" };

/** Whether the caller may know of the assignment `s`: instructors, and those who take part once it is published. */
const KNOWN = `s.state = 'published' and s.deleted_at is null and ($3::boolean or exists (
  select 1 from assignment_person part
   where part.assignment_id = s.id and part.actor_id = $2 and part.removed_at is null))`;

/** Who has submitted: oneself, and for those who instruct and don't code blind in it before the reveal everybody. */
const SUBMISSION_KNOWN = `(p.actor_id = $2 or ($3::boolean and (s.kind = 'together' or s.revealed_at is not null
  or not exists (select 1 from assignment_person part where part.assignment_id = s.id and part.actor_id = $2))))`;

const auditSource = (
  rank: number,
  kind: ActivityKind,
  kinds: Record<string, string>,
  more: Partial<FeedSource> = {},
): FeedSource => ({
  kind,
  rank,
  at: "e.at",
  id: "e.id",
  idType: "bigint",
  actor: "e.actor_id",
  article: null,
  from: "audit_event e",
  ...more,
  columns: {
    type: `case e.kind ${Object.entries(kinds)
      .map(([stored, type]) => `when '${stored}' then '${type}'`)
      .join(" ")} end`,
    ...more.columns,
  },
  where: [
    "e.workspace_id = $1",
    `e.kind in (${Object.keys(kinds).map((stored) => `'${stored}'`)})`,
    ...(more.where ?? []),
  ],
});

/** Who left and became a pseudonym: when they came and went would tell who it was. */
const FORMER = `exists (select 1 from actor f where f.former is not null
  and f.id = coalesce(e.details->>'member', e.actor_id))`;

/** Of what happened to a member others learn that it did; who did it is for instructors. */
const MEMBER_ACTOR = "case when $3::boolean then e.actor_id else coalesce(e.details->>'member', e.actor_id) end";

/** All that can have happened, each from where it is kept, as far as the caller may know. */
export const FEED_SOURCES: readonly FeedSource[] = [
  {
    kind: "annotations",
    rank: 1,
    at: "n.created_at",
    heard: "n.received_at",
    id: "n.annotation_id",
    idType: "text",
    actor: "n.author_id",
    article: "n.article_id",
    columns: { type: "'annotated'", ...OF_LAYER, ref: "n.annotation_id" },
    from: `annotation n ${layerOf("n.layer_id")}`,
    where: ["n.workspace_id = $1", "n.deleted_at is null", isReadable("n.layer_id")],
  },
  auditSource(
    2,
    "annotations",
    { "annotations-published": "published" },
    {
      from: "audit_event e join layer l on l.article_id = e.details->>'article' and l.kind = 'team'",
      article: "l.article_id",
      columns: { ...OF_LAYER, detail: "e.details" },
      where: [isReadable("l.id")],
    },
  ),
  {
    kind: "comments",
    rank: 3,
    at: "c.created_at",
    heard: "c.received_at",
    id: "c.comment_id",
    idType: "text",
    actor: "c.author_id",
    article: "c.article_id",
    columns: { type: "'commented'", ...OF_LAYER, ref: "c.annotation_id" },
    from: `comment c ${layerOf("c.layer_id")} ${livingAnnotation("c.layer_id", "c.annotation_id")}`,
    where: ["c.workspace_id = $1", "c.deleted_at is null", isReadable("c.layer_id")],
  },
  {
    kind: "threads",
    rank: 4,
    at: "r.at",
    id: "r.id",
    idType: "bigint",
    actor: "r.actor_id",
    article: "l.article_id",
    columns: {
      type: `case r.map when 'resolutions' then case when r.value is null then 'reopened' else 'resolved' end
        else case when r.value is null then 'unassigned' else 'assigned' end end`,
      ...OF_LAYER,
      ref: "r.key",
      detail: "jsonb_build_object('subject', r.value->>'user')",
    },
    from: `entry_revision r ${livingAnnotation("l.id", "r.key")}`,
    where: ["r.document_id = 'layer/' || l.id", "r.map in ('resolutions', 'assignees')"],
    each: { from: "layer l", where: "l.id = any($4::text[])" },
  },
  {
    kind: "codebook",
    rank: 5,
    at: "k.at",
    id: "k.id",
    idType: "bigint",
    actor: "k.actor_id",
    article: null,
    columns: { type: "'codebook-changed'" },
    from: "codebook_change k",
    where: ["k.workspace_id = $1"],
  },
  {
    kind: "codebook",
    rank: 6,
    at: "v.at",
    id: "v.id",
    idType: "text",
    actor: "v.made_by",
    article: null,
    columns: { type: "'codebook-version'", detail: "jsonb_build_object('thing', v.label)" },
    from: "codebook_version v",
    where: ["v.workspace_id = $1"],
  },
  {
    kind: "articles",
    rank: 7,
    at: "a.created_at",
    id: "a.id",
    idType: "text",
    actor: "a.created_by",
    article: "a.id",
    columns: { type: "'article-added'" },
    from: "article a",
    where: ["a.workspace_id = $1"],
  },
  {
    kind: "articles",
    rank: 8,
    at: "t.at",
    id: "t.article_id || t.actor_id",
    idType: "text",
    actor: "t.actor_id",
    article: "t.article_id",
    columns: { type: "'text-corrected'" },
    from: "text_correction t",
    where: ["t.workspace_id = $1"],
  },
  auditSource(
    9,
    "articles",
    { "article-changed": "article-changed", "article-deleted": "article-deleted" },
    { article: "e.details->>'articleId'", columns: { detail: "jsonb_build_object('thing', e.details->>'title')" } },
  ),
  auditSource(
    10,
    "members",
    {
      "invitation-accepted": "member-joined",
      "member-left": "member-left",
      "member-removed": "member-removed",
      "role-changed": "role-changed",
      "ownership-handed-over": "role-changed",
    },
    {
      actor: MEMBER_ACTOR,
      where: [`not ${FORMER}`],
      columns: {
        detail: `jsonb_build_object('subject', e.details->>'member', 'role',
          case e.kind when 'ownership-handed-over' then 'owner' else coalesce(e.details->>'to', e.details->>'role') end)`,
      },
    },
  ),
  auditSource(
    11,
    "assignments",
    { "assignment-published": "assignment-published", "assignment-revealed": "assignment-revealed" },
    {
      from: "audit_event e join assignment s on s.id = e.details->>'assignment'",
      columns: { assignment: "s.id" },
      where: [KNOWN],
    },
  ),
  auditSource(
    12,
    "assignments",
    { "consensus-opened": "consensus-opened" },
    {
      from: "audit_event e join assignment s on s.id = e.details->>'assignment'",
      article: "e.details->>'article'",
      columns: { assignment: "s.id" },
      where: [KNOWN, "s.revealed_at is not null"],
    },
  ),
  {
    kind: "assignments",
    rank: 13,
    at: "s.opens_at",
    id: "s.id",
    idType: "text",
    actor: "null::text",
    article: null,
    columns: { type: "'assignment-opened'", assignment: "s.id" },
    from: "assignment s",
    where: ["s.workspace_id = $1", "s.opens_at between s.published_at and now()", KNOWN],
  },
  {
    kind: "assignments",
    rank: 14,
    at: "p.submitted_at",
    id: "p.assignment_id || p.actor_id",
    idType: "text",
    actor: "p.actor_id",
    article: null,
    columns: { type: "'assignment-submitted'", assignment: "s.id" },
    from: "assignment_person p join assignment s on s.id = p.assignment_id",
    where: ["s.workspace_id = $1", "p.submitted_at is not null", "p.removed_at is null", KNOWN, SUBMISSION_KNOWN],
  },
];
