import { activityPageSchema, newsSchema, type WorkspaceNews } from "@postil/shared/schema/activity";
import { askedOfMeSchema } from "@postil/shared/schema/asked-of-me";
import { auditItemSchema } from "@postil/shared/schema/audit";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "./http.ts";
import { fetchAll, listSchema } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

const auditSchema = listSchema(auditItemSchema);
const PAGE = 40;

/** Paths of a workspace's feed and audit list. `filter`: a query string without "?". */
function listPath(workspaceId: string, list: "activity" | "audit", filter: string, more: Record<string, string>) {
  const query = new URLSearchParams(filter);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `/workspaces/${workspaceId}/${list}?${query}`;
}

const paged = (cursor: string | null) => ({ limit: String(PAGE), ...(cursor === null ? {} : { cursor }) });

/** What happened, the newest first; it doesn't follow along by itself, or it would move under the reader's eyes. */
export function useActivity(workspaceId: string, filter: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.activity(workspaceId, filter),
    queryFn: ({ pageParam, signal }) =>
      api.get(listPath(workspaceId, "activity", filter, paged(pageParam)), activityPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** How much has happened since an instant, and whether it is more than that. */
export async function countSince(
  workspaceId: string,
  filter: string,
  since: string,
): Promise<{ count: number; more: boolean }> {
  const path = listPath(workspaceId, "activity", filter, { since, limit: "50" });
  const { items, nextCursor } = await api.get(path, activityPageSchema);
  return { count: items.reduce((sum, item) => sum + item.count, 0), more: nextCursor !== null };
}

/** Keeps up to when one has looked; what fails is said again at the next visit. */
export function useSeen(workspaceId: string) {
  const client = useQueryClient();
  return useCallback(
    (at: string) => {
      void api
        .put(`/workspaces/${workspaceId}/activity/seen`, { at })
        .then(() => client.invalidateQueries({ queryKey: queryKeys.news }))
        .catch(() => undefined);
    },
    [workspaceId, client],
  );
}

/** Says of all news that are shown that one has seen them; what comes meanwhile stays news. */
export function useMarkSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (news: readonly WorkspaceNews[]) => {
      for (const { workspace, readAt } of news) {
        await api.put(`/workspaces/${workspace.id}/activity/seen`, { at: readAt });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.news }),
  });
}

/** What others did in one's workspaces since one looked. */
export function useNews() {
  return useQuery({
    queryKey: queryKeys.news,
    queryFn: async ({ signal }) => (await api.get("/me/news", newsSchema, { signal })).items,
  });
}

/** What is asked of oneself, in all workspaces, and not submitted. */
export function useAskedOfMe() {
  return useQuery({
    queryKey: queryKeys.asked,
    queryFn: ({ signal }) => fetchAll("/me/assignments", askedOfMeSchema, signal),
  });
}

/** For owners. */
export function useAudit(workspaceId: string, filter: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.audit(workspaceId, filter),
    queryFn: ({ pageParam, signal }) =>
      api.get(listPath(workspaceId, "audit", filter, paged(pageParam)), auditSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function auditCsvUrl(workspaceId: string, filter: string): string {
  return `/api/workspaces/${workspaceId}/audit.csv${filter === "" ? "" : `?${filter}`}`;
}
