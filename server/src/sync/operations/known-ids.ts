import type { DataSource } from "typeorm";

/** Those of `ids` that are tags of the workspace's codebook. */
export async function tagsAmong(
  dataSource: DataSource,
  workspaceId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows: { id: string }[] = await dataSource.query(
    "select id from tag where workspace_id = $1 and id = any($2::text[]) and deleted_at is null",
    [workspaceId, ids],
  );
  return new Set(rows.map((row) => row.id));
}

/** Those of `actors` who are members of the workspace, or whom one of them writes as in an assignment. */
export async function membersAmong(
  dataSource: DataSource,
  workspaceId: string,
  actors: readonly string[],
): Promise<Set<string>> {
  if (actors.length === 0) return new Set();
  const sql = `select actor_id as id from member where workspace_id = $1 and actor_id = any($2::text[])
    union select p.coder_actor from assignment_person p join member m on m.actor_id = p.actor_id
           where m.workspace_id = $1 and p.coder_actor = any($2::text[])`;
  const rows: { id: string }[] = await dataSource.query(sql, [workspaceId, actors]);
  return new Set(rows.map((row) => row.id));
}
