import { PALETTE_SIZE } from "@postil/shared/schema/tag";
import type { TagRow } from "./tag.entity.ts";

type Node = Pick<TagRow, "id" | "parentId" | "name">;

/** Between the names of a path, as exports write them: tag names hold no `>`. */
export const PATH_SEPARATOR = " > ";

/** Names from the root to each tag, joined. `tags`: all that are not deleted. */
export function tagPaths(tags: readonly Node[]): Map<string, string> {
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  return new Map(
    tags.map((tag) => {
      const names = lineage(tag, byId).map((node) => node.name);
      return [tag.id, names.reverse().join(PATH_SEPARATOR)];
    }),
  );
}

/** Whether `id` would stand under itself with this parent. */
export function wouldCycle(tags: readonly Node[], id: string, parentId: string): boolean {
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const parent = byId.get(parentId);
  return parent !== undefined && lineage(parent, byId).some((node) => node.id === id);
}

/** The tag and what it stands under, root last. Ends where rows form a ring, which no request can make. */
function lineage<T extends Node>(tag: T, byId: ReadonlyMap<string, T>): T[] {
  const line: T[] = [];
  for (let node: T | undefined = tag; node && !line.includes(node); ) {
    line.push(node);
    node = node.parentId === null ? undefined : byId.get(node.parentId);
  }
  return line;
}

/** The colour that the fewest tags have; of several, the first. */
export function leastUsedColour(tags: readonly Pick<TagRow, "colour">[]): number {
  const uses = new Array<number>(PALETTE_SIZE).fill(0);
  for (const { colour } of tags) uses[colour] = (uses[colour] ?? 0) + 1;
  return uses.indexOf(Math.min(...uses));
}
