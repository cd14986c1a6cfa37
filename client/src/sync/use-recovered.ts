import { useCallback, useEffect, useState } from "react";
import { listDrafts, restoreDrafts, type StoredDraft } from "./draft-storage.ts";
import { pendingWork } from "./pending-work.ts";
import type { DocumentPlace, RecoveredRow } from "./recovered-row.ts";
import { listRecovered, onRecoveredWork } from "./recovered-work.ts";

export interface Recovered {
  /** null while it is being read. */
  rows: readonly RecoveredRow[] | null;
  drafts: readonly StoredDraft[];
  /** What the documents that hold unsent work belong to, by name, where that is known. */
  places: ReadonlyMap<string, DocumentPlace>;
  /** Reads everything anew. */
  refresh(): void;
}

/** A person's recovered work and unsent words on this device. */
export function useRecovered(userId: string): Recovered {
  const [rows, setRows] = useState<readonly RecoveredRow[] | null>(null);
  const [drafts, setDrafts] = useState<readonly StoredDraft[]>([]);
  const [places, setPlaces] = useState<ReadonlyMap<string, DocumentPlace>>(new Map());
  const refresh = useCallback(() => {
    void restoreDrafts(userId).then(() => setDrafts(listDrafts(userId)));
    void listRecovered(userId).then(setRows);
    void pendingWork(userId).then((works) =>
      setPlaces(new Map(works.flatMap(({ document, about }) => (about ? [[document, about]] : [])))),
    );
  }, [userId]);
  useEffect(() => {
    refresh();
    const stop = onRecoveredWork(refresh);
    // Another tab may have added to it.
    window.addEventListener("focus", refresh);
    return () => {
      stop();
      window.removeEventListener("focus", refresh);
    };
  }, [refresh]);
  return { rows, drafts, places, refresh };
}
