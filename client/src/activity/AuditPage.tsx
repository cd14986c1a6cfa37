import { Button } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import { AUDIT_KINDS } from "@postil/shared/schema/audit";
import { Download, Lock, ScrollText, SearchX } from "lucide-react";
import { useMemo } from "react";
import { auditCsvUrl, useAudit } from "../api/activity.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader } from "../ui/Page.tsx";
import { Problem } from "../ui/Problem.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { ActivityFilters } from "./ActivityFilters.tsx";
import { AuditTable } from "./AuditTable.tsx";
import styles from "./activity.module.css";
import { countFilters, toQuery } from "./activity-filter.ts";
import { useActivityFilter } from "./use-activity-filter.ts";
import { words } from "./words.ts";

const KINDS = AUDIT_KINDS.map((kind) => ({ value: kind, label: words.audit.kinds[kind] }));

/** Who did what, for owners; taken away as it is filtered. */
export function AuditPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.audit.title, workspace.name);
  const { filter, change } = useActivityFilter(AUDIT_KINDS);
  // The list knows no articles.
  const query = toQuery({ ...filter, article: [] });
  if (!can(workspace.me.role, "see-audit")) {
    return (
      <Page>
        <EmptyState icon={Lock} title={words.audit.ownersOnlyTitle} heading="h1">
          {words.audit.ownersOnlyText}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page>
      <PageHeader
        title={words.audit.title}
        actions={
          <Button
            component="a"
            href={auditCsvUrl(workspace.id, query)}
            download
            variant="default"
            leftSection={<Download size={16} aria-hidden />}
          >
            {words.audit.csv}
          </Button>
        }
      >
        {words.audit.lead}
      </PageHeader>
      <ActivityFilters workspaceId={workspace.id} kinds={KINDS} filter={filter} change={change} />
      <AuditList workspaceId={workspace.id} query={query} isFiltered={countFilters(filter) > 0} />
      <p className={styles.note}>{words.audit.fair}</p>
    </Page>
  );
}

function AuditList({ workspaceId, query, isFiltered }: { workspaceId: string; query: string; isFiltered: boolean }) {
  const list = useAudit(workspaceId, query);
  const { data, error, isPlaceholderData, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  if (!data) {
    if (!error) return <Loading />;
    return <ErrorState title={words.audit.error} error={error} onRetry={() => void list.refetch()} />;
  }
  if (items.length === 0) {
    if (isFiltered) return <EmptyState icon={SearchX} title={words.noneFit} />;
    return <EmptyState icon={ScrollText} title={words.audit.emptyTitle} />;
  }
  return (
    <div className={styles.feed} data-old={isPlaceholderData}>
      <AuditTable items={items} />
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
