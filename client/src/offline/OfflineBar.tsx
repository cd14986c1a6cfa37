import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import { queryKeys } from "../api/query-keys.ts";
import { useReached } from "../api/reach.ts";
import styles from "./bars.module.css";
import { words } from "./words.ts";

/** A server that is started anew is back before this, in ms: nobody need hear of it. */
const PATIENCE = 1_500;

/** Says over a page that the server can't be reached, and what can be done meanwhile. The reader says it itself. */
export function OfflineBar() {
  const away = useAway();
  const { pathname } = useLocation();
  const client = useQueryClient();
  const reading = pathname.startsWith("/a/");
  return (
    <div role="status" className={styles.region}>
      {away && !reading && (
        <div className={styles.bar} data-offline>
          <CloudOff size={18} aria-hidden className={styles.icon} />
          <span className={styles.text}>{words.offline}</span>
          <span className={styles.actions}>
            {pathname !== "/" && <Link to="/">{words.workspaces}</Link>}
            <Button variant="default" size="xs" onClick={() => void client.refetchQueries({ queryKey: queryKeys.me })}>
              {words.tryAgain}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

function useAway(): boolean {
  const reached = useReached();
  const [away, setAway] = useState(false);
  useEffect(() => {
    if (reached) {
      setAway(false);
      return;
    }
    const timer = setTimeout(() => setAway(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [reached]);
  return away;
}
