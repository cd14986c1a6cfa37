import { Button, CloseButton } from "@mantine/core";
import { useEffect, useState, useSyncExternalStore } from "react";
import styles from "./Notices.module.css";
import { dismiss, type ShownNotice, shownNotices, subscribeNotices } from "./notify.ts";
import { words } from "./words.ts";

/** How long a notice stands, in ms; longer where there is something to press or a failure to read. */
const SHORT = 6_000;
const LONG = 15_000;

/** Where notices appear. Stands once, in the shell; it is a live region, so it must be there before its first notice. */
export function Notices() {
  const notices = useSyncExternalStore(subscribeNotices, shownNotices);
  return (
    <section
      data-screen-only
      className={styles.region}
      aria-label={words.notifications}
      aria-live="polite"
      aria-relevant="additions"
    >
      {notices.map((notice) => (
        <NoticeItem key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeItem({ notice }: { notice: ShownNotice }) {
  const [held, setHeld] = useState(false);
  const { id, undo, tone = "info" } = notice;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), undo || tone === "error" ? LONG : SHORT);
    return () => clearTimeout(timer);
  }, [id, undo, tone, held]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only stop the clock while somebody reads
    <div
      className={styles.notice}
      data-tone={tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.message}>{notice.message}</span>
      {undo && (
        <Button
          variant="subtle"
          size="compact-sm"
          // Several may stand there: which one it undoes is part of its name.
          aria-label={`${words.undo}: ${notice.message}`}
          onClick={() => {
            undo();
            dismiss(id);
          }}
        >
          {words.undo}
        </Button>
      )}
      <CloseButton aria-label={`${words.dismiss}: ${notice.message}`} onClick={() => dismiss(id)} size={24} />
    </div>
  );
}
