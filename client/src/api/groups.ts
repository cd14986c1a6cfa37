import { groupSchema, type MemberGroup } from "@postil/shared/schema/group";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { compareNames } from "../ui/format.ts";
import { api } from "./http.ts";
import { fetchAll } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

/** By name: all groups for instructors, for others those they are in. */
export function useGroups(workspaceId: string) {
  return useQuery({
    queryKey: queryKeys.groups(workspaceId),
    queryFn: async ({ signal }) => {
      const groups = await fetchAll(`/workspaces/${workspaceId}/groups`, groupSchema, signal);
      return groups.sort((a, b) => compareNames(a.name, b.name));
    },
  });
}

/** Answers who is in at least one of some groups now. */
export function usePeopleOfGroups(workspaceId: string): (ids: readonly string[]) => ReadonlySet<string> {
  const { data } = useGroups(workspaceId);
  return (ids) => new Set((data ?? []).flatMap(({ id, people }) => (ids.includes(id) ? people : [])));
}

function useGroupsChanged(workspaceId: string) {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.groups(workspaceId) }),
      client.invalidateQueries({ queryKey: queryKeys.assignments(workspaceId) }),
    ]);
}

export function useCreateGroup(workspaceId: string) {
  const onSuccess = useGroupsChanged(workspaceId);
  return useMutation({
    mutationFn: (name: string) => api.post(`/workspaces/${workspaceId}/groups`, { name }, groupSchema),
    onSuccess,
  });
}

export function useRenameGroup(workspaceId: string) {
  const onSuccess = useGroupsChanged(workspaceId);
  return useMutation({
    mutationFn: ({ id, name }: Pick<MemberGroup, "id" | "name">) => api.patch(`/groups/${id}`, { name }, groupSchema),
    onSuccess,
  });
}

/** `people`: actors of all who are in it from now on. */
export function useSetGroupPeople(workspaceId: string) {
  const onSuccess = useGroupsChanged(workspaceId);
  return useMutation({
    mutationFn: ({ id, people }: Pick<MemberGroup, "id" | "people">) =>
      api.put(`/groups/${id}/people`, { actors: people }, groupSchema),
    onSuccess,
  });
}

export function useDeleteGroup(workspaceId: string) {
  const onSuccess = useGroupsChanged(workspaceId);
  return useMutation({ mutationFn: (id: string) => api.delete(`/groups/${id}`), onSuccess });
}
