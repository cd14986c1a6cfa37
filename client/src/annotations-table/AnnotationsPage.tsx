import { Button } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import { Highlighter, SearchX } from "lucide-react";
import { useCallback, useMemo } from "react";
import { Link } from "react-router";
import { useAnnotationList } from "../api/annotations.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { words as shared } from "../ui/words.ts";
import { AnnotationFilters, AnnotationOrder } from "./AnnotationFilters.tsx";
import { AnnotationTable } from "./AnnotationTable.tsx";
import { type AnnotationFilter, countFilters, toQuery } from "./annotation-filter.ts";
import styles from "./annotations.module.css";
import { ExportMenu } from "./ExportMenu.tsx";
import { useAnnotationFilter } from "./use-annotation-filter.ts";
import { useLiveList } from "./use-live-list.ts";
import { words } from "./words.ts";

/** Everything one may see, filtered by what the address says; exported as it is filtered. */
export function AnnotationsPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.title, workspace.name);
  const { filter } = useAnnotationFilter();
  return (
    <Page>
      <PageHeader
        title={words.title}
        actions={
          <ExportMenu workspaceId={workspace.id} filter={filter} moderates={can(workspace.me.role, "moderate")} />
        }
      />
      <AnnotationFilters workspaceId={workspace.id} />
      <AnnotationList workspaceId={workspace.id} filter={filter} />
    </Page>
  );
}

function AnnotationList({ workspaceId, filter }: { workspaceId: string; filter: AnnotationFilter }) {
  const query = `${toQuery(filter)}&sort=${filter.sort}`;
  const list = useAnnotationList(workspaceId, query);
  const { data, error, isPlaceholderData, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const { refetch, fetchNextPage } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const { behind, catchUp } = useLiveList(workspaceId, data?.pages.length ?? 0, refetch);
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  if (!data) {
    if (!error) return <Loading />;
    return <ErrorState title={words.error} error={error} onRetry={() => void refetch()} />;
  }
  return (
    <div className={styles.list} data-old={isPlaceholderData}>
      <div className={styles.status}>
        <span role="status">{words.count(items.length, hasNextPage)}</span>
        {behind && (
          <span className={styles.behind}>
            {words.behind}{" "}
            <Button variant="subtle" size="compact-sm" onClick={catchUp}>
              {words.showChanges}
            </Button>
          </span>
        )}
        <AnnotationOrder />
      </div>
      {items.length > 0 ? (
        <AnnotationTable workspaceId={workspaceId} items={items} hasMore={hasNextPage} loadMore={loadMore} />
      ) : countFilters(filter) > 0 ? (
        <EmptyState icon={SearchX} title={words.noneFit} />
      ) : (
        <EmptyState
          icon={Highlighter}
          title={words.emptyTitle}
          actions={
            <Button component={Link} to={`/w/${workspaceId}`} variant="default">
              {words.toArticles}
            </Button>
          }
        >
          {words.emptyText}
        </EmptyState>
      )}
      {isFetchNextPageError ? (
        <div className={styles.end}>
          <Problem message={words.moreFailed} />
          <Button variant="default" onClick={() => void fetchNextPage()}>
            {shared.tryAgain}
          </Button>
        </div>
      ) : (
        isFetchingNextPage && <Loading label={words.loadingMore} />
      )}
    </div>
  );
}
