import { useCallback } from "react";
import { isFiltering, NO_FILTER } from "../annotations/filters.ts";
import { LazyList } from "./list/LazyList.tsx";
import { useListPreferences } from "./list/list-preferences.ts";
import { Margin } from "./Margin.tsx";
import { MarginNotice } from "./MarginNotice.tsx";
import head from "./margin/head.module.css";
import { MarginHead } from "./margin/MarginHead.tsx";
import { useReaderRoom } from "./reader-context.ts";
import styles from "./reading-room.module.css";
import { words } from "./words.ts";

/** Right of the text: the cards, and why there are none. */
export function MarginZone() {
  const reader = useReaderRoom();
  const { store, annotations, arrived, reading } = reader;
  const { list } = useListPreferences();
  const margin = reader.width !== "narrow";
  // Where there is no margin the sheet is called that.
  const Zone = margin ? "aside" : "div";
  const onHover = useCallback((id: string | null) => store.hover(id === null ? [] : [id]), [store]);
  const onFieldTaken = useCallback(() => store.fieldTaken(), [store]);
  return (
    <Zone className={styles.marginZone} aria-label={margin ? words.margin.label : undefined} data-single-keys>
      {arrived && margin && (annotations.all.length > 0 || list) && <MarginHead count={annotations.shown.length} />}
      {arrived && margin && list && annotations.shown.length > 0 && (
        <div className={head.list}>
          <LazyList onOpen={reading.open} opensHere />
        </div>
      )}
      {arrived && margin && !list && (
        <Margin
          root={reader.root}
          store={store}
          annotations={annotations.beside}
          blocks={reader.blocks}
          text={reader.text}
          basis={reader.filter}
          say={reader.say}
          onOpen={reading.open}
          onHover={onHover}
          onFieldTaken={onFieldTaken}
          onLeave={reading.back}
        />
      )}
      {arrived && (reader.settled || annotations.all.length > 0) && (
        <MarginNotice
          room={reader.room}
          closed={reader.layers.written.closed}
          total={annotations.all.length}
          shown={annotations.shown.length}
          filtering={isFiltering(reader.filter)}
          onClear={() => reader.setFilter(NO_FILTER)}
        />
      )}
    </Zone>
  );
}
