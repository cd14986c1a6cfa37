import type { EntryKey, Hello } from "@postil/shared/protocol/frames";
import type { DBSchema, IDBPDatabase } from "idb";
import { browserDatabase } from "../api/kept/browser-database.ts";
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
  /** Epoch ms when a page last opened it; absent in copies from before that was written down. */
  opened?: number;
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

/** Local copies, pending edits, recovered work and unsent words. */
const { open, close } = browserDatabase<LocalSchema>("postil", 2, (database, before) => {
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
});

export { close as closeLocalDatabase, open as localDatabase };
