import { useCallback } from "react";
import { MarkAllContext } from "../annotations/room.ts";
import { ReadingCommands } from "./commands/ReadingCommands.tsx";
import { MarginZone } from "./MarginZone.tsx";
import { ShownRooms } from "./other-layers.tsx";
import { RailZone } from "./RailZone.tsx";
import { ReaderBar } from "./ReaderBar.tsx";
import { ReaderDialogs } from "./ReaderDialogs.tsx";
import { ReaderContext } from "./reader-context.ts";
import styles from "./reading-room.module.css";
import { SheetZone } from "./SheetZone.tsx";
import { SpokenWords } from "./SpokenWords.tsx";
import { TextZone } from "./TextZone.tsx";
import { type ReaderStateOptions, useReaderState } from "./use-reader-state.ts";

/** The reading room on one layer: rail, text, margin. */
export function ReaderView(props: ReaderStateOptions) {
  const reader = useReaderState(props);
  const { article, layers, preferences, setPreferences, width, drawer } = reader;
  const { store } = reader;
  const markAll = useCallback((annotation: string) => store.markAll({ annotation }), [store]);
  const wide = width === "wide";
  return (
    <ReaderContext value={reader}>
      <MarkAllContext value={markAll}>
        <ShownRooms rooms={reader.rooms} consensus={reader.consensus?.cards ?? null}>
          <ReaderBar
            title={article.title}
            railOpen={wide ? preferences.rail : drawer}
            onRail={() => (wide ? setPreferences({ rail: !preferences.rail }) : reader.setDrawer(true))}
            written={layers.written}
            session={reader.sessions.layer}
            readers={reader.readers}
            onSearch={() => {
              reader.setList(false);
              reader.showDialog("search");
            }}
            onJump={reader.go}
            onFollow={reader.follow}
            count={reader.annotations.shown.length}
            onList={
              width === "narrow"
                ? () => {
                    reader.showDialog(null);
                    reader.setList(true);
                  }
                : null
            }
          />
          <div className={styles.room}>
            <RailZone />
            <TextZone />
            <MarginZone />
          </div>
          {width === "narrow" && <SheetZone />}
          <ReaderDialogs />
          <ReadingCommands />
          <SpokenWords notes={reader.notes.notes} said={reader.said} />
        </ShownRooms>
      </MarkAllContext>
    </ReaderContext>
  );
}
