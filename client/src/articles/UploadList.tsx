import { Button, CloseButton, Progress } from "@mantine/core";
import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from "lucide-react";
import { Link } from "react-router";
import type { UploadItem } from "./upload-queue.ts";
import styles from "./uploads.module.css";
import type { Uploads } from "./use-uploads.ts";
import { words } from "./words.ts";

/** How far the files have come, and why some were not taken. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { items, running } = uploads;
  if (items.length === 0) return null;
  const added = items.filter(({ state }) => state === "added").length;
  const refused = items.filter(({ state }) => state === "refused").length;
  const over = items.filter(({ state }) => state !== "waiting" && state !== "sending").length;
  return (
    <section className={styles.uploads} aria-label={words.uploads.label}>
      <div className={styles.head}>
        <strong role="status">
          {running ? words.uploads.running(over, items.length) : words.uploads.finished(added, refused)}
        </strong>
        {running ? (
          <Button variant="default" size="xs" onClick={uploads.cancel}>
            {words.uploads.cancelAll}
          </Button>
        ) : (
          <CloseButton aria-label={words.uploads.close} onClick={uploads.clear} />
        )}
      </div>
      <ul className={styles.list}>
        {items.map((item) => (
          <UploadRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

const MARKS = {
  waiting: CircleDashed,
  sending: CircleDashed,
  added: CircleCheck,
  refused: CircleAlert,
  cancelled: CircleSlash,
} as const;

function UploadRow({ item }: { item: UploadItem }) {
  const Mark = MARKS[item.state];
  return (
    <li className={styles.row} data-state={item.state}>
      <Mark size={16} aria-hidden className={styles.mark} />
      <div className={styles.what}>
        {item.articleId ? (
          <Link to={`/a/${item.articleId}`} aria-label={words.uploads.open(item.name)}>
            {item.name}
          </Link>
        ) : (
          item.name
        )}
        {item.state === "sending" && (
          <Progress value={item.progress * 100} size="xs" aria-label={words.uploads.sending} className={styles.bar} />
        )}
        {item.message && <div className={styles.reason}>{item.message}</div>}
      </div>
      {item.state !== "refused" && <span className={styles.state}>{STATES[item.state]}</span>}
    </li>
  );
}

const STATES = {
  waiting: words.uploads.waiting,
  sending: words.uploads.sending,
  added: words.uploads.done,
  cancelled: words.uploads.cancelled,
} as const;
