/** What one update may be at most. SYNC.md and docs/sync.md give the reasons. */
export const GATE_LIMITS = {
  /** How far one update may move one client's clock: a forged length of 2^40 would hijack the clock. */
  clockAdvance: 20_000,
  /** Structs in one SyncStep2. */
  structs: 15_000,
  /** clientIDs that one update may bring for the first time: each one makes every later update dearer. */
  newClients: 256,
  /** Structs in one update of a text: inserting may cost their square. */
  textStructs: 3_000,
  /** Writes to one key that conflict with what the server holds, in one update. */
  conflictingWrites: 500,
  /** Nesting of a JSON value. */
  depth: 8,
  /** UTF-16 units of an article's text. */
  textLength: 6_000_000,
} as const;
