import { localStorageColorSchemeManager } from "@mantine/core";
import { useSyncExternalStore } from "react";

/** The keys that public/appearance.js reads before the first paint. */
const CONTRAST_KEY = "postil-contrast";
export const colorSchemeManager = localStorageColorSchemeManager({ key: "postil-colour-scheme" });

export type Contrast = "auto" | "more" | "normal";

const system = () => window.matchMedia("(prefers-contrast: more)");
const listeners = new Set<() => void>();

function read(): Contrast {
  try {
    const stored = localStorage.getItem(CONTRAST_KEY);
    return stored === "more" || stored === "normal" ? stored : "auto";
  } catch {
    return "auto";
  }
}

function apply(): void {
  const contrast = read();
  const more = contrast === "more" || (contrast === "auto" && system().matches);
  document.documentElement.dataset.contrast = more ? "more" : "normal";
}

/** Follows the system's contrast from now on, unless one was chosen. */
export function followContrast(): void {
  apply();
  system().addEventListener("change", apply);
}

export function setContrast(contrast: Contrast): void {
  try {
    if (contrast === "auto") localStorage.removeItem(CONTRAST_KEY);
    else localStorage.setItem(CONTRAST_KEY, contrast);
  } catch {
    // Storage is blocked: the choice holds until the page is reloaded.
  }
  apply();
  for (const listener of listeners) listener();
}

export function useContrast(): Contrast {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}
