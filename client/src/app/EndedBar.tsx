import { TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { useLocation } from "react-router";
import { type Ended, setEnded, useEnded } from "../live/notices.ts";
import styles from "./EndedBar.module.css";
import { words } from "./words.ts";

/**
 * Says that the session, the membership or the article has ended while the page below stays as it is. Its links load
 * anew: what is in memory belongs to what has ended.
 */
export function EndedBar() {
  const ended = useEnded();
  const { pathname, search } = useLocation();
  useEffect(() => {
    // Elsewhere than where it ended, the notice of an article or a workspace has no more to say.
    if (ended && ended.kind !== "signedOut" && !concerns(ended, pathname)) setEnded(null);
  }, [ended, pathname]);
  return (
    <div role="alert" data-screen-only className={styles.region}>
      {ended && (
        <div className={styles.bar} data-ended>
          <TriangleAlert size={18} aria-hidden className={styles.icon} />
          <span className={styles.text}>{describe(ended)}</span>
          <a href={target(ended, `${pathname}${search}`)}>{label(ended)}</a>
        </div>
      )}
    </div>
  );
}

/** The reader's path doesn't name the workspace: what ended there concerns every article that is open. */
function concerns(ended: Exclude<Ended, { kind: "signedOut" }>, pathname: string): boolean {
  if (ended.kind === "articleDeleted") return pathname === `/a/${ended.articleId}`;
  return pathname.startsWith("/a/") || pathname.startsWith(`/w/${ended.workspaceId}`);
}

function describe(ended: Ended): string {
  if (ended.kind === "articleDeleted") return words.ended.articleDeleted(ended.title, ended.by);
  return words.ended[ended.kind];
}

/** `here`: path and query, to come back to. */
function target(ended: Ended, here: string): string {
  if (ended.kind === "signedOut") return `/sign-in?next=${encodeURIComponent(here)}`;
  return ended.kind === "articleDeleted" ? `/w/${ended.workspaceId}` : "/";
}

function label(ended: Ended): string {
  if (ended.kind === "signedOut") return words.ended.signIn;
  return ended.kind === "articleDeleted" ? words.ended.toWorkspace : words.ended.toHome;
}
