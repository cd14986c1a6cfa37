import {
  type CodebookChange,
  type CopyCodebookBody,
  codebookChangeSchema,
  codebookImportSchema,
  codebookVersionSchema,
  differencesSchema,
  type ImportCodebookBody,
} from "@postil/shared/schema/codebook";
import type { Page } from "@postil/shared/schema/text-fields";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, queryString } from "./http.ts";
import { fetchAll, listSchema } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

/** Under the tags' key: what changes the codebook changes its history. */
const historyKey = (workspaceId: string, ...rest: unknown[]) => [...queryKeys.tags(workspaceId), "history", ...rest];

const PAGE = 30;

/** What was done to the codebook, the latest first, a page at a time. */
export function useCodebookChanges(workspaceId: string) {
  return useInfiniteQuery({
    queryKey: historyKey(workspaceId, "changes"),
    queryFn: ({ signal, pageParam }): Promise<Page<CodebookChange>> =>
      api.get(
        `/workspaces/${workspaceId}/codebook/changes${queryString({ limit: PAGE, cursor: pageParam })}`,
        listSchema(codebookChangeSchema),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useCodebookVersions(workspaceId: string) {
  return useQuery({
    queryKey: historyKey(workspaceId, "versions"),
    queryFn: ({ signal }) => fetchAll(`/workspaces/${workspaceId}/codebook/versions`, codebookVersionSchema, signal),
  });
}

/** `from`, `to`: numbers of versions, or `current`. */
export function useCodebookDifferences(workspaceId: string, from: string, to: string) {
  return useQuery({
    queryKey: historyKey(workspaceId, "differences", from, to),
    queryFn: async ({ signal }) => {
      const path = `/workspaces/${workspaceId}/codebook/differences${queryString({ from, to })}`;
      return (await api.get(path, differencesSchema, { signal })).items;
    },
  });
}

function useChanged(workspaceId: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.tags(workspaceId) });
}

export function useSaveVersion(workspaceId: string) {
  const onSuccess = useChanged(workspaceId);
  return useMutation({
    mutationFn: (body: { label: string }) =>
      api.post(`/workspaces/${workspaceId}/codebook/versions`, body, codebookVersionSchema),
    onSuccess,
  });
}

/** Without `apply` it only says what would happen. */
export function useImportCodebook(workspaceId: string) {
  const onSuccess = useChanged(workspaceId);
  return useMutation({
    mutationFn: (body: ImportCodebookBody) =>
      api.post(`/workspaces/${workspaceId}/codebook/import`, body, codebookImportSchema),
    onSuccess: (answer) => (answer.applied ? onSuccess() : undefined),
  });
}

export function useCopyCodebook(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CopyCodebookBody) =>
      api.post(`/workspaces/${workspaceId}/codebook/copy`, body, codebookImportSchema),
    onSuccess: ({ applied, workspaceId: to }) => {
      if (!applied) return;
      void client.invalidateQueries({ queryKey: queryKeys.workspaces });
      if (to) void client.invalidateQueries({ queryKey: queryKeys.tags(to) });
    },
  });
}
