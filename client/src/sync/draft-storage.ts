/** Unsent words, as they lie in localStorage under `postil.draft/<userId>/<document>/<key>`. */
export interface StoredDraft {
  document: string;
  /** What they were meant for, such as `note/<annotationId>` or `reply/<annotationId>`. */
  key: string;
  text: string;
}

const PREFIX = "postil.draft/";

function storageKey(userId: string, document: string, key: string): string {
  return PREFIX + [userId, document, key].map(encodeURIComponent).join("/");
}

/** The words kept for this place; "" when there are none. */
export function readDraft(userId: string, document: string, key: string): string {
  try {
    return localStorage.getItem(storageKey(userId, document, key)) ?? "";
  } catch {
    // Storage that is switched off or full must not stop anybody from writing.
    return "";
  }
}

/** Keeps the words; empty ones are forgotten. */
export function writeDraft(userId: string, document: string, key: string, text: string): void {
  try {
    if (text.trim() === "") localStorage.removeItem(storageKey(userId, document, key));
    else localStorage.setItem(storageKey(userId, document, key), text);
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
