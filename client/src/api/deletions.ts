import { type DeletionsAnswer, deletionsAnswerSchema, MAX_ASKED } from "@postil/shared/schema/deletion";
import { useQuery } from "@tanstack/react-query";
import { api } from "./http.ts";

/** Something deleted, as its layer says it. */
interface Deletion {
  id: string;
  deleted: { by: string; at: number };
}

const NOTHING: ReadonlyMap<string, number> = new Map();

/**
 * How many days each of these has until it goes for good, as the server counts them: a clock on somebody's desk may be
 * wrong. Those that it hasn't told are not in it.
 */
export function useDaysLeft(layerId: string, deletions: readonly Deletion[]): ReadonlyMap<string, number> {
  const { data } = useQuery({
    // Deleted again, it is kept anew.
    queryKey: ["deletions", layerId, deletions.map(({ id, deleted }) => `${id}/${deleted.at}`)],
    queryFn: async ({ signal }) => {
      const ids = deletions.map(({ id }) => id);
      const left = new Map<string, number>();
      for (let from = 0; from < ids.length; from += MAX_ASKED) {
        const asked = ids.slice(from, from + MAX_ASKED).join(",");
        const path = `/layers/${layerId}/deletions?ids=${asked}`;
        const { items }: DeletionsAnswer = await api.get(path, deletionsAnswerSchema, { signal });
        for (const { id, daysLeft } of items) left.set(id, daysLeft);
      }
      return left;
    },
    enabled: deletions.length > 0,
    placeholderData: (before) => before,
    gcTime: 0,
    staleTime: 0,
  });
  return data ?? NOTHING;
}
