/** Work of a person that only this device holds. */
export interface PendingWork {
  /** Documents with edits that the server has not confirmed. */
  documents: number;
  /** Pieces of recovered work not yet discarded. */
  recovered: number;
  /** Unsent notes and replies. */
  drafts: number;
}

export declare function pendingWork(userId: string): Promise<PendingWork>;

/** Whether signing out would lose something: ask first. */
export declare function hasPendingWork(userId: string): Promise<boolean>;

/** Takes everything of this person off the device: local copies, pending edits, recovered work, drafts. */
export declare function forgetLocalData(userId: string): Promise<void>;
