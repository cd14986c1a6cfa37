import { readableArticles } from "../api/articles.ts";
import { signedInHere } from "../api/kept/signed-in-here.ts";
import { type CopyRow, localDatabase } from "./local-database.ts";
import { sessionsOf } from "./open-sessions.ts";

const DAY = 24 * 3_600_000;
/** What was not opened for so long, in ms, is not kept. */
const LONGEST_UNOPENED = 90 * DAY;
/** When this device was last looked through for a person, epoch ms, under their id. */
const LOOKED_KEY = "postil.looked-through/";

/**
 * Once a day: takes off this device the copies of articles that this person can't read any more, and whoever's copies
 * that were not opened for 90 days. What holds unsent work stays: the next opening sends or rescues it. Never rejects;
 * without the server nothing goes.
 */
export async function forgetUnused(userId: string, now = Date.now(), ask = readableArticles): Promise<void> {
  try {
    if (now - Number(localStorage.getItem(LOOKED_KEY + userId)) < DAY) return;
    const readable = await ask();
    // Somebody else may have signed in meanwhile: then it was their answer.
    if (signedInHere()?.id !== userId) return;
    await forgetCopies(userId, readable, now);
    localStorage.setItem(LOOKED_KEY + userId, String(now));
  } catch {
    // Another visit tries again.
  }
}

/** @param asked epoch ms when `readable` was asked for: what was opened later may be newer than it */
async function forgetCopies(userId: string, readable: ReadonlySet<string>, asked: number): Promise<void> {
  const isOpen = new Set(sessionsOf(userId).map(({ name }) => name));
  const tx = (await localDatabase()).transaction(["copies", "updates", "pending"], "readwrite");
  const copies = tx.objectStore("copies");
  for (const copy of await copies.getAll()) {
    const own = copy.user === userId;
    const { opened } = copy;
    // One from before the day was written down: its days count from now.
    if (opened === undefined) await copies.put({ ...copy, opened: asked });
    if ((own && isOpen.has(copy.document)) || (opened ?? 0) >= asked) continue;
    const unread = own && !readable.has(articleOf(copy) ?? "");
    const old = opened !== undefined && asked - opened > LONGEST_UNOPENED;
    if (!(unread || old) || (await tx.objectStore("pending").index("copy").count(copy.id)) > 0) continue;
    for (const key of await tx.objectStore("updates").index("copy").getAllKeys(copy.id)) {
      await tx.objectStore("updates").delete(key);
    }
    await copies.delete(copy.id);
  }
  await tx.done;
}

/** Null where no page ever said what the document belongs to: then nobody can open it from this device either. */
function articleOf({ document, about }: CopyRow): string | null {
  return about?.articleId ?? /^text\/(.+)$/.exec(document)?.[1] ?? null;
}
