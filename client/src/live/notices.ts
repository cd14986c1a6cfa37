import { useSyncExternalStore } from "react";

/**
 * Something that has ended under the person's hands. The page stays as it is, with everything typed into it; a bar says
 * what happened.
 */
export type Ended =
  | { kind: "signedOut" }
  | { kind: "removed"; workspaceId: string }
  | { kind: "workspaceDeleted"; workspaceId: string }
  | { kind: "articleDeleted"; workspaceId: string; articleId: string; title: string; by: string };

let ended: Ended | null = null;
const listeners = new Set<() => void>();

export function setEnded(next: Ended | null): void {
  if (next === ended) return;
  // Being signed out outweighs the rest: nothing else can be done before signing in again.
  if (next && ended?.kind === "signedOut") return;
  ended = next;
  for (const listener of listeners) listener();
}

/** Somebody signed in again, in another tab: what was said of the session is over. */
export function signedInAgain(): void {
  if (ended?.kind === "signedOut") setEnded(null);
}

export function useEnded(): Ended | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ended,
  );
}
