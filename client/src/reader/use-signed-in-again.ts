import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useMe } from "../api/accounts.ts";
import { queryKeys } from "../api/query-keys.ts";
import type { DocumentSession } from "../sync/document-session.ts";

/** Least time between two attempts, in ms: should the server say at once that one is and isn't signed in. */
const PAUSE = 5_000;

/**
 * Where a document was closed because the session had ended: asks who is signed in now, which shows it on the page,
 * and opens the document again once it is the same person, who may have signed in in another tab.
 */
export function useSignedInAgain(userId: string, session: DocumentSession | null): void {
  const client = useQueryClient();
  const { data: me, dataUpdatedAt } = useMe();
  const signedOut = session?.closed?.reason === "signed-out";
  const since = useRef(0);
  const triedAt = useRef(0);

  useEffect(() => {
    if (!signedOut) return;
    since.current = Date.now();
    void client.invalidateQueries({ queryKey: queryKeys.me });
  }, [signedOut, client]);

  useEffect(() => {
    if (!signedOut || me?.id !== userId || dataUpdatedAt < since.current) return;
    const wait = triedAt.current + PAUSE - Date.now();
    const timer = setTimeout(
      () => {
        triedAt.current = Date.now();
        session?.reconnect();
      },
      Math.max(0, wait),
    );
    return () => clearTimeout(timer);
  }, [signedOut, me?.id, userId, dataUpdatedAt, session]);
}
