/** What a person chose last by name, newest first, on this device. */
const MOST = 20;
const KEY = "postil.recent-commands";

export function recentEntries(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberEntry(id: string): void {
  const recent = [id, ...recentEntries().filter((one) => one !== id)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(recent));
  } catch {
    // Storage is blocked or full: the list then begins with what belongs to the page.
  }
}
