import { Button } from "@mantine/core";
import type { WorkspaceNews } from "@postil/shared/schema/activity";
import { Link } from "react-router";
import { useMarkSeen, useNews } from "../api/activity.ts";
import { Problem } from "../ui/Problem.tsx";
import { words as shared } from "../ui/words.ts";
import { ActivityRow } from "./ActivityRow.tsx";
import activityStyles from "./activity.module.css";
import styles from "./home.module.css";
import { words } from "./words.ts";

/** What others did in one's workspaces since one looked there, a few lines each. Nothing while there is none. */
export function News() {
  const { data, error, refetch } = useNews();
  const markSeen = useMarkSeen();
  if (!data) {
    if (!error) return null;
    return (
      <section className={styles.news}>
        <h2>{words.news.title}</h2>
        <Problem message={words.news.error} />
        <div>
          <Button variant="default" onClick={() => void refetch()}>
            {shared.tryAgain}
          </Button>
        </div>
      </section>
    );
  }
  if (data.length === 0) return null;
  return (
    <section className={styles.news}>
      <div className={styles.newsHead}>
        <h2>{words.news.title}</h2>
        <Button variant="subtle" size="compact-sm" loading={markSeen.isPending} onClick={() => markSeen.mutate(data)}>
          {words.news.seen}
        </Button>
      </div>
      {markSeen.error && <Problem message={markSeen.error.message} />}
      {data.map((one) => (
        <OfWorkspace key={one.workspace.id} news={one} />
      ))}
    </section>
  );
}

function OfWorkspace({ news: { workspace, items, more } }: { news: WorkspaceNews }) {
  return (
    <div className={styles.ofWorkspace}>
      <h3>
        <Link to={`/w/${workspace.id}/activity`} aria-label={words.news.all(workspace.name)}>
          {workspace.name}
        </Link>
      </h3>
      <ul className={activityStyles.rows}>
        {items.map((item) => (
          <ActivityRow key={item.id} workspaceId={workspace.id} item={item} short />
        ))}
      </ul>
      {more && (
        <Link to={`/w/${workspace.id}/activity`} className={styles.more}>
          {words.news.more(workspace.name)}
        </Link>
      )}
    </div>
  );
}
