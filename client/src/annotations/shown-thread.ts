import type { CommentView } from "@postil/shared/document/readers";

/** A comment that begins a thread, with everything said below it, in order of time. */
export interface ShownComment {
  comment: CommentView;
  replies: CommentView[];
}

/**
 * A thread as people see it: one level deep, whatever answers what. Deleted comments go, except those that others
 * answered.
 */
export function shownThread(comments: readonly CommentView[]): ShownComment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const roots = new Map<string, ShownComment>();
  const rootOf = (comment: CommentView): CommentView => {
    let root = comment;
    for (let steps = 0; root.parent !== null && steps < comments.length; steps++) {
      const parent = byId.get(root.parent);
      if (!parent) break;
      root = parent;
    }
    return root;
  };
  for (const comment of comments) {
    const root = rootOf(comment);
    const known = roots.get(root.id) ?? { comment: root, replies: [] };
    roots.set(root.id, known);
    if (comment.id !== root.id && !comment.deleted) known.replies.push(comment);
  }
  return [...roots.values()]
    .filter(({ comment, replies }) => !comment.deleted || replies.length > 0)
    .sort((a, b) => a.comment.createdAt - b.comment.createdAt || (a.comment.id < b.comment.id ? -1 : 1))
    .map(({ comment, replies }) => ({ comment, replies: replies.sort((a, b) => a.createdAt - b.createdAt) }));
}

export function countComments(comments: readonly CommentView[]): number {
  return comments.filter((comment) => !comment.deleted).length;
}
