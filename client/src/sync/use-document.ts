import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { DocumentSession } from "./document-session.ts";
import { acquireDocument, releaseDocument } from "./open-sessions.ts";
import type { DocumentPlace } from "./recovered-row.ts";

const nothing = () => () => undefined;

/**
 * Opens a document while the component is mounted and re-renders on its changes of state (not of content). Components
 * that ask for the same document share one session. `presence` defaults to true for layers and false for texts: give
 * false for private layers. `about`: what the document belongs to; where it changes, the next opening knows.
 */
export function useDocument(
  name: string | null,
  userId: string,
  options: { presence?: boolean; about?: DocumentPlace } = {},
): DocumentSession | null {
  const presence = options.presence ?? name?.startsWith("layer/") ?? false;
  const latest = useRef(options.about);
  latest.current = options.about;
  const [session, setSession] = useState<DocumentSession | null>(null);
  useEffect(() => {
    if (name === null) return;
    const wanted = { name, userId, presence, ...(latest.current ? { about: latest.current } : {}) };
    setSession(acquireDocument(wanted));
    return () => {
      setSession(null);
      releaseDocument(wanted);
    };
  }, [name, userId, presence]);
  useSyncExternalStore(session ? (listener) => session.subscribe(listener) : nothing, () => session?.version ?? 0);
  return session?.name === name ? session : null;
}
