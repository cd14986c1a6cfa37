import {
  type CreateTagBody,
  deletedTagSchema,
  mergeSchema,
  refusalSchema,
  type Tag,
  type TagExample,
  tagSchema,
  tagUseSchema,
  type UpdateTagBody,
} from "@postil/shared/schema/tag";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "./http.ts";
import { fetchAll, listSchema } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

/** The workspace's codebook, without deleted tags; merged ones keep `mergedInto`. */
export function useTags(workspaceId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.tags(workspaceId ?? ""),
    queryFn: ({ signal }) => fetchAll(`/workspaces/${workspaceId}/tags`, tagSchema, signal),
    enabled: workspaceId !== undefined,
  });
}

/**
 * Tags by id, a merged tag's id leading to the one it was merged into. An id that leads nowhere belongs to a deleted
 * tag: hide it.
 */
export function useTagsById(workspaceId: string | undefined): ReadonlyMap<string, Tag> {
  const { data } = useTags(workspaceId);
  return useMemo(() => tagsById(data ?? []), [data]);
}

export function tagsById(tags: readonly Tag[]): Map<string, Tag> {
  const own = new Map(tags.map((tag) => [tag.id, tag]));
  const result = new Map<string, Tag>();
  for (const tag of tags) {
    let target: Tag | undefined = tag;
    for (let steps = 0; target?.mergedInto && steps < tags.length; steps++) target = own.get(target.mergedInto);
    if (target && !target.mergedInto) result.set(tag.id, target);
  }
  return result;
}

function useTagsChanged(workspaceId: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.tags(workspaceId) });
}

export function useCreateTag(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({
    mutationFn: (body: CreateTagBody) => api.post(`/workspaces/${workspaceId}/tags`, body, tagSchema),
    onSuccess,
  });
}

export function useUpdateTag(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: UpdateTagBody }) => api.patch(`/tags/${id}`, body, tagSchema),
    onSuccess,
  });
}

export function useAddExample(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({
    mutationFn: ({ id, example }: { id: string; example: TagExample }) =>
      api.post(`/tags/${id}/examples`, example, tagSchema),
    onSuccess,
  });
}

/** One's own proposals that were refused, newest first. */
export function useRefusals(workspaceId: string) {
  return useQuery({
    queryKey: refusalsKey(workspaceId),
    queryFn: async ({ signal }) =>
      (await api.get(`/workspaces/${workspaceId}/refusals`, listSchema(refusalSchema), { signal })).items,
  });
}

export function useDismissRefusal(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tag: string) => api.delete(`/workspaces/${workspaceId}/refusals/${tag}`),
    onSuccess: () => client.invalidateQueries({ queryKey: refusalsKey(workspaceId) }),
  });
}

/** Below the tags, so that what changes those fetches it anew. */
function refusalsKey(workspaceId: string) {
  return [...queryKeys.tags(workspaceId), "refusals"];
}

/** Answers what deleting would: a refusal is undone by restoring. */
export function useRefuseTag(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string | null }) =>
      api.post(`/tags/${id}/refuse`, { reason }, deletedTagSchema),
    onSuccess,
  });
}

/** Answers how many annotations carried the tag, and which tags stood under it. */
export function useDeleteTag(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({ mutationFn: (id: string) => api.delete(`/tags/${id}`, undefined, deletedTagSchema), onSuccess });
}

/** `children`: what the deletion said it had moved. */
export function useRestoreTag(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({
    mutationFn: ({ id, children }: { id: string; children: string[] }) => api.post(`/tags/${id}/restore`, { children }),
    onSuccess,
  });
}

/** Makes a proposed tag one of the codebook. */
export function useAcceptTag(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({ mutationFn: (id: string) => api.post(`/tags/${id}/accept`, undefined, tagSchema), onSuccess });
}

/** What merging `from` into `into` would change; asked anew whenever it is shown. */
export function useMergePreview(workspaceId: string, from: string, into: string | null) {
  return useQuery({
    queryKey: [...queryKeys.tags(workspaceId), "merge", from, into],
    queryFn: ({ signal }) => api.get(`/tags/${from}/merge?into=${into}`, mergeSchema, { signal }),
    enabled: into !== null,
    staleTime: 0,
    retry: false,
  });
}

export function useMergeTags(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({
    mutationFn: ({ from, into }: { from: string; into: string }) =>
      api.post(`/tags/${from}/merge`, { into }, mergeSchema),
    onSuccess,
  });
}

export function useUnmergeTag(workspaceId: string) {
  const onSuccess = useTagsChanged(workspaceId);
  return useMutation({ mutationFn: (id: string) => api.post(`/tags/${id}/unmerge`, undefined, tagSchema), onSuccess });
}

/** What carries a tag, of what one may read. */
export function useTagUse(workspaceId: string, id: string) {
  return useQuery({
    queryKey: [...queryKeys.tags(workspaceId), "use", id],
    queryFn: ({ signal }) => api.get(`/tags/${id}/use`, tagUseSchema, { signal }),
  });
}
