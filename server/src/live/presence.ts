import type { PersonHere } from "@postil/shared/protocol/live";

/** A tab's place: whose it is and what it shows. */
export interface Tab extends PersonHere {
  userId: string;
  workspaceId: string;
}

/** Who is where, by tab. `changed` hears of each workspace whose people are others than before. */
export class Presence {
  private readonly tabs = new Map<string, Tab>();
  private readonly byWorkspace = new Map<string, Set<string>>();

  constructor(private readonly changed: (workspaceId: string) => void) {}

  /** A tab is in one place: entering leaves the last. */
  enter(tabId: string, tab: Tab): void {
    this.leave(tabId);
    this.tabs.set(tabId, tab);
    const here = this.byWorkspace.get(tab.workspaceId) ?? new Set();
    here.add(tabId);
    this.byWorkspace.set(tab.workspaceId, here);
    this.changed(tab.workspaceId);
  }

  leave(tabId: string): void {
    const tab = this.tabs.get(tabId);
    if (!tab) return;
    this.tabs.delete(tabId);
    const here = this.byWorkspace.get(tab.workspaceId);
    here?.delete(tabId);
    if (here?.size === 0) this.byWorkspace.delete(tab.workspaceId);
    this.changed(tab.workspaceId);
  }

  place(tabId: string): Tab | undefined {
    return this.tabs.get(tabId);
  }

  /** Each person once, in the order they came: with the article that they opened last of those they still show. */
  people(workspaceId: string): PersonHere[] {
    const people = new Map<string, PersonHere>();
    for (const tabId of this.byWorkspace.get(workspaceId) ?? []) {
      const tab = this.tabs.get(tabId);
      if (!tab) continue;
      const { actor, name, colour } = tab;
      const articleId = tab.articleId ?? people.get(actor)?.articleId ?? null;
      people.set(actor, { actor, name, colour, articleId });
    }
    return [...people.values()];
  }
}
