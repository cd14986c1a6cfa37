import { CLOSE, type CloseCode } from "@postil/shared/protocol/close-codes";
import type { Connection } from "./connection.ts";
import type { RoomDependencies } from "./dependencies.ts";
import type { RoomAccess } from "./socket.ts";
import type { WriteTask } from "./task.ts";

/** People whose rights are looked up at the same time. */
const TOGETHER = 500;

/** Those whose rights are kept. */
export interface Holders {
  connections(): Connection[];
  writes(): Iterable<WriteTask>;
  drop(connection: Connection, code: CloseCode, reason: string): void;
}

/** As of which state of the workspace's rights a room judges, and whether that is still the one. */
export class RightsKeeper {
  private stale = false;

  constructor(
    /** What an append is joined with. */
    public aclVersion: number,
    private readonly authorize: RoomDependencies["authorize"],
    private readonly holders: Holders,
  ) {}

  get isStale(): boolean {
    return this.stale;
  }

  /** What follows is judged by these rights; others than the room's are looked up before it. */
  meet(aclVersion: number): void {
    if (aclVersion !== this.aclVersion) this.stale = true;
  }

  changed(): void {
    this.stale = true;
  }

  /**
   * Looks up everybody's rights: who has others than before is closed and decided anew. `lookUp` answers the version
   * that is in force, null when there is nothing left to have rights in.
   */
  async refresh(lookUp: () => Promise<number | null>): Promise<void> {
    // Before it is looked up: what changes meanwhile is looked up again.
    this.stale = false;
    const aclVersion = await lookUp();
    if (aclVersion === null) return;
    this.aclVersion = aclVersion;
    const connections = this.holders.connections().filter(({ access }) => access.aclVersion !== aclVersion);
    const writes = [...this.holders.writes()].filter(({ access }) => access.aclVersion !== aclVersion);
    const users = [...new Set([...connections, ...writes].map(({ access }) => access.userId))];
    for (let from = 0; from < users.length; from += TOGETHER) {
      const some = users.slice(from, from + TOGETHER);
      const found = new Map(
        await Promise.all(some.map(async (userId) => [userId, await this.authorize(userId)] as const)),
      );
      for (const connection of connections) this.settle(connection, found);
      for (const task of writes) {
        const { access } = task;
        const now = found.get(access.userId);
        if (now) task.access = { ...now, sessionHash: null };
        else if (now === null) task.access = { ...access, canAnnotate: false, canComment: false, canModerate: false };
      }
    }
  }

  private settle(connection: Connection, found: ReadonlyMap<string, RoomAccess | null>): void {
    const { access } = connection;
    const now = found.get(access.userId);
    if (now === undefined || !connection.isOpen) return;
    if (now && sameRights(access, now)) connection.access = { ...now, sessionHash: access.sessionHash };
    else this.holders.drop(connection, CLOSE.tryAgain, "your rights have changed");
  }
}

function sameRights(a: RoomAccess, b: RoomAccess): boolean {
  return (
    a.actor === b.actor &&
    a.role === b.role &&
    a.canAnnotate === b.canAnnotate &&
    a.canComment === b.canComment &&
    a.canModerate === b.canModerate &&
    a.canEditText === b.canEditText
  );
}
