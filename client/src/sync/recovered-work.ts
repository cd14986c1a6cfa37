import { layerMap } from "@postil/shared/document/layer-document";
import { articleText } from "@postil/shared/document/text-document";
import type { EntryKey } from "@postil/shared/protocol/frames";
import { type Anchor, ELLIPSIS, type Segment } from "@postil/shared/schema/anchor";
import type { CommentEntry } from "@postil/shared/schema/comment";
import { newId } from "@postil/shared/schema/ids";
import * as Y from "yjs";
import { applyReadable } from "./local-copy.ts";
import { localDatabase } from "./local-database.ts";
import type { RecoveredItem, RecoveredRow } from "./recovered-row.ts";

/** Where the browser keeps nothing, recovered work lives as long as the page. */
const inMemory = new Map<string, RecoveredRow>();
const listeners = new Set<() => void>();

/** Calls back when recovered work came or went, in this page; returns the function that stops it. */
export function onRecoveredWork(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  for (const listener of listeners) listener();
}

/** A person's recovered work, newest first; optionally of one document. */
export async function listRecovered(user: string, document?: string): Promise<RecoveredRow[]> {
  const rows = [...inMemory.values()].filter(
    (row) => row.user === user && (document === undefined || row.document === document),
  );
  try {
    const database = await localDatabase();
    rows.push(
      ...(document === undefined
        ? await database.getAllFromIndex("recovered", "user", user)
        : await database.getAllFromIndex("recovered", "place", [user, document])),
    );
  } catch {
    // What is in memory is all there is.
  }
  return rows.sort((a, b) => b.at - a.at);
}

/** Keeps a changed row; one without items is gone. */
export async function putRecovered(row: RecoveredRow): Promise<void> {
  if (row.items.length === 0) return discardRecovered(row.id);
  try {
    await (await localDatabase()).put("recovered", row);
    inMemory.delete(row.id);
  } catch {
    inMemory.set(row.id, row);
  }
  announce();
}

export async function discardRecovered(id: string): Promise<void> {
  inMemory.delete(id);
  try {
    await (await localDatabase()).delete("recovered", id);
  } catch {
    // It was in memory only.
  }
  announce();
}

export function forgetInMemory(user: string): void {
  for (const [id, row] of inMemory) if (row.user === user) inMemory.delete(id);
  announce();
}

interface TakeOut extends Omit<RecoveredRow, "id" | "at" | "items"> {
  /** The copy to empty; null when there is none. */
  copyId: string | null;
  /** The document as it stands on the page, which may hold more than was written. */
  doc: Y.Doc | null;
  /** Entries known on the page to be unacknowledged. */
  entries: readonly EntryKey[];
}

/**
 * Takes the unacknowledged entries out of a document as plain JSON and empties its local copy, in one transaction:
 * a crash leaves either the copy or the recovered work. Returns null when nothing was unacknowledged.
 */
export async function takeOut({ copyId, doc, entries, ...about }: TakeOut): Promise<RecoveredRow | null> {
  const row: RecoveredRow = { ...about, id: newId(), at: Date.now(), items: [] };
  const live = doc ? [Y.encodeStateAsUpdate(doc)] : [];
  try {
    const tx = (await localDatabase()).transaction(["copies", "updates", "pending", "recovered"], "readwrite");
    tx.done.catch(() => undefined);
    const updates = copyId === null ? [] : await tx.objectStore("updates").index("copy").getAll(copyId);
    const updateKeys = copyId === null ? [] : await tx.objectStore("updates").index("copy").getAllKeys(copyId);
    const pending = copyId === null ? [] : await tx.objectStore("pending").index("copy").getAll(copyId);
    row.items = readItems(
      [...updates.map((update) => update.bytes), ...live],
      [...pending.flatMap((other) => other.entries), ...entries],
    );
    for (const key of updateKeys) await tx.objectStore("updates").delete(key);
    for (const other of pending) await tx.objectStore("pending").delete(other.id);
    if (copyId !== null) await tx.objectStore("copies").delete(copyId);
    if (row.items.length > 0) await tx.objectStore("recovered").put(row);
    await tx.done;
  } catch {
    row.items = readItems(live, entries);
    if (row.items.length > 0) inMemory.set(row.id, row);
  }
  announce();
  return row.items.length > 0 ? row : null;
}

function readItems(updates: readonly Uint8Array[], entries: readonly EntryKey[]): RecoveredItem[] {
  if (entries.length === 0) return [];
  const doc = new Y.Doc();
  applyReadable(doc, updates, null);
  const seen = new Set<string>();
  const items: RecoveredItem[] = [];
  for (const [map, key] of entries) {
    const id = JSON.stringify([map, key]);
    if (seen.has(id)) continue;
    seen.add(id);
    const value: unknown = map === "text" ? articleText(doc).toString() : (doc.getMap(map).get(key) ?? null);
    items.push({ map, key, value, quote: quoteOf(doc, map, key) });
  }
  doc.destroy();
  return items;
}

/** The first words that an entry's annotation is on, so that the person can tell what it was about. */
function quoteOf(doc: Y.Doc, map: string, key: string): string {
  if (map === "text" || map === "marks") return "";
  const [target = ""] = key.split("/");
  const comment: Partial<CommentEntry> | undefined = layerMap(doc, "comments").get(target);
  const anchor: Partial<Anchor> | undefined = layerMap(doc, "anchors").get(comment?.annotation ?? target);
  return (anchor?.segments ?? []).map((segment: Partial<Segment>) => segment.exact ?? "").join(ELLIPSIS);
}
