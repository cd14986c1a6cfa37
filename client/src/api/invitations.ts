import {
  type InviteManyBody,
  invitationPreviewSchema,
  invitationSchema,
  inviteManyAnswerSchema,
} from "@postil/shared/schema/invitation";
import type { Role } from "@postil/shared/schema/role";
import { workspaceSchema } from "@postil/shared/schema/workspace";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "./http.ts";
import { fetchAll } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

/** Invitations that wait to be accepted, those that have expired meanwhile too. */
export function useInvitations(workspaceId: string, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.invitations(workspaceId),
    queryFn: ({ signal }) => fetchAll(`/workspaces/${workspaceId}/invitations`, invitationSchema, signal),
    enabled,
  });
}

function useInvitationsChanged(workspaceId: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.invitations(workspaceId) });
}

/** Answers the invitation with its `url`, which is shown this once. */
export function useCreateInvitation(workspaceId: string) {
  const onSuccess = useInvitationsChanged(workspaceId);
  return useMutation({
    mutationFn: (body: { role: Role; groups?: string[]; expiresInDays?: number }) =>
      api.post(`/workspaces/${workspaceId}/invitations`, body, invitationSchema),
    onSuccess,
  });
}

/** Invites everybody on a pasted list; answers one result an entry, with the links of those invited. */
export function useInviteMany(workspaceId: string) {
  const onSuccess = useInvitationsChanged(workspaceId);
  return useMutation({
    mutationFn: (body: InviteManyBody) =>
      api.post(`/workspaces/${workspaceId}/invitations/batch`, body, inviteManyAnswerSchema),
    onSuccess,
  });
}

/** Mails an invitation again, or answers another `url` of it. One that has expired is renewed. */
export function useSendInvitation(workspaceId: string) {
  const onSettled = useInvitationsChanged(workspaceId);
  return useMutation({
    mutationFn: ({ id, mail }: { id: string; mail: boolean }) =>
      api.post(`/workspaces/${workspaceId}/invitations/${id}/send`, { mail }, invitationSchema),
    onSettled,
  });
}

export function useRevokeInvitation(workspaceId: string) {
  const onSettled = useInvitationsChanged(workspaceId);
  return useMutation({
    mutationFn: (id: string) => api.delete(`/workspaces/${workspaceId}/invitations/${id}`),
    onSettled,
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
