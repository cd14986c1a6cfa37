import type { DerivedWriter, TextSnapshot } from "../derived-writer.ts";
import type { EntryRevision, UpdateLog } from "../update-log.ts";
import type { SendBudget } from "./send-budget.ts";
import type { RoomAccess } from "./socket.ts";

/** What a room is told by whoever runs it. */
export interface RoomDependencies {
  log: UpdateLog;
  /** Layers only: rows to write with each commit. */
  derived: DerivedWriter | null;
  /** Layers only: the article's text now. */
  text: (() => TextSnapshot) | null;
  /** Whether people see each other here. */
  hasPresence: boolean;
  /** Asks anew what somebody may do; null: not even read. */
  authorize(userId: string): Promise<RoomAccess | null>;
  /** What all sockets of the process leave unread; a budget of the room's own when there is none. */
  sending?: SendBudget;
  /** After each commit that changed something, one of another server too. `revisions`: of this room's own. */
  committed(revisions?: readonly EntryRevision[]): void;
  /** The room has closed itself and must be opened anew. */
  closed(): void;
  report(level: "warn" | "error", message: string, error?: unknown): void;
  now?: () => number;
}
