import { Button } from "@mantine/core";
import { ACTIVITY_KINDS } from "@postil/shared/schema/activity";
import { History, SearchX } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useActivity, useSeen } from "../api/activity.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { ActivityDays } from "./ActivityDays.tsx";
import { ActivityFilters } from "./ActivityFilters.tsx";
import styles from "./activity.module.css";
import { countFilters, toQuery } from "./activity-filter.ts";
import { useActivityFilter } from "./use-activity-filter.ts";
import { useNewActivity } from "./use-new-activity.ts";
import { words } from "./words.ts";

const KINDS = ACTIVITY_KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }));

/** What happened in the workspace, as far as one may see, filtered by what the address says. */
export function ActivityPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.title, workspace.name);
  const { filter, change } = useActivityFilter(ACTIVITY_KINDS);
  const isFiltered = countFilters(filter) > 0;
  return (
    <Page>
      <PageHeader title={words.title}>{words.lead}</PageHeader>
      <ActivityFilters workspaceId={workspace.id} kinds={KINDS} filter={filter} change={change} />
      <Feed workspaceId={workspace.id} query={toQuery(filter)} isFiltered={isFiltered} />
    </Page>
  );
}

function Feed({ workspaceId, query, isFiltered }: { workspaceId: string; query: string; isFiltered: boolean }) {
  const list = useActivity(workspaceId, query);
  const { data, error, isPlaceholderData, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const newest = isPlaceholderData ? undefined : items[0]?.at;
  const { fresh, show } = useNewActivity(workspaceId, query, newest, data !== undefined);
  const seen = useSeen(workspaceId);
  // Of the reading, not of what was read: what somebody did offline comes with a time that has passed.
  const readAt = isPlaceholderData ? undefined : data?.pages[0]?.readAt;
  useEffect(() => {
    if (readAt !== undefined && !isFiltered) seen(readAt);
  }, [readAt, isFiltered, seen]);

  if (!data) {
    if (!error) return <Loading />;
    return <ErrorState title={words.error} error={error} onRetry={() => void list.refetch()} />;
  }
  return (
    <div className={styles.feed} data-old={isPlaceholderData}>
      {/* Room is kept for it: nothing moves when it comes. */}
      <div className={styles.fresh} role="status">
        {fresh && (
          <Button variant="light" size="compact-sm" onClick={show}>
            {words.fresh(fresh.count, fresh.more)}
          </Button>
        )}
      </div>
      {items.length > 0 ? (
        <ActivityDays workspaceId={workspaceId} items={items} />
      ) : isFiltered ? (
        <EmptyState icon={SearchX} title={words.noneFit} />
      ) : (
        <EmptyState icon={History} title={words.emptyTitle}>
          {words.emptyText}
        </EmptyState>
      )}
      {isFetchNextPageError && <Problem message={words.moreFailed} />}
      {hasNextPage && (
        <div className={styles.more}>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      )}
    </div>
  );
}
