import { forgetDrafts, listDrafts } from "./draft-storage.ts";
import { localDatabase } from "./local-database.ts";
import { closeSessionsOf, sessionsOf } from "./open-sessions.ts";
import { forgetInMemory, listRecovered } from "./recovered-work.ts";

/** Work of a person that only this device holds. */
export interface PendingWork {
  /** Documents with edits that the server has not confirmed. */
  documents: number;
  /** Pieces of recovered work not yet discarded. */
  recovered: number;
  /** Unsent notes and replies. */
  drafts: number;
}

export async function pendingWork(userId: string): Promise<PendingWork> {
  const documents = new Set<string>();
  for (const session of sessionsOf(userId)) if (session.unacknowledged > 0) documents.add(session.name);
  try {
    const database = await localDatabase();
    for (const { copy } of await database.getAllFromIndex("pending", "user", userId)) {
      documents.add((await database.get("copies", copy))?.document ?? copy);
    }
  } catch {
    // Without a database, what the open documents say is all there is.
  }
  const recovered = (await listRecovered(userId)).reduce((count, row) => count + row.items.length, 0);
  return { documents: documents.size, recovered, drafts: listDrafts(userId).length };
}

/** Whether signing out would lose something: ask first. */
export async function hasPendingWork(userId: string): Promise<boolean> {
  const { documents, recovered, drafts } = await pendingWork(userId);
  return documents + recovered + drafts > 0;
}

/**
 * Takes everything of this person off the device: local copies, pending edits, recovered work, drafts. Closes their
 * open documents first. Call it when they have signed out.
 */
export async function forgetLocalData(userId: string): Promise<void> {
  await closeSessionsOf(userId);
  forgetDrafts(userId);
  forgetInMemory(userId);
  try {
    const database = await localDatabase();
    const tx = database.transaction(["copies", "updates", "pending", "recovered"], "readwrite");
    const copies = await tx.objectStore("copies").index("user").getAllKeys(userId);
    for (const copy of copies) {
      for (const key of await tx.objectStore("updates").index("copy").getAllKeys(copy)) {
        await tx.objectStore("updates").delete(key);
      }
      await tx.objectStore("copies").delete(copy);
    }
    for (const key of await tx.objectStore("pending").index("user").getAllKeys(userId)) {
      await tx.objectStore("pending").delete(key);
    }
    for (const key of await tx.objectStore("recovered").index("user").getAllKeys(userId)) {
      await tx.objectStore("recovered").delete(key);
    }
    await tx.done;
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
