import { useEffect, useState, useSyncExternalStore } from "react";
import type { DocumentSession } from "./document-session.ts";
import { acquireDocument, releaseDocument } from "./open-sessions.ts";

const nothing = () => () => undefined;

/**
 * Opens a document while the component is mounted and re-renders on its changes of state (not of content). Components
 * that ask for the same document share one session. `presence` defaults to true for layers and false for texts: give
 * false for private layers.
 */
export function useDocument(
  name: string | null,
  userId: string,
  options: { presence?: boolean } = {},
): DocumentSession | null {
  const presence = options.presence ?? name?.startsWith("layer/") ?? false;
  const [session, setSession] = useState<DocumentSession | null>(null);
  useEffect(() => {
    if (name === null) return;
    const wanted = { name, userId, presence };
    setSession(acquireDocument(wanted));
    return () => {
      setSession(null);
      releaseDocument(wanted);
    };
  }, [name, userId, presence]);
  useSyncExternalStore(session ? (listener) => session.subscribe(listener) : nothing, () => session?.version ?? 0);
  return session?.name === name ? session : null;
}
