import type { AuditKind } from "@postil/shared/schema/audit";
import { readableLayer } from "../workspaces/layer-visibility.ts";
import type { TimelineSource } from "./timeline.ts";

/** `subject`: whom it was done to; `title`: what it is about, by name; `detail`: what was recorded with it. */
export const AUDIT_COLUMNS = { what: "text", subject: "text", title: "text", detail: "jsonb" } as const;
export type AuditColumn = keyof typeof AUDIT_COLUMNS;
export type AuditSource = TimelineSource<AuditColumn>;

/** What is recorded in words of its own, by the kind it is shown under. */
const RECORDED: Partial<Record<AuditKind, readonly string[]>> = {
  members: ["invitation-accepted", "member-left", "member-removed", "member-made-pseudonym"],
  roles: ["role-changed", "ownership-handed-over"],
  invitations: ["invitation-created", "invitation-revoked", "invitation-sent-again", "invitation-link-made"],
  assignments: [
    "assignment-published",
    "assignment-changed",
    "assignment-deleted",
    "assignment-restored",
    "assignment-revealed",
    "assignment-extended",
    "consensus-opened",
  ],
  moderation: ["annotations-erased"],
  exports: ["annotations-exported", "codebook-exported", "progress-exported", "audit-exported"],
  settings: ["workspace-created", "workspace-changed"],
  articles: ["article-changed", "article-deleted"],
};
function quoted(kinds: readonly string[] | undefined): string {
  return (kinds ?? []).map((kind) => `'${kind}'`).join(", ");
}

const ALL_RECORDED = Object.values(RECORDED).flat();

export function auditKindOf(source: number, what: string): AuditKind {
  if (source === SIGN_INS.rank) return "sign-ins";
  if (source === MODERATION.rank) return "moderation";
  if (source === MERGES.rank) return "codebook";
  const found = (Object.keys(RECORDED) as AuditKind[]).find((kind) => RECORDED[kind]?.includes(what));
  return found ?? "other";
}

/** The sources that hold these kinds; all of them without. */
export function auditSources(kinds: readonly AuditKind[] | undefined): AuditSource[] {
  const has = (kind: AuditKind) => !kinds || kinds.includes(kind);
  const words = kinds?.flatMap((kind) => RECORDED[kind] ?? []) ?? [];
  const wanted = [
    ...(words.length > 0 ? [`e.kind in (${quoted(words)})`] : []),
    ...(has("other") ? [`e.kind not in (${quoted(ALL_RECORDED)})`] : []),
  ];
  const recorded = kinds ? (wanted.length > 0 ? [`(${wanted.join(" or ")})`] : null) : [];
  return [
    ...(has("sign-ins") ? [SIGN_INS] : []),
    ...(recorded ? [{ ...EVENTS, where: [...EVENTS.where, ...recorded] }] : []),
    ...(has("moderation") ? [MODERATION] : []),
    ...(has("codebook") ? [MERGES] : []),
  ];
}

/* In all of these $1 is the workspace, $2 the caller's actor. */

/** Of members, from the day they joined: who leaves takes theirs along. Nothing but that they signed in or out. */
const SIGN_INS: AuditSource = {
  rank: 1,
  at: "e.at",
  id: "e.id",
  idType: "bigint",
  actor: "m.actor_id",
  article: null,
  columns: { what: "e.kind", detail: "e.details" },
  from: "audit_event e",
  where: [
    "e.user_id = m.user_id",
    "e.workspace_id is null",
    "e.kind in ('signed-in', 'signed-out')",
    "e.at >= m.joined_at",
  ],
  each: { from: "member m", where: "m.workspace_id = $1" },
};

/** An extension is told to those who may know who has submitted, and to whom it was given. */
const EXTENSION_KNOWN = `(e.kind <> 'assignment-extended' or e.details->>'person' = $2 or not exists (
  select 1 from assignment s join assignment_person part on part.assignment_id = s.id and part.actor_id = $2
   where s.id = e.details->>'assignment' and s.kind = 'blind' and s.revealed_at is null))`;

/**
 * Of members who left and became pseudonyms it stays untold which of them came, left, was what, or got more time: who
 * did that with them knows their names.
 */
const TELLING = [...(RECORDED.members ?? []), ...(RECORDED.roles ?? []), "assignment-extended"];
const masked = (who: string) => `case when e.kind not in (${quoted(TELLING)})
  or not exists (select 1 from actor f where f.former is not null and f.id = ${who}) then ${who} end`;

/** What was erased in a layer is told to those who may read it, like what else is moderated there. */
const ERASED_KNOWN = `(e.kind <> 'annotations-erased' or exists (
  select 1 from layer l where l.id = e.details->>'layerId' and ${readableLayer("l", "$2")}))`;

const EVENTS: AuditSource = {
  rank: 2,
  at: "e.at",
  id: "e.id",
  idType: "bigint",
  actor: masked("e.actor_id"),
  article: null,
  columns: {
    what: "e.kind",
    subject: masked("coalesce(e.details->>'member', e.details->>'person')"),
    title: `coalesce((select s.title from assignment s where s.id = e.details->>'assignment'),
      (select a.title from article a where a.id = coalesce(e.details->>'article', e.details->>'articleId')),
      (select g.name from member_group g where g.id = e.details->>'group'), e.details->>'title')`,
    detail: "e.details",
  },
  from: "audit_event e",
  // What people publish of their own is told by the feed.
  where: ["e.workspace_id = $1", "e.kind <> 'annotations-published'", EXTENSION_KNOWN, ERASED_KNOWN],
};

/** Only in layers that the caller may read: it says that there is something, and whose. */
const MODERATION: AuditSource = {
  rank: 3,
  at: "r.at",
  id: "r.id",
  idType: "bigint",
  actor: "r.actor_id",
  article: "l.article_id",
  columns: {
    what: `case r.map when 'anchors' then 'annotation-moved'
      when 'tags' then case when r.value is null then 'annotation-untagged' else 'annotation-tagged' end
      else case when c.comment_id is null and r.value->>'erased' is distinct from 'comment'
          then 'annotation' else 'comment' end
        || case when r.value is null then '-restored' else '-deleted' end end`,
    subject: "coalesce(c.author_id, n.author_id)",
    title: "(select a.title from article a where a.id = l.article_id)",
    detail: `jsonb_build_object('layer', l.kind, 'tag',
      (select t.name from tag t where r.map = 'tags' and t.id = split_part(r.key, '/', 2)))`,
  },
  from: `entry_revision r
    left join annotation n on n.layer_id = l.id and n.annotation_id = split_part(r.key, '/', 1)
    left join comment c on r.map = 'deletions' and c.layer_id = l.id and c.comment_id = r.key`,
  where: ["r.document_id = 'layer/' || l.id", "r.moderates"],
  each: { from: "layer l", where: `l.workspace_id = $1 and ${readableLayer("l", "$2")}` },
};

const TOLD = "('merged', 'unmerged', 'removed')";

/** Of all that is done to the codebook what changes others' work: its own history tells the rest. */
const MERGES: AuditSource = {
  rank: 4,
  at: "k.at",
  id: "k.id",
  idType: "bigint",
  actor: "k.actor_id",
  article: null,
  columns: {
    what: `'tags-' || (select d->>'kind' from jsonb_array_elements(k.differences) d where d->>'kind' in ${TOLD} limit 1)`,
    detail: `jsonb_build_object('tags', (
      select string_agg(told.line, ', ') from (
        select concat(d->>'path', ' → ' || (d->>'to')) as line from jsonb_array_elements(k.differences) d
         where d->>'kind' in ${TOLD} limit 10) told))`,
  },
  from: "codebook_change k",
  where: [
    "k.workspace_id = $1",
    `exists (select 1 from jsonb_array_elements(k.differences) d where d->>'kind' in ${TOLD})`,
  ],
};
