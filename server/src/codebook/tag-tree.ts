import { PALETTE_SIZE } from "@postil/shared/schema/tag";
import type { TagRow } from "./tag.entity.ts";

type Node = Pick<TagRow, "id" | "parentId" | "name">;
type Ordered = Node & Pick<TagRow, "order">;

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
export function lineage<T extends Node>(tag: T, byId: ReadonlyMap<string, T>): T[] {
  const line: T[] = [];
  const seen = new Set<string>();
  for (let node: T | undefined = tag; node && !seen.has(node.id); ) {
    seen.add(node.id);
    line.push(node);
    node = node.parentId === null ? undefined : byId.get(node.parentId);
  }
  return line;
}

const names = new Intl.Collator("en", { numeric: true });

export function compareSiblings(a: Omit<Ordered, "parentId">, b: Omit<Ordered, "parentId">): number {
  return a.order - b.order || names.compare(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Each tag before what stands under it, siblings in their order. None is lost, whatever the rows hold. */
export function inTreeOrder<T extends Ordered>(tags: readonly T[]): T[] {
  const ids = new Set(tags.map((tag) => tag.id));
  const under = new Map<string | null, T[]>();
  for (const tag of tags) {
    const parent = tag.parentId !== null && ids.has(tag.parentId) ? tag.parentId : null;
    const siblings = under.get(parent);
    if (siblings) siblings.push(tag);
    else under.set(parent, [tag]);
  }
  const ordered: T[] = [];
  const stack = [...(under.get(null) ?? [])].sort(compareSiblings).reverse();
  for (let tag = stack.pop(); tag; tag = stack.pop()) {
    ordered.push(tag);
    stack.push(...[...(under.get(tag.id) ?? [])].sort(compareSiblings).reverse());
  }
  if (ordered.length === tags.length) return ordered;
  const placed = new Set(ordered);
  return [...ordered, ...tags.filter((tag) => !placed.has(tag)).sort(compareSiblings)];
}

/** The colour that the fewest tags have; of several, the first. */
export function leastUsedColour(tags: readonly Pick<TagRow, "colour">[]): number {
  const uses = new Array<number>(PALETTE_SIZE).fill(0);
  for (const { colour } of tags) uses[colour] = (uses[colour] ?? 0) + 1;
  return uses.indexOf(Math.min(...uses));
}
