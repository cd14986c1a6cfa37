/** When logs are compacted. Defaults stand in the code that uses them. */
export interface CompactionOptions {
  /** The built worker, for those who run from source: Node 20 runs no TypeScript in a worker. */
  worker?: URL;
  /** A document is compacted when so many rows, or bytes in rows, follow its snapshot. */
  rows?: number;
  bytes?: number;
  /** But not again within this time, in ms. */
  pauseMs?: number;
  /** A document whose room closes for being idle is compacted from so many rows on. */
  idleRows?: number;
  /** A layer that has met more clientIDs than this begins anew once its room has closed for being idle. */
  clientIds?: number;
  /** And nobody has written to it for this long, on any server. */
  quietMs?: number;
  /** How often rows that nobody needs any more are looked for, in ms. */
  sweepMs?: number;
}

export const COMPACTION_OPTIONS = Symbol("CompactionOptions");
