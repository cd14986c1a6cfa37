import type { EntityManager } from "typeorm";

/** Puts a member into those of the groups that are still there. */
export async function joinGroups(manager: EntityManager, actor: string, groups: readonly string[]): Promise<void> {
  if (groups.length === 0) return;
  await manager.query(
    `INSERT INTO member_group_person (group_id, actor_id)
       SELECT g.id, a.id FROM member_group g JOIN actor a ON a.workspace_id = g.workspace_id
        WHERE g.id = ANY($2::text[]) AND a.id = $1
       ON CONFLICT DO NOTHING`,
    [actor, groups],
  );
}

/** Who is no member any more is in no group. Coming back, they are put into groups anew. */
export async function leaveGroups(manager: EntityManager, actor: string): Promise<void> {
  await manager.query("DELETE FROM member_group_person WHERE actor_id = $1", [actor]);
}

/** Of these ids, those of the workspace's groups. */
export async function knownGroups(
  manager: EntityManager,
  workspaceId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows: { id: string }[] = await manager.query(
    "SELECT id FROM member_group WHERE workspace_id = $1 AND id = ANY($2::text[])",
    [workspaceId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Who is in at least one of the groups now. */
export async function peopleOfGroups(manager: EntityManager, groups: readonly string[]): Promise<string[]> {
  if (groups.length === 0) return [];
  const rows: { actor: string }[] = await manager.query(
    `SELECT DISTINCT p.actor_id AS actor FROM member_group_person p JOIN member m ON m.actor_id = p.actor_id
      WHERE p.group_id = ANY($1::text[])`,
    [groups],
  );
  return rows.map(({ actor }) => actor);
}
