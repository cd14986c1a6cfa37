import type { EntryKey } from "@postil/shared/protocol/frames";
import type * as Y from "yjs";

/** The (map, key) pairs that a transaction wrote; a change of plain text counts as ["text", ""]. */
export function ownEntries(doc: Y.Doc, transaction: Y.Transaction): EntryKey[] {
  const entries: EntryKey[] = [];
  const changed: ReadonlyMap<unknown, ReadonlySet<string | null>> = transaction.changed;
  for (const [root, type] of doc.share) {
    for (const key of changed.get(type) ?? []) entries.push([root, key ?? ""]);
  }
  return entries;
}
