import { commands } from "../commands/use-commands.ts";
import { lazyPart, whenIdle } from "../ui/lazy-part.tsx";
import { useReaderRoom } from "./reader-context.ts";
import styles from "./reading-room.module.css";

// The text comes first: it can be read and annotated before the rail beside it is there.
const Rail = lazyPart(async () => {
  await whenIdle();
  return (await import("./rail/Rail.tsx")).Rail;
});
const RailDrawer = lazyPart(async () => (await import("./rail/RailDrawer.tsx")).RailDrawer);

/** Left of the text where there is room, else a drawer over it. */
export function RailZone() {
  const reader = useReaderRoom();
  const { room, annotations, preferences, width, drawer, setDrawer, go } = reader;
  const rail = (
    <Rail
      article={reader.article}
      articles={reader.articles}
      layers={reader.layers}
      publish={room.publishing ? { publishing: room.publishing, ids: annotations.ownIds } : null}
      consensus={reader.consensus}
      annotations={annotations.all}
      filter={reader.filter}
      onFilter={reader.setFilter}
      filtersWanted={reader.filtersWanted}
      onFiltersTaken={reader.filtersTaken}
      blocks={reader.blocks}
      onOutline={(offset) => {
        setDrawer(false);
        go(offset);
      }}
      preferences={preferences}
      onPreferences={reader.setPreferences}
      onKeys={() => commands.run("app.keys")}
      onGone={() => setDrawer(false)}
    />
  );
  return (
    <>
      <div className={styles.railZone} data-screen-only>
        {width === "wide" && preferences.rail && rail}
      </div>
      {width !== "wide" && (
        <RailDrawer opened={drawer} onClose={() => setDrawer(false)}>
          {rail}
        </RailDrawer>
      )}
    </>
  );
}
