import { ActionIcon, Button, Tooltip } from "@mantine/core";
import type { Notice } from "@postil/shared/schema/notice";
import { Check } from "lucide-react";
import { useEffect, useRef } from "react";
import { useReadNotices } from "../api/notices.ts";
import { notify } from "../ui/notify.ts";
import { NoticeLine } from "./NoticeLine.tsx";
import styles from "./notices.module.css";
import { words } from "./words.ts";

interface NoticeListProps {
  items: readonly Notice[];
  hasMore: boolean;
  loading: boolean;
  /** The next page could not be had: it is asked for by hand then. */
  failed: boolean;
  loadMore: () => void;
}

/** The button goes with what it says: the keyboard goes on at the next line, or the one before where there is none. */
function keepKeyboard(button: HTMLElement): void {
  const line = button.closest("li");
  const next = line?.nextElementSibling ?? line?.previousElementSibling;
  next?.querySelector("a")?.focus();
}

/** All lines, and more of them as the end comes near. */
export function NoticeList({ items, hasMore, loading, failed, loadMore }: NoticeListProps) {
  const { mutate: read } = useReadNotices();
  const end = useRef<HTMLDivElement>(null);
  const wanted = hasMore && !loading && !failed;
  useEffect(() => {
    const element = end.current;
    if (!element || !wanted) return;
    const observer = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && loadMore(), {
      rootMargin: "600px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [wanted, loadMore]);
  return (
    <>
      <ul className={styles.lines}>
        {items.map((notice) => (
          <NoticeLine key={`${notice.id}${notice.readAt === null}`} notice={notice}>
            {notice.readAt === null && (
              <Tooltip label={words.readOne}>
                <ActionIcon
                  aria-label={words.readThis(words.sentence(notice))}
                  onClick={(event) => {
                    keepKeyboard(event.currentTarget);
                    read({ ids: [notice.id] }, { onError: () => notify({ message: words.readFailed, tone: "error" }) });
                  }}
                >
                  <Check size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </NoticeLine>
        ))}
      </ul>
      {hasMore && (
        <div ref={end} className={styles.more}>
          <Button variant="default" loading={loading} onClick={loadMore}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  );
}
