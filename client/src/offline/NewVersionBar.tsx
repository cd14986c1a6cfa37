import { Button } from "@mantine/core";
import { Sparkles } from "lucide-react";
import { useState } from "react";
import styles from "./bars.module.css";
import { useNewVersion } from "./new-version.ts";
import { words } from "./words.ts";

/** Offers to reload into a new version. It never does so by itself: somebody may be writing. */
export function NewVersionBar() {
  const isNew = useNewVersion();
  const [later, setLater] = useState(false);
  return (
    <div role="status" className={styles.region}>
      {isNew && !later && (
        <div className={styles.bar} data-new-version>
          <Sparkles size={18} aria-hidden className={styles.icon} />
          <span className={styles.text}>{words.newVersion}</span>
          <span className={styles.actions}>
            <Button size="xs" onClick={() => window.location.reload()}>
              {words.reload}
            </Button>
            <Button size="xs" variant="default" onClick={() => setLater(true)}>
              {words.later}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
