import type * as Y from "yjs";
import { LAYER_MAPS, type LayerMapName, layerMap } from "./layer-document.ts";

/** One entry that a transaction changed; `value` undefined when it is gone. */
export interface ChangedEntry {
  map: LayerMapName;
  key: string;
  value: unknown;
}

/** The entries of a layer document that a transaction changed. Call it while or right after the transaction ends. */
export function changedEntries(doc: Y.Doc, transaction: Y.Transaction): ChangedEntry[] {
  const changed: ChangedEntry[] = [];
  const keysByType: ReadonlyMap<unknown, ReadonlySet<string | null>> = transaction.changed;
  for (const map of LAYER_MAPS) {
    const type = layerMap(doc, map);
    for (const key of keysByType.get(type) ?? []) {
      if (key !== null) changed.push({ map, key, value: type.get(key) });
    }
  }
  return changed;
}
