import { type CreateLayerBody, layerInfoSchema } from "@postil/shared/schema/article";
import {
  type Assignment,
  type AssignmentFields,
  assignmentEventSchema,
  assignmentSchema,
  assignmentSummarySchema,
  gridSchema,
  pseudonymSchema,
  type UpdateAssignmentBody,
} from "@postil/shared/schema/assignment";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, queryString } from "./http.ts";
import { fetchAll, listSchema } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

/** Newest first: for instructors all of them, for members those that they take part in. */
export function useAssignments(workspaceId: string) {
  return useQuery({
    queryKey: [...queryKeys.assignments(workspaceId), "list"],
    queryFn: ({ signal }) => fetchAll(`/workspaces/${workspaceId}/assignments`, assignmentSummarySchema, signal),
  });
}

/** Those that were deleted, for instructors. */
export function useDeletedAssignments(workspaceId: string) {
  return useQuery({
    queryKey: [...queryKeys.assignments(workspaceId), "deleted"],
    queryFn: ({ signal }) =>
      fetchAll(`/workspaces/${workspaceId}/assignments`, assignmentSummarySchema, signal, { deleted: "1" }),
  });
}

/** What was done to it, newest first. */
export function useAssignmentLog(workspaceId: string, id: string) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.assignment(workspaceId, id), "log"],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        `/assignments/${id}/log${queryString({ limit: 20, cursor: pageParam })}`,
        listSchema(assignmentEventSchema),
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

function oneAssignment(workspaceId: string, id: string) {
  return {
    queryKey: queryKeys.assignment(workspaceId, id),
    queryFn: ({ signal }: { signal: AbortSignal }) => api.get(`/assignments/${id}`, assignmentSchema, { signal }),
  };
}

export function useAssignment(workspaceId: string, id: string) {
  return useQuery(oneAssignment(workspaceId, id));
}

/** Several, each as its page shows it; null while some are on their way. Those that can't be had are left out. */
export function useAssignmentsById(workspaceId: string, ids: readonly string[]): readonly Assignment[] | null {
  return useQueries({ queries: ids.map((id) => oneAssignment(workspaceId, id)), combine: allOf });
}

function allOf(results: { data: Assignment | undefined; isPending: boolean }[]): Assignment[] | null {
  return results.some(({ isPending }) => isPending) ? null : results.flatMap(({ data }) => (data ? [data] : []));
}

/** People × articles, for instructors only. `group`: those of one group; "": all. */
export function useGrid(workspaceId: string, id: string, group = "") {
  return useQuery({
    queryKey: [...queryKeys.grid(workspaceId, id), group],
    queryFn: ({ signal }) => api.get(`/assignments/${id}/grid${queryString({ group })}`, gridSchema, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** `names`: what people are called in it who write under another name. */
export function gridCsvUrl(id: string, group = "", names: GridNames = "both"): string {
  return `/api/assignments/${id}/grid.csv${queryString({ group, names: names === "both" ? "" : names })}`;
}
export type GridNames = "names" | "pseudonyms" | "both";

/** Those who write under another name in layers that the caller may read. */
export function usePseudonyms(workspaceId: string) {
  return useQuery({
    queryKey: queryKeys.pseudonyms(workspaceId),
    queryFn: async ({ signal }) =>
      (await api.get(`/workspaces/${workspaceId}/pseudonyms`, listSchema(pseudonymSchema), { signal })).items,
  });
}

function useChanged(workspaceId: string) {
  const client = useQueryClient();
  return (answer: Assignment | undefined) => {
    if (answer) client.setQueryData(queryKeys.assignment(workspaceId, answer.id), answer);
    void client.invalidateQueries({ queryKey: queryKeys.assignments(workspaceId) });
    void client.invalidateQueries({ queryKey: queryKeys.openArticles });
  };
}

export function useCreateAssignment(workspaceId: string) {
  const onSuccess = useChanged(workspaceId);
  return useMutation({
    mutationFn: (body: AssignmentFields) => api.post(`/workspaces/${workspaceId}/assignments`, body, assignmentSchema),
    onSuccess,
  });
}

export function useUpdateAssignment(workspaceId: string, id: string) {
  const onSuccess = useChanged(workspaceId);
  return useMutation({
    mutationFn: (body: UpdateAssignmentBody) => api.patch(`/assignments/${id}`, body, assignmentSchema),
    onSuccess,
  });
}

/** What is done to an assignment without saying more. */
export type AssignmentStep = "publish" | "submit" | "take-back" | "reveal" | "restore";

export function useAssignmentStep(workspaceId: string, id: string) {
  const onSuccess = useChanged(workspaceId);
  return useMutation({
    mutationFn: (step: AssignmentStep) => api.post(`/assignments/${id}/${step}`, undefined, assignmentSchema),
    onSuccess,
  });
}

export function useRemind(id: string) {
  return useMutation({ mutationFn: () => api.post(`/assignments/${id}/remind`) });
}

export function useDeleteAssignment(workspaceId: string, id: string) {
  const changed = useChanged(workspaceId);
  return useMutation({ mutationFn: () => api.delete(`/assignments/${id}`), onSuccess: () => changed(undefined) });
}

/** `until` as ISO 8601; null takes the extension back. */
export function useExtend(workspaceId: string, id: string) {
  const onSuccess = useChanged(workspaceId);
  return useMutation({
    mutationFn: ({ actor, until }: { actor: string; until: string | null }) =>
      api.patch(`/assignments/${id}/people/${actor}`, { extendedUntil: until }, assignmentSchema),
    onSuccess,
  });
}

/** One of the caller's layers on an article, or the agreed one: made when there is none yet. */
export function useOpenLayer(articleId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateLayerBody) => api.post(`/articles/${articleId}/layers`, body, layerInfoSchema),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.article(articleId) }),
  });
}
