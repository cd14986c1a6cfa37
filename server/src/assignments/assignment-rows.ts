import type { AssignmentKind, RevealMode } from "@postil/shared/schema/assignment";
import { isId } from "@postil/shared/schema/ids";
import type { EntityManager } from "typeorm";
import { type AppError, notFound } from "../platform/errors.ts";
import { readTimeCursor } from "../platform/http/cursor.ts";

/** An assignment, with the caller's part in it and what instructors may count. */
export interface AssignmentRow {
  id: string;
  workspaceId: string;
  title: string;
  instructions: string;
  kind: AssignmentKind;
  state: "draft" | "published";
  everyone: boolean;
  opensAt: Date | null;
  dueAt: Date | null;
  timeZone: string;
  pseudonyms: boolean;
  reveal: RevealMode;
  revealAt: Date | null;
  revealedAt: Date | null;
  revealedBy: string | null;
  askedAnnotations: number;
  askedReplies: number;
  askedTags: number;
  /** Those that are in the codebook still, followed to what they were merged into. */
  askedTagParents: string[];
  createdAt: Date;
  publishedAt: Date | null;
  deletedAt: Date | null;
  articleCount: number;
  me: PartRow | null;
  counts: { people: number; submitted: number };
}

/** Somebody's part. `coder`: whom they write as in its layers. Times as the database's JSON has them. */
export interface PartRow {
  actor: string;
  coder: string;
  name: string;
  colour: number;
  adjudicates: boolean;
  extendedUntil: string | null;
  submittedAt: string | null;
  revealedAt: string | null;
  removed: boolean;
}

const MILLISECONDS = "date_trunc('milliseconds', s.created_at)";

const COLUMNS = `s.id, s.workspace_id as "workspaceId", s.title, s.instructions, s.kind, s.state, s.everyone,
  s.opens_at as "opensAt", s.due_at as "dueAt", s.time_zone as "timeZone", s.pseudonyms, s.reveal,
  s.reveal_at as "revealAt", s.revealed_at as "revealedAt",
  (select name from actor where id = s.revealed_by) as "revealedBy",
  s.asked_annotations as "askedAnnotations", s.asked_replies as "askedReplies", s.asked_tags as "askedTags",
  array(select distinct t.id from tag a join tag t on t.id = coalesce(a.merged_into, a.id)
         where a.id = any(s.asked_tag_parents) and a.deleted_at is null and t.deleted_at is null) as "askedTagParents",
  ${MILLISECONDS} as "createdAt", s.published_at as "publishedAt", s.deleted_at as "deletedAt",
  (select count(*) from assignment_article where assignment_id = s.id)::int as "articleCount",
  (select json_build_object('actor', p.actor_id, 'coder', p.coder_actor, 'name', a.name, 'colour', a.colour,
          'adjudicates', p.adjudicates, 'extendedUntil', p.extended_until, 'submittedAt', p.submitted_at,
          'revealedAt', p.revealed_at, 'removed', p.removed_at is not null)
     from assignment_person p join actor a on a.id = p.coder_actor
    where p.assignment_id = s.id and p.actor_id = $2) as me,
  (select json_build_object('people', count(*), 'submitted', count(p.submitted_at)) from assignment_person p
    where p.assignment_id = s.id and p.removed_at is null) as counts`;

/** `deleted`: those that were deleted instead. Newest first. */
export async function findAssignments(
  manager: EntityManager,
  { workspaceId, actor }: { workspaceId: string; actor: string },
  asked: { instructs: boolean; deleted: boolean; cursor?: string | undefined; limit: number },
): Promise<AssignmentRow[]> {
  const after = readTimeCursor(asked.cursor);
  return manager.query(
    `select ${COLUMNS} from assignment s
      where s.workspace_id = $1 and s.deleted_at is ${asked.deleted ? "not null" : "null"}
        and ($3::boolean or (s.state = 'published' and exists (select 1 from assignment_person p
              where p.assignment_id = s.id and p.actor_id = $2 and p.removed_at is null)))
        and ($4::timestamptz is null or (${MILLISECONDS}, s.id) < ($4, $5::text))
      order by ${MILLISECONDS} desc, s.id desc limit $6`,
    [workspaceId, actor, asked.instructs, after?.at ?? null, after?.id ?? null, asked.limit],
  );
}

/** With `actor`'s part in it. `lock`: nobody else changes it before the transaction ends. */
export async function findAssignment(
  manager: EntityManager,
  id: string,
  actor: string,
  lock = false,
): Promise<AssignmentRow | null> {
  const rows: AssignmentRow[] = await manager.query(
    `select ${COLUMNS} from assignment s where s.id = $1 ${lock ? "for update of s" : ""}`,
    [id, actor],
  );
  return rows[0] ?? null;
}

/** null when there is none. */
export async function workspaceOfAssignment(manager: EntityManager, id: string): Promise<string | null> {
  if (!isId(id)) return null;
  const rows: { workspaceId: string }[] = await manager.query(
    `select workspace_id as "workspaceId" from assignment where id = $1`,
    [id],
  );
  return rows[0]?.workspaceId ?? null;
}

export function noAssignment(): AppError {
  return notFound("There is no such assignment, or it is not for you.");
}
