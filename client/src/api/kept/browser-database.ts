import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from "idb";

/** A database of the browser's, opened at its first use. */
export interface BrowserDatabase<S extends DBSchema> {
  /** Rejects when the browser offers none (switched off, or its storage is broken); the next call tries again. */
  open(): Promise<IDBPDatabase<S>>;
  /** The next use opens it anew. */
  close(): Promise<void>;
}

/** One connection a page. It gives way to another tab whose newer version wants to change the stores. */
export function browserDatabase<S extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<S>["upgrade"]>,
): BrowserDatabase<S> {
  let opened: Promise<IDBPDatabase<S>> | null = null;
  const close = async () => {
    const closing = opened;
    opened = null;
    await closing?.then(
      (database) => database.close(),
      () => undefined,
    );
  };
  // Where storage is denied the browser throws instead of answering: callers shall see one and the same.
  const attempt = async () =>
    openDB<S>(name, version, {
      upgrade,
      blocking: () => void close(),
      terminated: () => {
        opened = null;
      },
    });
  const open = () => {
    opened ??= attempt().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return { open, close };
}
