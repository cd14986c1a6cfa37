import { useSyncExternalStore } from "react";

/** Where the version is remembered that this tab has reloaded itself for. */
const RELOADED = "postil-reloaded-for";
/** Shortest time between two looks, in ms. */
const PACE = 60_000;

let found: string | null = null;
let lookedAt = Number.NEGATIVE_INFINITY;
const listeners = new Set<() => void>();

/** The name of the build that this page is of; null in development. */
export function ownBuild(): string | null {
  return document.querySelector<HTMLMetaElement>("meta[name=postil-build]")?.content ?? null;
}

/**
 * Asks the server which build it serves. Resolves to its name when that is not this page's, else to null; never
 * rejects. What was found stays found.
 * @param now at once, however short the last look is ago
 */
export async function lookForNewVersion({ now = false } = {}): Promise<string | null> {
  const own = ownBuild();
  if (own === null || found !== null || (!now && Date.now() - lookedAt < PACE)) return found;
  lookedAt = Date.now();
  try {
    const response = await fetch("/build.json", { cache: "no-store" });
    const answer: unknown = response.ok ? await response.json() : null;
    if (typeof answer !== "object" || answer === null || !("build" in answer)) return found;
    if (typeof answer.build !== "string" || answer.build === own) return found;
    found = answer.build;
    for (const listener of listeners) listener();
  } catch {
    // Without a server there is no new version.
  }
  return found;
}

/** The server serves another build than this page's. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => found !== null,
  );
}

/**
 * For a page that can't be shown because its code is gone: reloads if there is a new version, once for each in this
 * tab, so that it never goes round and round. Resolves to whether it reloads.
 */
export async function reloadForNewVersion(): Promise<boolean> {
  const version = await lookForNewVersion({ now: true });
  if (version === null) return false;
  try {
    if (sessionStorage.getItem(RELOADED) === version) return false;
    sessionStorage.setItem(RELOADED, version);
  } catch {
    // Nothing would stop the next one.
    return false;
  }
  window.location.reload();
  return true;
}
