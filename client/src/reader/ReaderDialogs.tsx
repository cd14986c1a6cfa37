import { useCallback } from "react";
import { Bin } from "./bin/Bin.tsx";
import { useListAhead } from "./list/LazyList.tsx";
import { OverlapMenu } from "./OverlapMenu.tsx";
import { Occurrences } from "./occurrences/Occurrences.tsx";
import { useReaderRoom } from "./reader-context.ts";
import { useReader } from "./reader-store.ts";

/** What lies over the reading room. */
export function ReaderDialogs() {
  const { store, annotations, text, reading } = useReaderRoom();
  useListAhead();
  const choosing = useReader(store, (state) => state.choosing);
  const onHover = useCallback((id: string | null) => store.hover(id === null ? [] : [id]), [store]);
  const closeChoice = useCallback(() => store.choose(null), [store]);
  return (
    <>
      {choosing && (
        <OverlapMenu
          annotations={choosing.ids.flatMap((id) => annotations.placed.find((one) => one.id === id) ?? [])}
          text={text}
          x={choosing.x}
          y={choosing.y}
          onHover={onHover}
          onChoose={(id) => reading.open(id, "card")}
          onClose={closeChoice}
        />
      )}
      <Occurrences />
      <Bin />
    </>
  );
}
