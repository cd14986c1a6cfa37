import type { Tag } from "@postil/shared/schema/tag";
import type { TagNode } from "./tag-tree.ts";

/** A tag as a line of the tree. `level` from 1; `position` from 1 among `size` siblings. */
export interface TreeRow {
  node: TagNode;
  level: number;
  position: number;
  size: number;
}

/** The lines that are seen: what stands under a folded tag is left out. */
export function visibleRows(tree: readonly TagNode[], folded: ReadonlySet<string>, level = 1): TreeRow[] {
  return tree.flatMap((node, index) => [
    { node, level, position: index + 1, size: tree.length },
    ...(folded.has(node.tag.id) ? [] : visibleRows(node.children, folded, level + 1)),
  ]);
}

/** Where a tag goes: under which, and before which of those there (null: as the last). */
export interface Place {
  parentId: string | null;
  before: string | null;
}

export type Direction = "up" | "down" | "in" | "out";
export type DropSide = "before" | "inside" | "after";

interface Found {
  node: TagNode;
  siblings: readonly TagNode[];
  index: number;
  /** From the root down to the one it stands under. */
  above: readonly TagNode[];
}

function find(tree: readonly TagNode[], id: string, above: readonly TagNode[] = []): Found | null {
  for (const [index, node] of tree.entries()) {
    if (node.tag.id === id) return { node, siblings: tree, index, above };
    const found = find(node.children, id, [...above, node]);
    if (found) return found;
  }
  return null;
}

const idOf = (node: TagNode | undefined) => node?.tag.id ?? null;

/** Where the tag stands now. */
export function placeOf(tree: readonly TagNode[], id: string): Place | null {
  const found = find(tree, id);
  return found && { parentId: idOf(found.above.at(-1)), before: idOf(found.siblings[found.index + 1]) };
}

/** One step by the keyboard; null where there is none. Up and down among siblings, in under the one above, out beside its parent. */
export function step(tree: readonly TagNode[], id: string, direction: Direction): Place | null {
  const found = find(tree, id);
  if (!found) return null;
  const { siblings, index, above } = found;
  const parent = above.at(-1);
  const parentId = idOf(parent);
  if (direction === "up") return index === 0 ? null : { parentId, before: idOf(siblings[index - 1]) };
  if (direction === "down") {
    return index === siblings.length - 1 ? null : { parentId, before: idOf(siblings[index + 2]) };
  }
  if (direction === "in") return index === 0 ? null : { parentId: idOf(siblings[index - 1]), before: null };
  // Where its parent is followed by something, it stands before that.
  return parent ? placeOf(tree, parent.tag.id) : null;
}

/** Where a tag would go that is let go of at `side` of another; null where it can't, and where it stands already. */
export function dropAt(tree: readonly TagNode[], id: string, target: string, side: DropSide): Place | null {
  const onto = find(tree, target);
  const moved = find(tree, id);
  if (!onto || !moved || target === id || onto.above.some((node) => node.tag.id === id)) return null;
  const place: Place =
    side === "inside"
      ? { parentId: target, before: null }
      : side === "before"
        ? { parentId: idOf(onto.above.at(-1)), before: target }
        : { parentId: idOf(onto.above.at(-1)), before: idOf(onto.siblings[onto.index + 1]) };
  const now = placeOf(tree, id);
  const stays = place.before === id || (now?.parentId === place.parentId && now.before === place.before);
  return stays ? null : place;
}

/** Ids of the tags above one, root first. */
export function idsAbove(tree: readonly TagNode[], id: string): string[] {
  return find(tree, id)?.above.map((node) => node.tag.id) ?? [];
}

/** Those that stand under `parentId` (null: at the top), without `id`. */
export function siblingsAt(tree: readonly TagNode[], parentId: string | null, id: string): Tag[] {
  const nodes = parentId === null ? tree : (find(tree, parentId)?.node.children ?? []);
  return nodes.map((node) => node.tag).filter((tag) => tag.id !== id);
}
