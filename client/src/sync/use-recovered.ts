import { useCallback, useEffect, useState } from "react";
import { listDrafts, type StoredDraft } from "./draft-storage.ts";
import type { RecoveredRow } from "./recovered-row.ts";
import { listRecovered, onRecoveredWork } from "./recovered-work.ts";

export interface Recovered {
  /** null while it is being read. */
  rows: readonly RecoveredRow[] | null;
  drafts: readonly StoredDraft[];
  /** Reads everything anew. */
  refresh(): void;
}

/** A person's recovered work and unsent words on this device. */
export function useRecovered(userId: string): Recovered {
  const [rows, setRows] = useState<readonly RecoveredRow[] | null>(null);
  const [drafts, setDrafts] = useState<readonly StoredDraft[]>([]);
  const refresh = useCallback(() => {
    setDrafts(listDrafts(userId));
    void listRecovered(userId).then(setRows);
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
  return { rows, drafts, refresh };
}
