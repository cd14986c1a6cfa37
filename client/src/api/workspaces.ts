import { type UpdateWorkspaceBody, type Workspace, workspaceSchema } from "@postil/shared/schema/workspace";
import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api } from "./http.ts";
import { fetchAll } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

const allWorkspaces = queryOptions({
  queryKey: queryKeys.workspaces,
  queryFn: ({ signal }) => fetchAll("/workspaces", workspaceSchema, signal),
});

export function useWorkspaces() {
  return useQuery(allWorkspaces);
}

/** Asks for them where no page has, so that the way to what is kept on this device is kept too. Never rejects. */
export function prefetchWorkspaces(client: QueryClient): Promise<void> {
  return client.prefetchQuery(allWorkspaces);
}

/** Disabled while the id is not known yet. */
export function useWorkspace(workspaceId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.workspace(workspaceId ?? ""),
    queryFn: ({ signal }) => api.get(`/workspaces/${workspaceId}`, workspaceSchema, { signal }),
    enabled: workspaceId !== undefined,
  });
}

/** Filled by the frame around a workspace's pages. */
export const WorkspaceContext = createContext<Workspace | null>(null);

/** The workspace whose page this is. Only inside its frame; throws elsewhere. */
export function useCurrentWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("useCurrentWorkspace outside a workspace's pages");
  return workspace;
}

export function useCreateWorkspace() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string }) => api.post("/workspaces", body, workspaceSchema),
    onSuccess: (workspace) => {
      client.setQueryData<Workspace>(queryKeys.workspace(workspace.id), workspace);
      void client.invalidateQueries({ queryKey: queryKeys.workspaces });
    },
  });
}

/** Its name, and who may add tags. */
export function useUpdateWorkspace(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateWorkspaceBody) => api.patch(`/workspaces/${workspaceId}`, body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: queryKeys.workspace(workspaceId) });
      void client.invalidateQueries({ queryKey: queryKeys.workspaces });
    },
  });
}

export function useDeleteWorkspace(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { confirm: string }) => api.delete(`/workspaces/${workspaceId}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.workspaces }),
  });
}
