import type { Tag } from "@postil/shared/schema/tag";
import { compareNames } from "../ui/format.ts";

export interface TagNode {
  tag: Tag;
  children: TagNode[];
}

const inOrder = (a: TagNode, b: TagNode) => a.tag.order - b.tag.order || compareNames(a.tag.name, b.tag.name);

/**
 * The tags as a tree, siblings in their order. Merged tags are left out. A tag whose parent isn't there, or that a broken
 * codebook puts in a circle, stands at the top: none gets lost.
 */
export function buildTagTree(tags: readonly Tag[]): TagNode[] {
  const nodes = new Map<string, TagNode>();
  for (const tag of tags) if (tag.mergedInto === null) nodes.set(tag.id, { tag, children: [] });
  const roots: TagNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.tag.parentId === null ? undefined : nodes.get(node.tag.parentId);
    if (parent && !leadsBack(node, nodes)) parent.children.push(node);
    else roots.push(node);
  }
  for (const node of nodes.values()) node.children.sort(inOrder);
  return roots.sort(inOrder);
}

function leadsBack(node: TagNode, nodes: ReadonlyMap<string, TagNode>): boolean {
  let above = node.tag.parentId;
  for (let steps = 0; above !== null && steps <= nodes.size; steps++) {
    if (above === node.tag.id) return true;
    above = nodes.get(above)?.tag.parentId ?? null;
  }
  return false;
}

/** Where a tag may be put: everywhere but under itself or what stands below it. In order of the tree. */
export function possibleParents(tree: readonly TagNode[], tagId: string | null): Tag[] {
  return tree.flatMap((node) => (node.tag.id === tagId ? [] : [node.tag, ...possibleParents(node.children, tagId)]));
}
