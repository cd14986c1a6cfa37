import * as Y from "yjs";
import type { LoadedDocument } from "../update-log.ts";
import { encodeSync, SYNC_UPDATE } from "./frames.ts";

/** Merging more rows at once takes longer for each of them. */
const TOGETHER = 64;

/**
 * The rows after `seq` out of a document that was just loaded, in as few frames as is cheap. null: the snapshot has
 * taken some of them in.
 */
export function framesSince(loaded: Pick<LoadedDocument, "headSeq" | "updates">, seq: number): Uint8Array[] | null {
  const news = loaded.headSeq - seq;
  if (news > loaded.updates.length) return null;
  const rows = news > 0 ? loaded.updates.slice(-news) : [];
  const frames: Uint8Array[] = [];
  for (let from = 0; from < rows.length; from += TOGETHER) {
    const some = rows.slice(from, from + TOGETHER);
    frames.push(encodeSync(SYNC_UPDATE, some.length === 1 ? (some[0] as Uint8Array) : Y.mergeUpdates(some)));
  }
  return frames;
}
