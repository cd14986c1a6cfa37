import { PATH_SEPARATOR } from "../codebook/tag-tree.ts";

/** A row of `tag`, as far as finding its place needs it. */
export interface TagNode {
  id: string;
  parentId: string | null;
  name: string;
  mergedInto: string | null;
  deleted: boolean;
}

/**
 * A workspace's codebook as readers see it: merged tags stand for what they were merged into, deleted ones are not
 * there. Pure; built from all rows of the workspace, deleted and merged ones included.
 */
export class TagTree {
  private readonly nodes: ReadonlyMap<string, TagNode>;
  private readonly paths = new Map<string, string>();

  constructor(nodes: readonly TagNode[]) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
  }

  /** The tag that an entry naming `id` carries now; null when there is none to show. */
  living(id: string): TagNode | null {
    const seen = new Set<string>();
    let node = this.nodes.get(id);
    while (node && node.mergedInto !== null && !seen.has(node.id)) {
      seen.add(node.id);
      node = this.nodes.get(node.mergedInto);
    }
    // Merges that lead in a circle name no tag.
    return node && !node.deleted && node.mergedInto === null ? node : null;
  }

  /** Names from the root, joined as the codebook joins them. `id` names a living tag. */
  path(id: string): string {
    let path = this.paths.get(id);
    if (path === undefined) {
      const ancestors = this.ancestors(id);
      path = ancestors.map((node) => node.name).join(PATH_SEPARATOR);
      this.paths.set(id, path);
    }
    return path;
  }

  /**
   * Ids that entries may hold to count as one of the given tags: the tags themselves, all below them, and every tag
   * merged into one of those.
   */
  family(ids: readonly string[]): string[] {
    const wanted = new Set<string>();
    for (const id of ids) {
      const living = this.living(id);
      if (living) wanted.add(living.id);
    }
    const family: string[] = [];
    for (const node of this.nodes.values()) {
      const living = this.living(node.id);
      if (living && this.ancestors(living.id).some((ancestor) => wanted.has(ancestor.id))) family.push(node.id);
    }
    return family;
  }

  /** From the root down to the tag itself. */
  private ancestors(id: string): TagNode[] {
    const line: TagNode[] = [];
    const seen = new Set<string>();
    let node = this.living(id);
    while (node && !seen.has(node.id)) {
      seen.add(node.id);
      line.unshift(node);
      node = node.parentId === null ? null : this.living(node.parentId);
    }
    return line;
  }
}
