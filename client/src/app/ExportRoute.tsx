import { AnnotationFilters } from "../annotations-table/AnnotationFilters.tsx";
import { toQuery } from "../annotations-table/annotation-filter.ts";
import { useAnnotationFilter } from "../annotations-table/use-annotation-filter.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { ExportPage } from "../exports/ExportPage.tsx";

/** What is exported is chosen as the list of annotations is filtered, by the same address. */
export function ExportRoute() {
  const { id } = useCurrentWorkspace();
  const { filter } = useAnnotationFilter();
  return <ExportPage filters={<AnnotationFilters workspaceId={id} />} filter={toQuery(filter)} />;
}
