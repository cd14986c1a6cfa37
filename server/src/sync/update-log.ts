import type { LayerKind } from "@postil/shared/schema/role";
import type { DerivedBatch } from "./derived-writer.ts";

/** What the log knows about a document, when a room opens it. */
export interface LoadedDocument {
  name: string;
  kind: "text" | "layer";
  workspaceId: string;
  articleId: string;
  /** null for a text document. */
  layerId: string | null;
  layerKind: LayerKind | null;
  epoch: number;
  /** Position of the last row, 0 when there is none. */
  headSeq: number;
  aclVersion: number;
  /** null while there is none. */
  snapshot: Uint8Array | null;
  /** The rows after the snapshot, in the order of `seq`. */
  updates: Uint8Array[];
  /** How long these rows are together. */
  rowBytes: number;
  /** clientID -> actor. */
  clients: Map<number, string>;
  /** Ids of annotations and comments that were purged, or emptied of their words: nobody writes them again. */
  erased: ReadonlySet<string>;
}

/** One (map, key) that a batch set or took out, for the readable history. */
export interface EntryRevision {
  map: string;
  key: string;
  actor: string;
  /** undefined: taken out. */
  value: unknown;
  /** By somebody who only may because they moderate: set where it is so. */
  moderates?: true;
}

/** A batch of one room, written whole or not at all. */
export interface Append {
  document: string;
  layerId: string | null;
  epoch: number;
  /** What the room believes the head to be. */
  headSeq: number;
  aclVersion: number;
  /** One row an actor. */
  rows: { actor: string; bytes: Uint8Array }[];
  /** clientIDs seen for the first time. */
  clients: { client: number; actor: string }[];
  revisions: EntryRevision[];
  derived: DerivedBatch | null;
  /** Of a text document: UTF-16 units of its text after the batch. */
  textLength: number | null;
}

/** `conflict`: somebody else wrote, or rights changed, since the room last looked. Nothing was written. */
export type AppendResult = { kind: "committed"; seq: number } | { kind: "conflict" };

/** `seqs`: one an append, in their order. */
export type AppendAllResult = { kind: "committed"; seqs: number[] } | { kind: "conflict" };

/** A statement that shares an append's transaction. */
export interface Beside {
  text: string;
  values: unknown[];
}

export interface DocumentHead {
  epoch: number;
  headSeq: number;
  aclVersion: number;
}

/** What was appended after a position, in order; one commit may have written several rows. */
export interface LogTail {
  headSeq: number;
  aclVersion: number;
  updates: Uint8Array[];
  /** All of the document's clientIDs. */
  clients: { client: number; actor: string }[];
}

/** The document can't be read: rows are missing or don't decode. It stays closed until somebody has looked. */
export class QuarantinedError extends Error {
  override readonly name = "QuarantinedError";
}

/** A server's turn to append to one document: nobody else appends to it meanwhile. See `UpdateLog.turn`. */
export interface LogTurn {
  /** As `UpdateLog.since`, of this document. */
  since(epoch: number, seq: number): Promise<LogTail | null>;
  /** Ends the turn, whatever comes of it. */
  append(append: Append): Promise<AppendResult>;
  /** Ends the turn without a word; nothing when it has ended. */
  end(): Promise<void>;
}

/** Where documents are kept. Appending is compare-and-set, so that several servers may write the same document. */
export interface UpdateLog {
  /** null when there is no such document. Throws QuarantinedError, or whatever the database throws. */
  load(document: string): Promise<LoadedDocument | null>;
  /** null when the document is gone. */
  head(document: string): Promise<DocumentHead | null>;
  /** Heads of several documents in one statement; one that is missing is gone. */
  heads(documents: readonly string[]): Promise<Map<string, DocumentHead>>;
  /**
   * What was appended after `seq`, as of one moment. null: the document is gone, has another epoch, or the rows are not
   * all there any more: load it anew.
   */
  since(document: string, epoch: number, seq: number): Promise<LogTail | null>;
  append(append: Append): Promise<AppendResult>;
  /**
   * Waits for this server's turn at a document that others write too; they come in the order in which they asked. By
   * compare-and-set alone a server that is slower by a little would lose each race for as long as another one is busy.
   * Within a turn nothing else may be asked of the log: there may be one connection only.
   */
  turn(document: string): Promise<LogTurn>;
  /**
   * Batches of several documents, each of another one, in one transaction: all or none. They must come in ascending
   * order of their names, so that two servers never wait for each other.
   */
  appendAll(appends: readonly Append[], beside?: readonly Beside[]): Promise<AppendAllResult>;
  /**
   * Keeps clientIDs for their actors before anybody else learns of them. Answers who owns each one now: an id that was
   * taken before stays with its owner.
   */
  reserve(document: string, clients: { client: number; actor: string }[]): Promise<Map<number, string>>;
}
