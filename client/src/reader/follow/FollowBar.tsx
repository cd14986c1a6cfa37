import { Button } from "@mantine/core";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { useReaderRoom } from "../reader-context.ts";
import styles from "./follow-bar.module.css";
import { useFollowing } from "./use-following.ts";
import { words } from "./words.ts";

/** Says whom one follows, and how that ends. */
export function FollowBar() {
  const { follow, say } = useReaderRoom();
  const followed = useFollowing();
  const stop = () => {
    if (followed) say(words.stopped(followed.name));
    follow(null);
  };
  useReaderCommands([
    {
      id: "reader.stopFollowing",
      title: words.stopFollowing,
      group: "moving",
      keys: [{ key: "Escape" }],
      enabled: followed !== null,
      keyOnly: true,
      first: true,
      run: stop,
    },
  ]);
  if (!followed) return null;
  return (
    <div className={styles.place} data-screen-only>
      <p className={styles.bar}>
        <span>
          <strong>{words.following(followed.name)}</strong> {words.how}
        </span>
        <Button size="compact-sm" variant="default" className={styles.stop} onClick={stop}>
          {words.stop}
        </Button>
      </p>
    </div>
  );
}
