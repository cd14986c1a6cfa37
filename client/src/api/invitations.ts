import { invitationPreviewSchema, invitationSchema } from "@postil/shared/schema/invitation";
import type { Role } from "@postil/shared/schema/role";
import { workspaceSchema } from "@postil/shared/schema/workspace";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "./http.ts";
import { fetchAll } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

/** Invitations that wait to be accepted. */
export function useInvitations(workspaceId: string, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.invitations(workspaceId),
    queryFn: ({ signal }) => fetchAll(`/workspaces/${workspaceId}/invitations`, invitationSchema, signal),
    enabled,
  });
}

/** Answers the invitation with its `url`, which is shown this once. */
export function useCreateInvitation(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { role: Role; email?: string | undefined; expiresInDays?: number }) =>
      api.post(`/workspaces/${workspaceId}/invitations`, body, invitationSchema),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.invitations(workspaceId) }),
  });
}

export function useRevokeInvitation(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/workspaces/${workspaceId}/invitations/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.invitations(workspaceId) }),
  });
}

/** Disabled without a token. */
export function useInvitationPreview(token: string | undefined) {
  return useQuery({
    queryKey: queryKeys.invitation(token ?? ""),
    queryFn: ({ signal }) =>
      api.get(`/invitations/${encodeURIComponent(token ?? "")}`, invitationPreviewSchema, { signal }),
    enabled: token !== undefined,
    staleTime: 0,
  });
}

export function useAcceptInvitation(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`/invitations/${encodeURIComponent(token)}/accept`, undefined, workspaceSchema),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.workspaces }),
  });
}
