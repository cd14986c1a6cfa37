import type { ActivityItem } from "@postil/shared/schema/activity";
import styles from "./activity.module.css";
import { words } from "./words.ts";

/** A glimpse of what an item is about: the passage, the tags that changed, the articles that were added. */
export function Details({ item }: { item: ActivityItem }) {
  const { annotation, changes, things, count, type } = item;
  if (annotation !== null && annotation.quote !== "")
    return <blockquote className={styles.quote}>{annotation.quote}</blockquote>;
  if (changes.length > 0) {
    return (
      <ul className={styles.changes}>
        {changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change their order, and two may read alike
          <li key={index}>{words.change(change)}</li>
        ))}
      </ul>
    );
  }
  const isListed = count > 1 && (type === "article-added" || type === "article-deleted");
  if (!isListed) return null;
  return <p className={styles.quiet}>{words.andMore(things, count - things.length)}</p>;
}
