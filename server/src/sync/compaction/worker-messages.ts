import type { PurgeTargets } from "../purge/plan-purge.ts";
import type { BuiltEpoch, BuiltPurge, BuiltSnapshot, LoggedDocument } from "./build-snapshot.ts";

/** Rows one after another in one buffer: thousands of small ones would take the sender long to copy. */
export interface PackedRows {
  bytes: Uint8Array<ArrayBuffer>;
  lengths: Uint32Array<ArrayBuffer>;
}

export type WorkKind = "snapshot" | "epoch";

export interface WorkRequest {
  kind: WorkKind;
  document: Omit<LoggedDocument, "updates"> & { rows: PackedRows };
  /** Of a new epoch: what it is to leave out. */
  purge?: PurgeTargets;
}

export type WorkAnswer = { built: BuiltSnapshot | BuiltEpoch | BuiltPurge } | { problem: string; name: string };

export function packRows(rows: readonly Uint8Array[]): PackedRows {
  const lengths = Uint32Array.from(rows, (row) => row.byteLength);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const row of rows) {
    bytes.set(row, at);
    at += row.byteLength;
  }
  return { bytes, lengths };
}

export function unpackRows({ bytes, lengths }: PackedRows): Uint8Array[] {
  let at = 0;
  return Array.from(lengths, (length) => {
    at += length;
    return bytes.subarray(at - length, at);
  });
}
