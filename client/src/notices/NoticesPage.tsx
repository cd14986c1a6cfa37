import { Button, SegmentedControl } from "@mantine/core";
import { NOTICE_KINDS } from "@postil/shared/schema/notice";
import { Bell } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { useNotices, useUnreadNotices } from "../api/notices.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { FilterSelect } from "../ui/FilterSelect.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { NoticeList } from "./NoticeList.tsx";
import styles from "./notices.module.css";
import { useReadAll } from "./use-read-all.ts";
import { words } from "./words.ts";

const PAGE = 30;
const KINDS = NOTICE_KINDS.map((kind) => ({ value: kind, label: words.kind[kind] }));

/** `/notices`: all of one's notices, by kind, read or not; the filters stand in the address. */
export function NoticesPage() {
  usePageTitle(words.title);
  const [search, setSearch] = useSearchParams();
  const unreadOnly = search.get("unread") === "1";
  const kinds = search.getAll("kind").filter((kind) => KINDS.some(({ value }) => value === kind));
  const filter = new URLSearchParams([
    ...(unreadOnly ? [["unread", "1"]] : []),
    ...kinds.map((kind) => ["kind", kind]),
  ]).toString();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = useNotices(
    filter,
    PAGE,
  );
  const unread = useUnreadNotices();
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const readAll = useReadAll(items[0]?.at);
  const show = (change: { unread?: boolean; kinds?: readonly string[] }) => {
    const next = new URLSearchParams();
    if (change.unread ?? unreadOnly) next.set("unread", "1");
    for (const kind of change.kinds ?? kinds) next.append("kind", kind);
    setSearch(next, { replace: true });
  };
  return (
    <Page width="narrow">
      <PageHeader
        title={words.title}
        actions={
          <>
            {unread > 0 && readAll && kinds.length === 0 && (
              <Button variant="default" onClick={readAll}>
                {words.readAll}
              </Button>
            )}
            <Button variant="subtle" component={Link} to="/account#notices">
              {words.settings}
            </Button>
          </>
        }
      >
        {words.lead}
      </PageHeader>
      <div className={styles.filters}>
        <SegmentedControl
          aria-label={words.show}
          value={unreadOnly ? "unread" : "all"}
          onChange={(value) => show({ unread: value === "unread" })}
          data={[
            { value: "all", label: words.shows.all },
            { value: "unread", label: words.shows.unread },
          ]}
        />
        <FilterSelect label={words.kinds} data={KINDS} value={kinds} onChange={(chosen) => show({ kinds: chosen })} />
      </div>
      {data ? (
        items.length > 0 ? (
          <NoticeList
            items={items}
            hasMore={hasNextPage}
            loading={isFetchingNextPage}
            failed={isFetchNextPageError}
            loadMore={() => void fetchNextPage()}
          />
        ) : kinds.length > 0 ? (
          <EmptyState
            icon={Bell}
            title={words.noneTitle}
            actions={
              <Button variant="default" onClick={() => show({ unread: false, kinds: [] })}>
                {words.showAll}
              </Button>
            }
          >
            {words.none}
          </EmptyState>
        ) : (
          <EmptyState icon={Bell} title={unreadOnly ? words.noUnreadTitle : words.emptyTitle}>
            {unreadOnly ? words.noUnread : words.empty}
          </EmptyState>
        )
      ) : error ? (
        <ErrorState title={words.listError} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label={words.loading} />
      )}
    </Page>
  );
}
