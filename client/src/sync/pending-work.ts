import { forgetDrafts, listDrafts, restoreDrafts } from "./draft-storage.ts";
import { localDatabase } from "./local-database.ts";
import { closeSessionsOf, sessionsOf } from "./open-sessions.ts";
import type { DocumentPlace } from "./recovered-row.ts";
import { piecesOf } from "./recovered-text.ts";
import { forgetInMemory, listRecovered } from "./recovered-work.ts";

/** What only this device holds of a person's work in one document. */
export interface UnsentWork {
  document: string;
  /** null when no page ever said what the document belongs to. */
  about: DocumentPlace | null;
  /** Edits that the server has not confirmed. */
  changes: number;
  /** Pieces of recovered work not yet discarded. */
  recovered: number;
  /** Some of them are to be put back when the document is next open. */
  waiting: boolean;
  /** Unsent notes and replies. */
  drafts: number;
}

/** A person's work that only this device holds, a document each; empty when everything is on the server. */
export async function pendingWork(userId: string): Promise<UnsentWork[]> {
  const found = new Map<string, UnsentWork>();
  const of = (document: string): UnsentWork => {
    const work = found.get(document) ?? {
      document,
      about: null,
      changes: 0,
      recovered: 0,
      waiting: false,
      drafts: 0,
    };
    found.set(document, work);
    return work;
  };
  await restoreDrafts(userId);
  for (const { document } of listDrafts(userId)) of(document).drafts++;
  for (const row of await listRecovered(userId)) {
    const work = of(row.document);
    work.recovered += piecesOf(row).length;
    work.waiting ||= row.state === "waiting";
    work.about ??= row.about ?? null;
  }
  try {
    const database = await localDatabase();
    const copies = new Map((await database.getAllFromIndex("copies", "user", userId)).map((copy) => [copy.id, copy]));
    for (const { copy } of await database.getAllFromIndex("pending", "user", userId)) {
      of(copies.get(copy)?.document ?? copy).changes++;
    }
    for (const { document, about } of copies.values()) {
      const work = found.get(document);
      if (work) work.about = about ?? work.about;
    }
  } catch {
    // Without a database, what the open documents say is all there is.
  }
  for (const { name, about, unacknowledged } of sessionsOf(userId)) {
    if (unacknowledged > 0) of(name).changes = Math.max(unacknowledged, of(name).changes);
    const work = found.get(name);
    if (work) work.about ??= about;
  }
  return [...found.values()];
}

/**
 * Takes what this device holds of a person off it: local copies, pending edits, recovered work, drafts. Closes their
 * open documents first. With `keepUnsent` everything that the server lacks stays, to be sent when they sign in here
 * again. Call it when they have signed out.
 */
export async function forgetLocalData(userId: string, { keepUnsent = false } = {}): Promise<void> {
  await closeSessionsOf(userId);
  if (!keepUnsent) {
    forgetDrafts(userId);
    forgetInMemory(userId);
  }
  try {
    const database = await localDatabase();
    const tx = database.transaction(["copies", "updates", "pending", "recovered", "drafts"], "readwrite");
    const pending = await tx.objectStore("pending").index("user").getAll(userId);
    const kept = new Set(keepUnsent ? pending.map((row) => row.copy) : []);
    for (const copy of await tx.objectStore("copies").index("user").getAllKeys(userId)) {
      if (kept.has(copy)) continue;
      for (const key of await tx.objectStore("updates").index("copy").getAllKeys(copy)) {
        await tx.objectStore("updates").delete(key);
      }
      await tx.objectStore("copies").delete(copy);
    }
    if (!keepUnsent) {
      await tx.objectStore("drafts").delete(IDBKeyRange.bound([userId], [userId, []]));
      for (const { id } of pending) await tx.objectStore("pending").delete(id);
      for (const key of await tx.objectStore("recovered").index("user").getAllKeys(userId)) {
        await tx.objectStore("recovered").delete(key);
      }
    }
    await tx.done;
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
