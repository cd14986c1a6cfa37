const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while no other tab of this browser runs any for the same person and document. Where the browser has no
 * Web Locks (plain http on another host), only this page's own work waits; the database's transactions still hold.
 */
export function withDocumentLock<T>(userId: string, document: string, work: () => Promise<T>): Promise<T> {
  const name = `postil:${userId}:${document}`;
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (locks) return locks.request(name, work) as Promise<T>;
  const turn = (queues.get(name) ?? Promise.resolve()).then(work, work);
  queues.set(name, turn);
  return turn.finally(() => {
    if (queues.get(name) === turn) queues.delete(name);
  });
}
