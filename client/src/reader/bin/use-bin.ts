import { LayerReader } from "@postil/shared/document/readers";
import { useEffect, useMemo, useState } from "react";
import { useReaderRoom } from "../reader-context.ts";
import { type BinItem, binOf } from "./bin.ts";

/** What was deleted in the layer that is written into and concerns this person, as it changes. */
export function useBin(): readonly BinItem[] {
  const { sessions, room } = useReaderRoom();
  const { doc } = sessions.layer;
  const { writer } = room;
  const [reader, setReader] = useState<LayerReader | null>(null);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const made = new LayerReader(doc);
    made.onChange(() => setVersion((before) => before + 1));
    setReader(made);
    return () => made.destroy();
  }, [doc]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what is in the layer
  return useMemo(() => (reader ? binOf(reader, writer) : []), [reader, writer, version]);
}
