import type { EntityManager } from "typeorm";
import { addPeople, everyone } from "./people.ts";

/**
 * Makes every annotator one of the people of the assignments that are for everyone: those who have come since as well.
 * Answers the assignments that somebody was added to.
 */
export async function enrolEveryone(manager: EntityManager, workspaceId: string): Promise<string[]> {
  const assignments: { id: string; pseudonyms: boolean }[] = await manager.query(
    `select id, pseudonyms from assignment
      where workspace_id = $1 and everyone and state = 'published' and deleted_at is null and revealed_at is null
      order by id for update`,
    [workspaceId],
  );
  if (assignments.length === 0) return [];
  const actors = await everyone(manager, workspaceId);
  const changed: string[] = [];
  for (const { id, pseudonyms } of assignments) {
    const added = await addPeople(manager, { id, workspaceId, state: "published", pseudonyms }, actors);
    if (added.length > 0) changed.push(id);
  }
  return changed;
}
