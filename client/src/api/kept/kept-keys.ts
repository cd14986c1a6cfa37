import type { QueryKey } from "@tanstack/react-query";

/**
 * Whether an answer is one that opening an article again needs, or the way to it: one's workspaces, and of each its
 * articles, tags and people, and what is asked of one there. Lists that are paged, searched or counted are not.
 */
export function isKept(key: QueryKey): boolean {
  const [root, , part, what] = key;
  const { length } = key;
  if (root === "workspaces" || root === "asked") return length === 1;
  if (root === "article") return length === 2;
  if (root !== "workspace") return false;
  if (part === "info" || part === "articles" || part === "tags") return length === 3;
  if (part === "members") return length === 3 || (what === "of-layer" && length === 5);
  return part === "assignments" && length === 4 && what !== "deleted";
}

/** The workspace that a kept answer is of; null when it is of none. `data` names an article's. */
export function workspaceOf(key: QueryKey, data: unknown): string | null {
  const [root, id] = key;
  if (root === "workspace") return String(id);
  if (root !== "article" || typeof data !== "object" || data === null || !("workspaceId" in data)) return null;
  return String(data.workspaceId);
}
