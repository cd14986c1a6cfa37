import { type DraftRow, localDatabase } from "./local-database.ts";

/**
 * Unsent words, as they lie in localStorage under `postil.draft/<userId>/<document>/<key>`: that can be read at once,
 * while the page is being built. Browsers write it to the disk only seconds later, so the local database has them too.
 */
export interface StoredDraft {
  document: string;
  /** What they were meant for, such as `note/<annotationId>` or `reply/<annotationId>`. */
  key: string;
  text: string;
}

const PREFIX = "postil.draft/";
/** Beside each draft, epoch ms of its writing: the newer of the two places is right. */
const STAMP_PREFIX = "postil.draft-at/";

function placeOf(userId: string, document: string, key: string): string {
  return [userId, document, key].map(encodeURIComponent).join("/");
}

/** The words kept for this place; "" when there are none. */
export function readDraft(userId: string, document: string, key: string): string {
  try {
    return localStorage.getItem(PREFIX + placeOf(userId, document, key)) ?? "";
  } catch {
    // Storage that is switched off or full must not stop anybody from writing.
    return "";
  }
}

/** Keeps the words; empty ones are forgotten. */
export function writeDraft(userId: string, document: string, key: string, text: string): void {
  const row: DraftRow = { user: userId, document, key, text, at: Date.now() };
  keepInStorage(row);
  void keepInDatabase(row);
}

function keepInStorage({ user, document, key, text, at }: DraftRow): void {
  const place = placeOf(user, document, key);
  try {
    if (text.trim() === "") {
      localStorage.removeItem(PREFIX + place);
      localStorage.removeItem(STAMP_PREFIX + place);
    } else {
      localStorage.setItem(PREFIX + place, text);
      localStorage.setItem(STAMP_PREFIX + place, String(at));
    }
  } catch {
    // As above.
  }
}

async function keepInDatabase(row: DraftRow): Promise<void> {
  try {
    const database = await localDatabase();
    if (row.text.trim() === "") await database.delete("drafts", [row.user, row.document, row.key]);
    else await database.put("drafts", row);
  } catch {
    // As above.
  }
}

/** Brings back what a crash of the browser kept from localStorage. Call it before anything reads this person's words. */
export async function restoreDrafts(userId: string, document?: string): Promise<void> {
  try {
    const database = await localDatabase();
    const place = document === undefined ? [userId] : [userId, document];
    const rows = await database.getAll("drafts", IDBKeyRange.bound(place, [...place, []]));
    for (const row of rows) {
      // A page that is closed has no time for the database: then the other one is newer.
      const stamp = localStorage.getItem(STAMP_PREFIX + placeOf(userId, row.document, row.key));
      if (row.at > Number(stamp ?? 0)) keepInStorage(row);
    }
  } catch {
    // As above.
  }
}

/** All unsent words of a person on this device, optionally of one document. */
export function listDrafts(userId: string, document?: string): StoredDraft[] {
  const drafts: StoredDraft[] = [];
  for (const [key, text] of entries()) {
    const [owner, ofDocument, place] = key.slice(PREFIX.length).split("/").map(decodeURIComponent);
    if (owner !== userId || ofDocument === undefined || place === undefined) continue;
    if (document === undefined || document === ofDocument) drafts.push({ document: ofDocument, key: place, text });
  }
  return drafts;
}

/** Gives unsent words another document, where what they belong to has moved to. `isMoved` is asked of each key. */
export function moveDrafts(userId: string, from: string, to: string, isMoved: (key: string) => boolean): void {
  for (const { key, text } of listDrafts(userId, from)) {
    if (!isMoved(key)) continue;
    writeDraft(userId, to, key, text);
    writeDraft(userId, from, key, "");
  }
}

export function forgetDrafts(userId: string): void {
  for (const draft of listDrafts(userId)) writeDraft(userId, draft.document, draft.key, "");
}

function entries(): [key: string, text: string][] {
  try {
    return Object.entries({ ...localStorage }).filter(([key]) => key.startsWith(PREFIX)) as [string, string][];
  } catch {
    return [];
  }
}
