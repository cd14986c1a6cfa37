import { useSyncExternalStore } from "react";
import { lookForNewVersion, ownBuild } from "./new-version.ts";

/** Whether the app's own files are kept on this device, or why not. */
export type AppOnDevice = "unknown" | "preparing" | "ready" | "insecure" | "unsupported" | "blocked" | "failed";

let state: AppOnDevice = "unknown";
const listeners = new Set<() => void>();

function say(next: AppOnDevice): void {
  state = next;
  for (const listener of listeners) listener();
}

export function useAppOnDevice(): AppOnDevice {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/**
 * Has the browser keep the app's files, so that it opens without a network. Call it once the page is at rest: it
 * fetches all of them. Never rejects; where it can't be, `useAppOnDevice` says why.
 */
export async function keepAppOnDevice(): Promise<void> {
  // In development the files change under the worker's hands.
  if (ownBuild() === null) return;
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (!workers) return say(window.isSecureContext ? "unsupported" : "insecure");
  try {
    await workers.register("/service-worker.js", { updateViaCache: "none" });
    const registration = await workers.getRegistration("/");
    if (!registration) return say("blocked");
    follow(registration);
    registration.addEventListener("updatefound", () => follow(registration));
  } catch {
    // What was kept earlier still works without the server.
    say(workers.controller ? "ready" : "blocked");
  }
}

/** Looks at the newest version of the worker that is on its way. */
function follow(registration: ServiceWorkerRegistration): void {
  const worker = registration.installing;
  say(registration.active || registration.waiting ? "ready" : "preparing");
  if (registration.waiting) void letTakeOver(registration.waiting);
  worker?.addEventListener("statechange", () => {
    if (worker.state === "redundant" && !registration.active) say("failed");
    if (worker.state === "installed" || worker.state === "activated") say("ready");
    if (worker.state === "installed" && registration.active) void letTakeOver(worker);
  });
}

/** The pages of the version before would miss their files: it waits for them to be closed. */
async function letTakeOver(worker: ServiceWorker): Promise<void> {
  if ((await lookForNewVersion({ now: true })) === null) worker.postMessage("take-over-if-alone");
}
