import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { type ActivityFilter, readFilter, writeFilter } from "./activity-filter.ts";

/** The filter as it stands in the address. Changing it makes no new step in the history. */
export function useActivityFilter(kinds: readonly string[]) {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readFilter(search, kinds), [search, kinds]);
  const change = (part: Partial<ActivityFilter>) =>
    setSearch((before) => writeFilter(before, { ...readFilter(before, kinds), ...part }), { replace: true });
  return { filter, change };
}
