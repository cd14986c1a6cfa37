import * as Y from "yjs";

/** What of an update a document lacks, in words; null when it holds all of it, deletions included. */
export function missingOf(update: Uint8Array, doc: Y.Doc): string | null {
  const { structs, ds } = Y.decodeUpdate(update);
  for (const { id, length } of structs) {
    if (Y.getState(doc.store, id.client) < id.clock + length) return `client ${id.client} up to ${id.clock + length}`;
  }
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) {
      if (Y.getState(doc.store, client) < clock + len) return `deleted ${client}:${clock}+${len}`;
      for (let at = clock; at < clock + len; ) {
        const item = Y.getItem(doc.store, Y.createID(client, at));
        if (!item.deleted) return `the deletion of ${client}:${at}`;
        at = item.id.clock + item.length;
      }
    }
  }
  return null;
}
