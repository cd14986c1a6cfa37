import { type LayerReader, layerReadersAnswerSchema, textHistoryAnswerSchema } from "@postil/shared/schema/thread";
import { useQuery } from "@tanstack/react-query";
import { api } from "./http.ts";
import { queryKeys } from "./query-keys.ts";

const NOBODY: readonly LayerReader[] = [];

/** Who may read a layer, by name: whom one can mention there. None while that isn't known. */
export function useLayerReaders(workspaceId: string, layerId: string | undefined): readonly LayerReader[] {
  const { data } = useQuery({
    queryKey: queryKeys.layerReaders(workspaceId, layerId ?? ""),
    queryFn: ({ signal }) => api.get(`/layers/${layerId}/readers`, layerReadersAnswerSchema, { signal }),
    enabled: layerId !== undefined,
  });
  return data?.items ?? NOBODY;
}

/** What a note (by its annotation's id) or a comment read before, the newest first. Asked anew each time it is opened. */
export function useTextHistory(layerId: string, kind: "note" | "comment", id: string) {
  const path = kind === "note" ? `annotations/${id}` : `comments/${id}`;
  return useQuery({
    queryKey: ["text-history", layerId, path],
    queryFn: ({ signal }) => api.get(`/layers/${layerId}/${path}/history`, textHistoryAnswerSchema, { signal }),
    gcTime: 0,
    staleTime: 0,
  });
}
