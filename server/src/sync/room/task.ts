import type { ApprovedUpdate } from "../gate/verdict.ts";
import type { Connection } from "./connection.ts";
import type { HeldDocument } from "./held-document.ts";
import type { RoomAccess } from "./socket.ts";

/** An update or a SyncStep2 of a client. */
export interface UpdateTask {
  kind: "update";
  connection: Connection;
  bytes: Uint8Array;
  step2: boolean;
  /** Number of the MARK that follows it, 0 for a client that sends none. */
  mark: number;
  /** Judged again after the room has looked into the log. */
  caughtUp: boolean;
}
export interface MarkTask {
  kind: "mark";
  connection: Connection;
  mark: number;
}
export type ClientTask = UpdateTask | MarkTask;

/** Runs between commits, when the document holds nothing but what is on disk. */
export interface ReadTask {
  kind: "read";
  run: () => void;
  fail: (error: Error) => void;
}

/** A write of the server on somebody's behalf: alone in its batch, all or nothing. */
export interface WriteTask {
  kind: "write";
  access: RoomAccess;
  /** Judges and writes to the document; throws, before it has written anything, what its caller is to be told. */
  run: (access: RoomAccess) => ServerWrite;
  done: (seq: number) => void;
  fail: (error: Error) => void;
  attempts: number;
}
/** Holds the document while it is written together with others: alone in its batch. */
export interface HoldTask {
  kind: "hold";
  /** Rejects when the document can't be used any more. */
  run: (document: HeldDocument) => Promise<void>;
  fail: (error: Error) => void;
}
/** The (map, key) pairs that a server write has touched. */
export type ServerWrite = Pick<ApprovedUpdate, "entries" | "touchesText">;

export type Task = ClientTask | ReadTask | WriteTask | HoldTask;
