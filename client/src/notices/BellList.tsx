import { Button } from "@mantine/core";
import { Link } from "react-router";
import { useNotices } from "../api/notices.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { NoticeLine } from "./NoticeLine.tsx";
import styles from "./notices.module.css";
import { useReadAll } from "./use-read-all.ts";
import { words } from "./words.ts";

/** Lines shown under the bell; the page has the rest. */
const SHOWN = 10;

/** What opens under the bell. */
export function BellList({ unread, onClose }: { unread: number; onClose: () => void }) {
  const { data, error, refetch } = useNotices("", SHOWN);
  const items = data?.pages[0]?.items ?? [];
  const readAll = useReadAll(items[0]?.at);
  return (
    <>
      <div className={styles.head}>
        {/* Where the keyboard begins: what stands below may still be on its way. */}
        <h2 tabIndex={-1} data-autofocus className={styles.heading}>
          {words.title}
        </h2>
        {unread > 0 && readAll && (
          <Button variant="subtle" size="compact-sm" onClick={readAll}>
            {words.readAll}
          </Button>
        )}
      </div>
      {data ? (
        items.length > 0 ? (
          <ul className={styles.lines} data-short>
            {items.map((notice) => (
              <NoticeLine key={notice.id} notice={notice} onOpen={onClose} />
            ))}
          </ul>
        ) : (
          <p className={styles.nothing}>{words.empty}</p>
        )
      ) : error ? (
        <ErrorState title={words.listError} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label={words.loading} />
      )}
      <div className={styles.foot}>
        <Link to="/notices" onClick={onClose}>
          {words.all}
        </Link>
        <Link to="/account#notices" onClick={onClose}>
          {words.settings}
        </Link>
      </div>
    </>
  );
}
