import { useSyncExternalStore } from "react";

/** Where keys of one character do something: everywhere but in fields, only with the text focused, or nowhere. */
export type SingleKeys = "always" | "text" | "never";

export const SINGLE_KEYS: readonly SingleKeys[] = ["always", "text", "never"];

const KEY = "postil.single-keys";
const listeners = new Set<() => void>();
/** Holds where nothing can be stored. */
let unstored: SingleKeys = "always";

/** The person's choice on this device. */
export function singleKeys(): SingleKeys {
  try {
    const stored = localStorage.getItem(KEY);
    return SINGLE_KEYS.find((one) => one === stored) ?? "always";
  } catch {
    return unstored;
  }
}

export function setSingleKeys(choice: SingleKeys): void {
  unstored = choice;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Storage is blocked or full: the choice holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const other = (event: StorageEvent) => {
    if (event.key === KEY) listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", other);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", other);
  };
}

export function useSingleKeys(): SingleKeys {
  return useSyncExternalStore(subscribe, singleKeys);
}
