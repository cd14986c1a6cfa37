import type { EntryKey } from "@postil/shared/protocol/frames";

/** One entry of a document that the server did not take. */
export interface RecoveredItem {
  map: string;
  key: string;
  /** Plain JSON; null when the entry was taken out. */
  value: unknown;
  /** The passage it belongs to, as quoted; "" when there is none. */
  quote: string;
}

/** Where a document is, for people: kept beside its copy, so that unsent work can be named from any page. */
export interface DocumentPlace {
  articleId: string;
  /** The article's. */
  title: string;
}

/** Why work was taken out of a document. */
export type RescueReason = "refused" | "mismatch" | "too-large" | "not-found" | "replaced" | "damaged";

/**
 * Work taken out of one document at one time. `waiting`: to be put back as soon as the document is open again.
 * `kept`: the server would not have it; it stays here until the person discards it.
 */
export interface RecoveredRow {
  id: string;
  user: string;
  document: string;
  /** Absent when the page that opened the document didn't say. */
  about?: DocumentPlace;
  /** Epoch ms. */
  at: number;
  state: "waiting" | "kept";
  reason: RescueReason;
  /** What the server said, if anything. */
  detail: string;
  items: RecoveredItem[];
  /** Entries not to be tried again: the server named them in its refusal. "all": none of them. */
  avoid: EntryKey[] | "all";
}
