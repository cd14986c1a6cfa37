import { annotationListItemSchema } from "@postil/shared/schema/annotation-query";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
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
