import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { type AnnotationFilter, readFilter, writeFilter } from "./annotation-filter.ts";

/** The filter as it stands in the address. Changing it makes no new step in the history. */
export function useAnnotationFilter() {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readFilter(search), [search]);
  const change = (part: Partial<AnnotationFilter>) =>
    setSearch((before) => writeFilter(before, part), { replace: true });
  return { filter, change };
}
