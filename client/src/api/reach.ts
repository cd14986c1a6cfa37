import { useSyncExternalStore } from "react";

let reached = true;
const listeners = new Set<() => void>();

/** Whether the server answered when it was last asked anything: `http.ts` says so after every call. */
export function sayReached(answered: boolean): void {
  if (answered === reached) return;
  reached = answered;
  for (const listener of listeners) listener();
}

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** False from the first call that the server, or what stands before it, did not answer, until one is answered again. */
export function isReached(): boolean {
  return reached;
}

export function useReached(): boolean {
  return useSyncExternalStore(onReach, isReached);
}
