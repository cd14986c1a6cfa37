import type { BuiltEpoch, BuiltSnapshot } from "./build-snapshot.ts";

/** Rows that a snapshot covers are kept for this long, should the snapshot be damaged. */
export const COVERED_ROWS_MS = 7 * 24 * 3_600_000;

/** The part of the log that is rewritten: snapshots, epochs, rows that nobody needs any more. */
export interface SnapshotStore {
  /** Runs `work` while no other server does the same to this document; false: one does. */
  exclusively(document: string, work: () => Promise<void>): Promise<boolean>;
  /**
   * Stores what rows up to `uptoSeq` say together. False, and nothing is changed, when the document is gone, has
   * another epoch, or has a snapshot that covers as much and is not damaged.
   */
  replaceSnapshot(document: string, at: { epoch: number; uptoSeq: number }, snapshot: BuiltSnapshot): Promise<boolean>;
  /**
   * Begins the epoch after `at.epoch` with a snapshot of everything up to `at.headSeq`: rows and clientIDs of the old one
   * go, history and derived rows stay. False, and nothing is changed, when the document is gone or has moved on, or
   * somebody has written in the last `quietMs`. Whoever still has the old epoch open loses its next append.
   */
  beginEpoch(
    document: string,
    at: { epoch: number; headSeq: number; quietMs: number },
    epoch: BuiltEpoch,
  ): Promise<boolean>;
  /**
   * Deletes at most `limit` rows of layers that are covered by an undamaged snapshot and older than a week; how many it
   * were. A text's rows are its history, and stay.
   */
  deleteCovered(limit: number): Promise<number>;
}
