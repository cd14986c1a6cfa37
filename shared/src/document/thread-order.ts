/** What the order of a thread needs to know of a comment. */
interface Threaded {
  id: string;
  parent: string | null;
  createdAt: number;
}

/**
 * Puts comments in the order of the thread: roots by time, each followed by all that answers it, by time. A comment
 * whose parent is not among them counts as a root; comments that answer each other in a ring end up as roots too.
 */
export function threadOrder<T extends Threaded>(comments: readonly T[]): T[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const rootOf = (comment: T): T => {
    const seen = new Set<string>();
    let root = comment;
    while (root.parent !== null && !seen.has(root.id)) {
      seen.add(root.id);
      const parent = byId.get(root.parent);
      if (!parent) return root;
      if (seen.has(parent.id)) return comment;
      root = parent;
    }
    return root;
  };
  const byTime = (a: Threaded, b: Threaded) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const replies = new Map<T, T[]>();
  const roots: T[] = [];
  for (const comment of comments) {
    const root = rootOf(comment);
    if (root === comment) roots.push(comment);
    else {
      const siblings = replies.get(root);
      if (siblings) siblings.push(comment);
      else replies.set(root, [comment]);
    }
  }
  return roots.sort(byTime).flatMap((root) => [root, ...(replies.get(root) ?? []).sort(byTime)]);
}
