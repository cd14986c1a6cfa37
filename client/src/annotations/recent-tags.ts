/** The tags a person put on last, newest first, on this device. */
const MOST = 12;

function key(workspaceId: string): string {
  return `postil.recent-tags/${workspaceId}`;
}

export function recentTags(workspaceId: string): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(workspaceId)) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberTag(workspaceId: string, tagId: string): void {
  const recent = [tagId, ...recentTags(workspaceId).filter((id) => id !== tagId)].slice(0, MOST);
  try {
    localStorage.setItem(key(workspaceId), JSON.stringify(recent));
  } catch {
    // Storage is blocked or full: the picker then begins with the most used tags.
  }
}
