import type { DocumentSession, OpenOptions } from "./document-session.ts";
import { acquireDocument, releaseDocument, sessionsOf } from "./open-sessions.ts";
import { pendingWork } from "./pending-work.ts";

/** How long one document may take to get its work to the server, in ms. */
const PATIENCE = 30_000;

let running: Promise<void> | null = null;

/**
 * Sends what earlier visits left on this device: opens each document that has unsent work and that no part of this
 * page shows, one after another, until its work is on the server. Resolves when all were tried; never rejects.
 */
export function sendUnsent(userId: string): Promise<void> {
  running ??= sendAll(userId).finally(() => {
    running = null;
  });
  return running;
}

async function sendAll(userId: string): Promise<void> {
  for (const { document, about, changes, waiting } of await pendingWork(userId)) {
    // Offline there is no use in it; pending rows whose copy is gone name no document.
    if (!navigator.onLine || !/^(layer|text)\//.test(document)) continue;
    if ((changes === 0 && !waiting) || sessionsOf(userId).some(({ name }) => name === document)) continue;
    const options: OpenOptions = { name: document, userId, presence: false, ...(about ? { about } : {}) };
    await atRest(acquireDocument(options));
    releaseDocument(options);
  }
}

/** Resolves when the document has nothing more to send, can't, or takes too long. */
export function atRest(session: DocumentSession, patience = PATIENCE): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (session.state !== "saved" && session.state !== "attention") return;
      stop();
      clearTimeout(late);
      resolve();
    };
    const stop = session.subscribe(check);
    const late = setTimeout(() => {
      stop();
      resolve();
    }, patience);
    check();
  });
}
