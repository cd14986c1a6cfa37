import type { EntryKey, Hello } from "@postil/shared/protocol/frames";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { DocumentPlace, RecoveredRow } from "./recovered-row.ts";

/** One document as one person last saw it on this device. */
export interface CopyRow {
  id: string;
  user: string;
  document: string;
  /** 0 until the server has said it. */
  epoch: number;
  schema: number;
  hello: Hello | null;
  about?: DocumentPlace;
}

interface UpdateRow {
  copy: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** An own update that the server has not acknowledged: which entries it wrote. Its bytes are among the updates. */
export interface PendingRow {
  id: string;
  copy: string;
  user: string;
  entries: EntryKey[];
}

/** Unsent words: see draft-storage.ts. */
export interface DraftRow {
  user: string;
  document: string;
  key: string;
  text: string;
  /** Epoch ms. */
  at: number;
}

interface LocalSchema extends DBSchema {
  copies: { key: string; value: CopyRow; indexes: { place: [user: string, document: string]; user: string } };
  updates: { key: number; value: UpdateRow; indexes: { copy: string } };
  pending: { key: string; value: PendingRow; indexes: { copy: string; user: string } };
  recovered: { key: string; value: RecoveredRow; indexes: { place: [user: string, document: string]; user: string } };
  drafts: { key: [user: string, document: string, key: string]; value: DraftRow };
}
export type LocalDatabase = IDBPDatabase<LocalSchema>;

let opened: Promise<LocalDatabase> | null = null;

/**
 * The browser's database of local copies, pending edits and recovered work, opened once a page.
 * @throws when the browser offers none (switched off, or its storage is broken); the next call tries again.
 */
export function localDatabase(): Promise<LocalDatabase> {
  opened ??= openDB<LocalSchema>("postil", 2, {
    upgrade(database, before) {
      if (before < 2) database.createObjectStore("drafts", { keyPath: ["user", "document", "key"] });
      if (before > 0) return;
      const copies = database.createObjectStore("copies", { keyPath: "id" });
      copies.createIndex("place", ["user", "document"]);
      copies.createIndex("user", "user");
      database.createObjectStore("updates", { autoIncrement: true }).createIndex("copy", "copy");
      const pending = database.createObjectStore("pending", { keyPath: "id" });
      pending.createIndex("copy", "copy");
      pending.createIndex("user", "user");
      const recovered = database.createObjectStore("recovered", { keyPath: "id" });
      recovered.createIndex("place", ["user", "document"]);
      recovered.createIndex("user", "user");
    },
    blocking: () => void closeLocalDatabase(),
    terminated: () => {
      opened = null;
    },
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Closes it; the next use opens it anew. */
export async function closeLocalDatabase(): Promise<void> {
  const closing = opened;
  opened = null;
  await closing?.then(
    (database) => database.close(),
    () => undefined,
  );
}
