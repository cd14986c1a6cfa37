import type { AwarenessState } from "@postil/shared/protocol/awareness";
import type { Hello } from "@postil/shared/protocol/frames";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { LiveSession } from "./live-session.ts";
import type { DocumentPlace } from "./recovered-row.ts";

/**
 * What becomes of one's work. `saved`: all of it is stored on the server. `offline`: stored on this device only.
 * `attention`: something that the person must know of or do; `detail` says what.
 */
export type SavedState = "loading" | "saving" | "saved" | "offline" | "attention";

/** What needs attention: `unkept` the device keeps no copy, `recovered` there is work that the server did not take. */
export type Trouble = SessionEnd["reason"] | "unkept" | "recovered";

/** Why a session will not reconnect by itself. */
export interface SessionEnd {
  /** The close code: see `@postil/shared/protocol/close-codes`. */
  code: number;
  reason: "signed-out" | "not-found" | "outdated" | "refused";
}

/**
 * One open document. The object stays the same while its fields change: listen with `subscribe`, or use `useDocument`.
 * `doc` and `awareness` are replaced when refused work was rescued, so read them anew after each change.
 */
export interface DocumentSession {
  readonly name: string;
  /** What it belongs to; null when that was not said. */
  readonly about: DocumentPlace | null;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Who one is in this document and what one may do; from the last visit until the server has answered. */
  readonly hello: Hello | null;
  readonly state: SavedState;
  /** Why it needs attention; null when it doesn't. */
  readonly trouble: Trouble | null;
  /** A sentence for the person, when there is something to say: what happened, what was kept, what to do. */
  readonly detail: string | null;
  /** The server's state has arrived over the present connection. */
  readonly synced: boolean;
  readonly online: boolean;
  readonly closed: SessionEnd | null;
  /** Own updates that the server has not acknowledged. */
  readonly unacknowledged: number;
  /** Counts changes of the fields above. */
  readonly version: number;
  /** Calls back on each change of these fields, not of the document's content; returns the function that stops it. */
  subscribe(listener: () => void): () => void;
  /** Merges into what others see of one: at most one frame each 100 ms. Nothing where presence is off. */
  setPresence(state: Partial<Omit<AwarenessState, "user">>): void;
  /** Tries to connect at once; also after the session was closed (signed in again). */
  reconnect(): void;
  /** Closes the connection, and the local copy once all writes to it are done. */
  destroy(): Promise<void>;
}

export interface OpenOptions {
  /** `text/<articleId>` or `layer/<layerId>`. */
  name: string;
  userId: string;
  /** Whether others see where one is: false for private and blind layers. */
  presence: boolean;
  /** What it belongs to, in words. */
  about?: DocumentPlace;
}

/** Where a session finds its server; the browser's own by default. */
export interface SessionEnvironment {
  /** Such as `wss://postil.example/sync`. */
  url?: string;
  webSocket?: typeof WebSocket;
}

/**
 * Opens a document: loads its local copy, then connects. Errors never throw: they show in `state`, `detail` and
 * `closed`. In React use `useDocument`, which shares sessions.
 */
export function openDocument(options: OpenOptions, environment: SessionEnvironment = {}): DocumentSession {
  return new LiveSession(options, environment);
}

/** Whether all that the server holds is in the document, and what was rescued is back: what is missing is gone. */
export function isWhole({ state, trouble, synced, unacknowledged }: DocumentSession): boolean {
  return state === "saved" || (trouble === "recovered" && synced && unacknowledged === 0);
}
