import type { WorkspaceTopic } from "@postil/shared/protocol/live";
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { queryKeys } from "../api/query-keys.ts";

/** What `changed` events make pages fetch anew. */
export function keysOf(workspaceId: string, topic: WorkspaceTopic, articleId?: string): QueryKey[] {
  switch (topic) {
    case "workspace":
      return [queryKeys.workspace(workspaceId), queryKeys.workspaces];
    case "members":
      return [queryKeys.members(workspaceId), queryKeys.workspace(workspaceId)];
    case "invitations":
      return [queryKeys.invitations(workspaceId)];
    case "groups":
      return [queryKeys.groups(workspaceId)];
    case "articles":
      return [
        queryKeys.articles(workspaceId),
        queryKeys.workspace(workspaceId),
        articleId ? queryKeys.article(articleId) : queryKeys.openArticles,
      ];
    case "codebook":
      return [queryKeys.tags(workspaceId)];
    case "annotations":
      // The lists of annotations are long: their page hears of it by useChanged and decides.
      return [queryKeys.articles(workspaceId)];
    case "assignments":
      // With them the layers that one may read: those of the articles that are open.
      return [
        queryKeys.assignments(workspaceId),
        queryKeys.asked,
        queryKeys.articles(workspaceId),
        queryKeys.openArticles,
        queryKeys.allLayerReaders(workspaceId),
      ];
  }
}

/** What annotating changes besides: counts only, on lists that every reader holds. Fetched at ease. */
export function countKeysOf(workspaceId: string): QueryKey[] {
  return [queryKeys.tags(workspaceId)];
}

/** Shortest time between two fetches of the same thing because others work on it, in ms. */
export const PACE = 2_000;
export const EASY_PACE = 15_000;

/**
 * Marks queries as out of date, the first time at once and then at most once each `pace`: thirty people annotating
 * must not make every open page fetch its lists thirty times a second.
 */
export class PacedInvalidation {
  private readonly client: QueryClient;
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly again = new Set<string>();

  constructor(client: QueryClient) {
    this.client = client;
  }

  invalidate(key: QueryKey, pace = PACE): void {
    const id = JSON.stringify(key);
    if (this.waiting.has(id)) {
      this.again.add(id);
      return;
    }
    void this.client.invalidateQueries({ queryKey: key });
    this.waiting.set(
      id,
      setTimeout(() => {
        this.waiting.delete(id);
        if (this.again.delete(id)) this.invalidate(key, pace);
      }, pace),
    );
  }

  stop(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.again.clear();
  }
}
