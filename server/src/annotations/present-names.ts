import { mentionedIn, mentionMark, replaceMentions } from "@postil/shared/schema/comment";
import type { EntityManager } from "typeorm";

/**
 * Stored texts with the people they mention under the names they have now: what somebody typed of a member who has
 * since become a pseudonym would lead to them. Asks the database only where somebody is mentioned.
 */
export async function withPresentNames(
  manager: EntityManager,
  workspaceId: string,
  texts: readonly string[],
): Promise<string[]> {
  const actors = [...new Set(texts.flatMap(mentionedIn))];
  if (actors.length === 0) return [...texts];
  const rows: { id: string; name: string }[] = await manager.query(
    "select id, name from actor where workspace_id = $1 and id = any($2::text[])",
    [workspaceId, actors],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return texts.map((text) =>
    replaceMentions(text, ({ name, actor }) => mentionMark({ name: names.get(actor) ?? name, actor })),
  );
}
