import { useSyncExternalStore } from "react";

/**
 * Who signed out here while the server could not hear of it. The browser's cookie is out of reach for a page, so the
 * session still lives: whoever asks the server who is signed in ends it first. In localStorage: every tab knows.
 */
const KEY = "postil-sign-out-owed";
const listeners = new Set<() => void>();

function announce(): void {
  for (const listener of listeners) listener();
}

/** False where the browser keeps nothing: then nobody would end the session, so nobody may believe it has ended. */
export function oweSignOut(userId: string): boolean {
  try {
    localStorage.setItem(KEY, userId);
  } catch {
    return false;
  }
  announce();
  return true;
}

/** The person's id; null: the server knows of everybody who signed out. */
export function owedSignOut(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The session has ended, or is another person's by now. */
export function settleSignOut(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then nothing was owed.
  }
  announce();
}

/** Calls back when this person signed out so in another tab; returns the function that stops it. */
export function onSignedOutElsewhere(userId: string, listener: () => void): () => void {
  return onStored(() => {
    if (owedSignOut() === userId) listener();
  });
}

/** The person's id, as `owedSignOut` tells it at any time. */
export function useOwedSignOut(): string | null {
  return useSyncExternalStore((listener) => {
    const stop = onStored(listener);
    listeners.add(listener);
    return () => {
      stop();
      listeners.delete(listener);
    };
  }, owedSignOut);
}

function onStored(listener: () => void): () => void {
  const stored = ({ key }: StorageEvent) => {
    if (key === KEY || key === null) listener();
  };
  window.addEventListener("storage", stored);
  return () => window.removeEventListener("storage", stored);
}
