import type { TagDifference } from "@postil/shared/schema/codebook";
import type { TagState } from "@postil/shared/schema/tag";
import { cutText } from "@postil/shared/text/cut-text";
import type { EntityManager } from "typeorm";
import { Codebook } from "./codebook.ts";
import { compareCodebooks } from "./compare.ts";

/**
 * Opens the tags that were made while coding blind in an assignment, once its layers open: they become part of the
 * codebook where the workspace lets annotators add tags or an instructor made them, else they are proposed. A name that
 * is taken by then gets a number, so that none is lost. Call it in the reveal's transaction; returns how many there were.
 */
export async function openOwnTags(
  manager: EntityManager,
  { workspaceId, assignmentId, makers }: { workspaceId: string; assignmentId: string; makers?: readonly string[] },
): Promise<number> {
  // The same lock that every change of a codebook takes.
  await manager.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`codebook/${workspaceId}`]);
  const before = (await Codebook.load(manager, workspaceId)).kept();
  const rows: OwnTag[] = await manager.query(
    `select t.id, t.parent_id as "parentId", t.name, t.made_by as "madeBy",
            case when w.tag_adders = 'annotators' or m.role in ('owner', 'instructor') then 'accepted' else 'proposed' end
              as state
       from tag t
       join workspace w on w.id = t.workspace_id
       left join actor a on a.id = t.made_by
       left join member m on m.workspace_id = t.workspace_id and m.user_id = a.user_id
      where t.workspace_id = $1 and t.assignment_id = $2 and t.state = 'own'
        and ($3::text[] is null or t.made_by = any($3::text[]))
      order by t.created_at, t.id
        for update of t`,
    [workspaceId, assignmentId, makers ?? null],
  );
  for (const { id, parentId, name, state } of rows) {
    const free = await freeName(manager, workspaceId, parentId, name);
    // As the last one there: whoever made it had no place among the others until now.
    await manager.query(
      `update tag set state = $2, name = $3, order_key = (
         select coalesce(max(other.order_key), 0) + 1 from tag other
          where other.workspace_id = $4 and other.parent_id is not distinct from $5 and other.deleted_at is null
            and other.state <> 'own') where id = $1`,
      [id, state, free, workspaceId, parentId],
    );
  }
  if (rows.length > 0) {
    const after = (await Codebook.load(manager, workspaceId)).kept();
    await recordByMaker(manager, workspaceId, rows, compareCodebooks(before, after));
  }
  return rows.length;
}

interface OwnTag {
  id: string;
  parentId: string | null;
  name: string;
  /** An actor: the pseudonym, where the coder has one. */
  madeBy: string;
  state: TagState;
}

async function recordByMaker(
  manager: EntityManager,
  workspaceId: string,
  rows: readonly OwnTag[],
  differences: readonly TagDifference[],
): Promise<void> {
  for (const maker of new Set(rows.map((row) => row.madeBy))) {
    const own = new Set(rows.filter((row) => row.madeBy === maker).map((row) => row.id));
    await manager.query(
      "insert into codebook_change (workspace_id, actor_id, differences) values ($1, $2, $3::jsonb)",
      [workspaceId, maker, JSON.stringify(differences.filter((one) => own.has(one.id)))],
    );
  }
}

async function freeName(
  manager: EntityManager,
  workspaceId: string,
  parentId: string | null,
  name: string,
): Promise<string> {
  const rows: { name: string }[] = await manager.query(
    `select lower(name) as name from tag
      where workspace_id = $1 and parent_id is not distinct from $2 and deleted_at is null and merged_into is null
        and state <> 'own'`,
    [workspaceId, parentId],
  );
  const taken = new Set(rows.map((row) => row.name));
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) {
    const ending = ` ${number}`;
    free = cutText(name, 80 - ending.length).trimEnd() + ending;
  }
  return free;
}
