import type { WorkAfterwards } from "@postil/shared/schema/account";
import type { Role } from "@postil/shared/schema/role";
import { type Member, memberSchema, workspaceSchema } from "@postil/shared/schema/workspace";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "./http.ts";
import { fetchAll } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

/** Everybody who is or was a member and left work behind: `active` false for the latter. */
export function useMembers(workspaceId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.members(workspaceId ?? ""),
    queryFn: ({ signal }) => fetchAll(`/workspaces/${workspaceId}/members`, memberSchema, signal),
    enabled: workspaceId !== undefined,
  });
}

/** The same, by actor id. */
export function useMembersByActor(workspaceId: string | undefined): ReadonlyMap<string, Member> {
  const { data } = useMembers(workspaceId);
  return useMemo(() => new Map((data ?? []).map((member) => [member.actor, member])), [data]);
}

function useMembersChanged(workspaceId: string) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: queryKeys.members(workspaceId) });
    void client.invalidateQueries({ queryKey: queryKeys.workspace(workspaceId) });
  };
}

export function useChangeRole(workspaceId: string) {
  const onSuccess = useMembersChanged(workspaceId);
  return useMutation({
    mutationFn: ({ actor, role }: { actor: string; role: Role }) =>
      api.patch(`/workspaces/${workspaceId}/members/${actor}`, { role }),
    onSuccess,
  });
}

/** Removes somebody, or oneself: that is leaving. `work`: under which name theirs stays. */
export function useRemoveMember(workspaceId: string) {
  const onSuccess = useMembersChanged(workspaceId);
  return useMutation({
    mutationFn: ({ actor, work }: { actor: string; work: WorkAfterwards }) =>
      api.delete(`/workspaces/${workspaceId}/members/${actor}`, { work }),
    onSuccess,
  });
}

/** Makes somebody else the owner, and oneself an instructor. */
export function useHandOver(workspaceId: string) {
  const onSuccess = useMembersChanged(workspaceId);
  return useMutation({
    mutationFn: (actor: string) => api.post(`/workspaces/${workspaceId}/owner`, { actor }, workspaceSchema),
    onSuccess,
  });
}
