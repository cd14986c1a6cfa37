import { useSyncExternalStore } from "react";
import { LIST_ORDERS, type ListOrder } from "./list-order.ts";

/** How a person likes to see annotations, on this device. */
export interface ListPreferences {
  /** As a list rather than beside the text, where there is a margin. */
  list: boolean;
  order: ListOrder;
}

const KEY = "postil.list";
const listeners = new Set<() => void>();
let current: ListPreferences | null = null;

function read(): ListPreferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const { list, order } = (typeof stored === "object" && stored !== null ? stored : {}) as Record<string, unknown>;
    return { list: list === true, order: LIST_ORDERS.find((one) => one === order) ?? "place" };
  } catch {
    return { list: false, order: "place" };
  }
}

function preferences(): ListPreferences {
  current ??= read();
  return current;
}

export function setListPreferences(change: Partial<ListPreferences>): void {
  current = { ...preferences(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage is blocked or full: the choice holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useListPreferences(): ListPreferences {
  return useSyncExternalStore(subscribe, preferences);
}
