import { annotationListItemSchema } from "@postil/shared/schema/annotation-query";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "./http.ts";
import { listSchema } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

const pageSchema = listSchema(annotationListItemSchema);
const PAGE = 100;

/**
 * Pages of what the caller may see. `filter`: the query string of the filters without "?", as `GET
 * /api/workspaces/:w/annotations` takes them.
 */
export function useAnnotationList(workspaceId: string, filter: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.annotations(workspaceId, filter),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(filter);
      query.set("limit", String(PAGE));
      if (pageParam !== null) query.set("cursor", pageParam);
      return api.get(`/workspaces/${workspaceId}/annotations?${query}`, pageSchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Those of these annotations that the caller may see; 100 at most. */
export function useAnnotationsById(workspaceId: string, ids: readonly string[]) {
  const filter = new URLSearchParams([...ids.map((id) => ["id", id]), ["limit", String(PAGE)]]).toString();
  return useQuery({
    queryKey: queryKeys.annotations(workspaceId, filter),
    queryFn: ({ signal }) => api.get(`/workspaces/${workspaceId}/annotations?${filter}`, pageSchema, { signal }),
    enabled: ids.length > 0,
  });
}
